package energy.ems.simulator;

import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The hourly totals that a system must arrive at when it got all messages of a run, however often and in whatever order.
 *
 * <p>Worked out from the meters alone, before a single message is sent, with exact decimals, by code that shares nothing
 * with the system under test.
 */
final class ExpectedTotals {

    /** @param energy in kWh; null when nothing is known of the hour */
    record Hour(Instant start, BigDecimal energy, int readings, String quality) {}

    static final String HEADING = "device_id,hour_start,energy_kwh,readings,quality";

    private static final long HOUR = Duration.ofHours(1).toMillis();
    /** A share of a difference is cut off here; the later side gets the rest, so that nothing is lost. */
    private static final int SHARE_DECIMALS = 15;

    private ExpectedTotals() {}

    /** Writes one line an hour and device. */
    static void write(Run run, Path file) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            writer.write(HEADING + "\n");
            for (String id : run.settings().devices) {
                for (Hour hour : of(id, run)) {
                    writer.write(line(id, hour) + "\n");
                }
            }
        }
    }

    private static String line(String id, Hour hour) {
        String energy = hour.energy() == null ? "" : plain(hour.energy());
        return id + ',' + hour.start() + ',' + energy + ',' + hour.readings() + ',' + hour.quality();
    }

    private static String plain(BigDecimal energy) {
        return energy.signum() == 0 ? "0" : energy.stripTrailingZeros().toPlainString();
    }

    /** The hours of one device of the run. */
    static List<Hour> of(String id, Run run) {
        Meter meter = new Meter(id, run);
        List<Measurement> sent = new ArrayList<>();
        for (long step = 0; step < run.steps(); step++) {
            meter.next().ifPresent(sent::add);
        }
        return of(sent, run.settings());
    }

    /** The hours of a device that sent these measurements, from its first to its last, without a hole. */
    static List<Hour> of(List<Measurement> sent, Settings settings) {
        if (sent.isEmpty()) {
            return List.of();
        }
        return settings.mode == Settings.Mode.CUMULATIVE ? ofRegister(sent, settings) : ofIntervals(sent, settings);
    }

    private static List<Hour> ofRegister(List<Measurement> sent, Settings settings) {
        Ledger ledger =
                new Ledger(sent.get(0).timestamp(), sent.get(sent.size() - 1).timestamp());
        sent.forEach(each -> ledger.at(each.timestamp()).readings++);
        List<Register.Reading> readings = sent.stream()
                .map(each -> new Register.Reading(each.timestamp(), each.value()))
                .toList();
        BigDecimal kwhOfOne = settings.unit.kwh(BigDecimal.ONE, settings.period).multiply(settings.factor);
        Register.spans(readings, settings.period, settings.registerCapacity, kwhOfOne)
                .forEach(ledger::share);
        return ledger.shared();
    }

    /** An interval value, and whether its length was stated. */
    private record Interval(Instant from, Instant to, BigDecimal kwh, boolean stated) {

        static Interval of(Measurement sent, Settings settings) {
            Duration length = sent.stated() == null ? settings.period : sent.stated();
            Instant from =
                    settings.stamp == Settings.Stamp.END ? sent.timestamp().minus(length) : sent.timestamp();
            BigDecimal kwh = settings.unit.kwh(sent.value(), length).multiply(settings.factor);
            return new Interval(from, from.plus(length), kwh, sent.stated() != null);
        }

        long millis() {
            return Duration.between(from, to).toMillis();
        }

        long within(Instant hour) {
            return Math.max(
                    0,
                    Math.min(to.toEpochMilli(), hour.toEpochMilli() + HOUR)
                            - Math.max(from.toEpochMilli(), hour.toEpochMilli()));
        }

        /** The hour in which nine tenths of it lie; null where there is none, or it is longer than an hour. */
        Instant home() {
            Instant first = from.truncatedTo(ChronoUnit.HOURS);
            for (Instant hour : List.of(first, first.plusMillis(HOUR))) {
                if (millis() <= HOUR && 10 * within(hour) >= 9 * millis()) {
                    return hour;
                }
            }
            return null;
        }
    }

    private static List<Hour> ofIntervals(List<Measurement> sent, Settings settings) {
        List<Interval> intervals =
                sent.stream().map(each -> Interval.of(each, settings)).toList();
        Ledger ledger = new Ledger(
                intervals.get(0).from(), intervals.get(intervals.size() - 1).from());
        for (int i = 0; i < intervals.size(); i++) {
            Interval interval = intervals.get(i);
            Instant home = isOutOfPlace(intervals, i) ? null : interval.home();
            Sheet sheet = ledger.at(home == null ? interval.from() : home);
            sheet.readings++;
            if (home == null) {
                ledger.share(new Register.Span(interval.from(), interval.to(), interval.kwh()));
            } else {
                sheet.add(interval.kwh());
            }
            if (interval.stated()) {
                sheet.stated++;
                ledger.state(interval, home);
            }
        }
        return settings.period.toMillis() > HOUR ? ledger.shared() : ledger.summed(settings.period.toMillis());
    }

    /** Of those that fill an hour, the one that lies in it for longer has it; or the first. */
    private static boolean isOutOfPlace(List<Interval> all, int i) {
        Interval mine = all.get(i);
        Instant home = mine.home();
        if (home == null || mine.millis() != HOUR) {
            return false;
        }
        // In the order of time, so that only those next to it can want the same hour.
        for (int k = Math.max(0, i - 2); k <= Math.min(all.size() - 1, i + 2); k++) {
            Interval other = all.get(k);
            boolean isRival = k != i && other.millis() == HOUR && home.equals(other.home());
            if (isRival
                    && (other.within(home) > mine.within(home) || other.within(home) == mine.within(home) && k < i)) {
                return true;
            }
        }
        return false;
    }

    private static final class Sheet {
        private final Instant start;
        private BigDecimal energy;
        private int readings;
        private long covered;
        private boolean shared;
        private int stated;
        private long statedMillis;

        Sheet(Instant start) {
            this.start = start;
        }

        void add(BigDecimal kwh) {
            energy = energy == null ? kwh : energy.add(kwh);
        }
    }

    private static final class Ledger {
        private final Instant first;
        private final List<Sheet> sheets = new ArrayList<>();

        Ledger(Instant from, Instant to) {
            first = from.truncatedTo(ChronoUnit.HOURS);
            at(to);
        }

        Sheet at(Instant instant) {
            int index = (int) Math.floorDiv(Duration.between(first, instant).toMillis(), HOUR);
            while (sheets.size() <= index) {
                sheets.add(new Sheet(first.plusMillis(HOUR * sheets.size())));
            }
            return sheets.get(index);
        }

        /** Spreads the span's energy evenly over its time. */
        void share(Register.Span span) {
            Instant from = span.from();
            BigDecimal given = BigDecimal.ZERO;
            while (from.isBefore(span.to())) {
                Sheet sheet = at(from);
                Instant hourEnds = sheet.start.plusMillis(HOUR);
                Instant to = hourEnds.isBefore(span.to()) ? hourEnds : span.to();
                BigDecimal upToHere = upTo(to, span);
                sheet.add(upToHere.subtract(given));
                sheet.covered += Duration.between(from, to).toMillis();
                sheet.shared |= sheet.start.isAfter(span.from()) || hourEnds.isBefore(span.to());
                given = upToHere;
                from = to;
            }
        }

        private static BigDecimal upTo(Instant instant, Register.Span span) {
            if (instant.equals(span.to())) {
                return span.kwh();
            }
            BigDecimal part =
                    BigDecimal.valueOf(Duration.between(span.from(), instant).toMillis());
            BigDecimal whole =
                    BigDecimal.valueOf(Duration.between(span.from(), span.to()).toMillis());
            return span.kwh().multiply(part).divide(whole, SHARE_DECIMALS, RoundingMode.DOWN);
        }

        List<Hour> shared() {
            return sheets.stream()
                    .map(sheet ->
                            hour(sheet, sheet.shared ? "ESTIMATED" : sheet.covered < HOUR ? "PARTIAL" : "MEASURED"))
                    .toList();
        }

        /** Notes of which time of each hour it is said by whom it is told. */
        void state(Interval interval, Instant home) {
            Instant hour = home == null ? interval.from().truncatedTo(ChronoUnit.HOURS) : home;
            do {
                at(hour).statedMillis += interval.within(hour);
                hour = hour.plusMillis(HOUR);
            } while (home == null && hour.isBefore(interval.to()));
        }

        /** Who states a length is expected just so, and in the rest of the hour as many as there are periods. */
        List<Hour> summed(long period) {
            return sheets.stream()
                    .map(sheet -> {
                        long expected = sheet.stated + (HOUR - sheet.statedMillis) / period;
                        boolean isWhole =
                                sheet.readings >= expected && (sheet.readings > 0 || sheet.statedMillis == HOUR);
                        return hour(sheet, sheet.shared ? "ESTIMATED" : isWhole ? "MEASURED" : "PARTIAL");
                    })
                    .toList();
        }

        private static Hour hour(Sheet sheet, String quality) {
            BigDecimal kept = sheet.energy != null && sheet.energy.scale() > SHARE_DECIMALS
                    ? sheet.energy.setScale(SHARE_DECIMALS, RoundingMode.HALF_EVEN)
                    : sheet.energy;
            return new Hour(sheet.start, kept, sheet.readings, kept == null ? "MISSING" : quality);
        }
    }
}
