package energy.ems.simulator;

import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        String energy =
                hour.energy() == null ? "" : hour.energy().stripTrailingZeros().toPlainString();
        return id + ',' + hour.start() + ',' + energy + ',' + hour.readings() + ',' + hour.quality();
    }

    /** The hours of one device, from its first to its last, without a hole. */
    static List<Hour> of(String id, Run run) {
        Meter meter = new Meter(id, run);
        List<Measurement> sent = new ArrayList<>();
        for (long step = 0; step < run.steps(); step++) {
            Optional<Measurement> measurement = meter.next();
            measurement.ifPresent(sent::add);
        }
        return run.settings().mode == Settings.Mode.INTERVAL ? intervals(sent, run.settings()) : List.of();
    }

    private static List<Hour> intervals(List<Measurement> sent, Settings settings) {
        List<Hour> hours = new ArrayList<>();
        int expected = Math.toIntExact(Duration.ofHours(1).dividedBy(settings.period));
        Duration back = settings.stamp == Settings.Stamp.END ? settings.period : Duration.ZERO;
        int i = 0;
        Instant hour = sent.isEmpty() ? null : hourOf(sent.get(0).timestamp().minus(back));
        while (i < sent.size()) {
            BigDecimal energy = BigDecimal.ZERO;
            int readings = 0;
            while (i < sent.size()
                    && hourOf(sent.get(i).timestamp().minus(back)).equals(hour)) {
                energy = energy.add(sent.get(i++).value());
                readings++;
            }
            String quality = readings == 0 ? "MISSING" : readings < expected ? "PARTIAL" : "MEASURED";
            hours.add(new Hour(hour, readings == 0 ? null : energy, readings, quality));
            hour = hour.plus(1, ChronoUnit.HOURS);
        }
        return hours;
    }

    private static Instant hourOf(Instant instant) {
        return instant.truncatedTo(ChronoUnit.HOURS);
    }
}
