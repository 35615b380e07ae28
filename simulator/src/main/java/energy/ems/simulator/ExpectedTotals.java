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
        List<Register.Reading> sent = new ArrayList<>();
        for (long step = 0; step < run.steps(); step++) {
            meter.next()
                    .ifPresent(measurement ->
                            sent.add(new Register.Reading(measurement.timestamp(), measurement.value())));
        }
        return of(sent, run.settings());
    }

    /** The hours of a device that sent these readings, from its first to its last, without a hole. */
    static List<Hour> of(List<Register.Reading> sent, Settings settings) {
        if (sent.isEmpty()) {
            return List.of();
        }
        boolean cumulative = settings.mode == Settings.Mode.CUMULATIVE;
        Duration back = !cumulative && settings.stamp == Settings.Stamp.END ? settings.period : Duration.ZERO;
        List<Register.Reading> readings = sent.stream()
                .map(reading -> new Register.Reading(reading.at().minus(back), reading.kwh()))
                .toList();
        Ledger ledger = new Ledger(
                readings.get(0).at(), readings.get(readings.size() - 1).at());
        if (cumulative) {
            readings.forEach(reading -> ledger.at(reading.at()).readings++);
            Register.spans(readings, settings.period, settings.registerCapacity).forEach(ledger::share);
            return ledger.shared();
        }
        if (settings.period.toMillis() > HOUR) {
            readings.forEach(reading -> ledger.at(reading.at()).readings++);
            readings.forEach(reading ->
                    ledger.share(new Register.Span(reading.at(), reading.at().plus(settings.period), reading.kwh())));
            return ledger.shared();
        }
        readings.forEach(reading -> place(reading, settings.period, ledger));
        return ledger.summed((int) (HOUR / settings.period.toMillis()));
    }

    /**
     * An interval of up to an hour counts whole in the hour in which nine tenths of it lie; else each hour gets its
     * share. The meters here send at even distances, so that no two of them want the same hour.
     */
    private static void place(Register.Reading reading, Duration period, Ledger ledger) {
        Instant ends = reading.at().plus(period);
        Instant lastHour = ends.minusMillis(1).truncatedTo(ChronoUnit.HOURS);
        Duration before = Duration.between(reading.at(), lastHour);
        boolean isInLast = before.multipliedBy(10).compareTo(period) <= 0;
        boolean isInFirst = period.minus(before).multipliedBy(10).compareTo(period) <= 0;
        if (before.isNegative() || before.isZero() || isInFirst) {
            ledger.at(reading.at()).add(reading.kwh());
            ledger.at(reading.at()).readings++;
        } else if (isInLast) {
            ledger.at(lastHour).add(reading.kwh());
            ledger.at(lastHour).readings++;
        } else {
            ledger.at(reading.at()).readings++;
            ledger.share(new Register.Span(reading.at(), ends, reading.kwh()));
        }
    }

    private static final class Sheet {
        private final Instant start;
        private BigDecimal energy;
        private int readings;
        private long covered;
        private boolean shared;

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

        List<Hour> summed(int expected) {
            return sheets.stream()
                    .map(sheet -> hour(
                            sheet, sheet.shared ? "ESTIMATED" : sheet.readings < expected ? "PARTIAL" : "MEASURED"))
                    .toList();
        }

        private static Hour hour(Sheet sheet, String quality) {
            return new Hour(sheet.start, sheet.energy, sheet.readings, sheet.energy == null ? "MISSING" : quality);
        }
    }
}
