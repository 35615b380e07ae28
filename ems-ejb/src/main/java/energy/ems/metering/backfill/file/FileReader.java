package energy.ems.metering.backfill.file;

import energy.ems.metering.backfill.file.Layout.DoubledHour;
import energy.ems.metering.backfill.file.LineProblem.Kind;
import energy.ems.metering.profile.Amount;
import energy.ems.metering.profile.EnergyUnit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a file by a layout that leaves no question open, a line at a time and in the file's order. Reading it again
 * comes to the same. Belongs to one thread.
 */
public final class FileReader {

    private final Layout layout;
    private final Rhythm rhythm;
    private final ReadingsFile.Lines lines;
    private final LineReader cellsOf;
    private final SeenTimes seen = new SeenTimes();
    private final Map<LocalDateTime, Integer> timesOfDoubled = new HashMap<>();

    /**
     * What became of a line: a reading, a problem, or neither where it has no value or says again what another did.
     *
     * @param line counted from 1
     */
    public record Line(int line, FileReading reading, LineProblem problem) {}

    /** @throws IllegalArgumentException here or while reading, when the file is no text in UTF-8 or no CSV */
    public FileReader(ReadingsFile file, Layout layout) {
        this(file, layout, Rhythm.of(file, layout));
    }

    FileReader(ReadingsFile file, Layout layout, Rhythm rhythm) {
        this.layout = layout;
        this.rhythm = rhythm;
        this.lines = file.open();
        this.cellsOf = new LineReader(lines.columns(), layout);
    }

    /** The next line of the series that were chosen; null at the end. */
    public Line next() {
        for (List<String> cells = lines.next(); cells != null; cells = lines.next()) {
            if (cellsOf.isOfSeries(cells)) {
                return read(lines.line(), cells);
            }
        }
        return null;
    }

    private Line read(int line, List<String> cells) {
        if (cellsOf.hasTooManyCells(cells)) {
            return problem(line, Kind.TOO_MANY_CELLS, String.join(" | ", cells));
        }
        String timeText = cellsOf.timeText(cells);
        Optional<Moment> moment = cellsOf.moment(cells);
        if (moment.isEmpty()) {
            return problem(line, Kind.NO_TIME, timeText);
        }
        if (moment.get().instants().isEmpty()) {
            return problem(line, Kind.SKIPPED_TIME, timeText);
        }
        // Before the value is looked at, because a line without one has its place in the order, too.
        Instant at = instant(moment.get());
        String valueText = cellsOf.valueText(cells);
        if (Cells.isNothing(valueText)) {
            return new Line(line, null, null);
        }
        if (at == null) {
            return problem(line, Kind.AMBIGUOUS_TIME, timeText);
        }
        Optional<BigDecimal> value = Cells.number(valueText, layout.decimalMark());
        if (value.isEmpty()) {
            return problem(line, Kind.NO_NUMBER, valueText);
        }
        Optional<EnergyUnit> unit = cellsOf.unit(cells);
        if (unit.isEmpty()) {
            return problem(line, Kind.UNKNOWN_UNIT, cellsOf.unitText(cells));
        }
        String intervalText = cellsOf.intervalText(cells);
        Optional<Duration> interval = Amount.interval(intervalText);
        if (interval.isEmpty() && !intervalText.isEmpty()) {
            return problem(line, Kind.NO_INTERVAL, intervalText);
        }
        Amount said = new Amount(value.get(), interval.orElse(null));
        if (seen.isRepetition(at, said)) {
            return new Line(line, null, null);
        }
        return seen.add(at, said)
                ? new Line(line, new FileReading(line, at, said.value(), unit.get(), said.interval()), null)
                : problem(line, Kind.TWICE, timeText);
    }

    /** Null when nobody can tell. */
    private Instant instant(Moment moment) {
        if (!moment.isAmbiguous()) {
            return moment.instants().get(0);
        }
        DoubledHour choice = layout.doubledHour() == null ? DoubledHour.LEAVE_OUT : layout.doubledHour();
        return switch (choice) {
            case EARLIER -> moment.instants().get(0);
            case LATER -> moment.instants().get(1);
            case LEAVE_OUT -> null;
            case IN_ORDER -> {
                int before = timesOfDoubled.merge(moment.local(), 1, Integer::sum) - 1;
                yield rhythm.standsTwice(moment.local())
                        ? moment.instants().get(rhythm.isAscending() ? before : 1 - before)
                        : null;
            }
        };
    }

    private static Line problem(int line, Kind kind, String value) {
        return new Line(line, null, LineProblem.of(line, kind, value));
    }
}
