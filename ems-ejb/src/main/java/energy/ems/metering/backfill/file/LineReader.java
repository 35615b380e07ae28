package energy.ems.metering.backfill.file;

import energy.ems.metering.profile.EnergyUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds in the cells of a line what a layout says is there. */
final class LineReader {

    private final Layout layout;
    private final int time;
    private final int clock;
    private final int value;
    private final int unit;
    private final int interval;
    private final Map<Integer, Set<String>> series;
    private final int width;

    LineReader(List<String> columns, Layout layout) {
        this.layout = layout;
        this.time = columns.indexOf(layout.timeColumn());
        this.clock = layout.clockColumn() == null ? -1 : columns.indexOf(layout.clockColumn());
        this.value = columns.indexOf(layout.valueColumn());
        this.unit = layout.unitColumn() == null ? -1 : columns.indexOf(layout.unitColumn());
        this.interval = KnownFormat.of(columns)
                .map(KnownFormat::intervalColumn)
                .map(columns::indexOf)
                .orElse(-1);
        this.series = layout.series().entrySet().stream()
                .filter(each -> columns.contains(each.getKey()))
                .collect(Collectors.toMap(each -> columns.indexOf(each.getKey()), Map.Entry::getValue));
        this.width = columns.size();
    }

    boolean hasTooManyCells(List<String> cells) {
        return cells.size() > width
                && cells.subList(width, cells.size()).stream().anyMatch(cell -> !cell.isBlank());
    }

    boolean isOfSeries(List<String> cells) {
        return series.entrySet().stream()
                .allMatch(each -> each.getValue().contains(Cells.text(cell(cells, each.getKey()))));
    }

    String timeText(List<String> cells) {
        String date = Cells.text(cell(cells, time));
        return clock < 0 ? date : date + " " + Cells.text(cell(cells, clock));
    }

    Optional<Moment> moment(List<String> cells) {
        return Moment.of(timeText(cells), layout);
    }

    String valueText(List<String> cells) {
        return Cells.text(cell(cells, value));
    }

    String unitText(List<String> cells) {
        return unit < 0 ? "" : Cells.text(cell(cells, unit));
    }

    Optional<EnergyUnit> unit(List<String> cells) {
        String text = unitText(cells);
        return text.isEmpty() ? Optional.ofNullable(layout.unit()) : Cells.unit(text);
    }

    /** Empty where the line says nothing of it. */
    String intervalText(List<String> cells) {
        return Cells.text(cell(cells, interval));
    }

    private static String cell(List<String> cells, int column) {
        return column < 0 || column >= cells.size() ? "" : cells.get(column);
    }
}
