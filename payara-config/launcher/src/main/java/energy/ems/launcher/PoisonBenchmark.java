package energy.ems.launcher;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * {@code ./ems bench poison}: how much slower good readings become hourly totals when one message in every hundred is
 * poison, kind by kind, and with one of every kind in every hundred. Clean and poisoned runs take turns, so that what
 * else the machine does troubles both; and each run lies in the queue before the intake may begin, so that neither the
 * publisher nor the broker is measured.
 *
 * <p>It also counts: a run is over when each poisoned message has become as many dead letters as it should. The
 * benchmark takes its own dead letters away and leaves those of others.
 */
final class PoisonBenchmark {

    private static final String MEASUREMENTS = "ems.measurements";
    private static final String DEAD = "ems.measurements.dead";
    private static final int EVERY = 100;
    private static final int UNCONFIRMED = 2_000;
    private static final Duration CONFIRMATION = Duration.ofMinutes(1);
    private static final Duration BURIAL = Duration.ofMinutes(1);
    private static final Duration SPACING = Duration.ofMinutes(10);
    private static final String USAGE = """
            Usage: ./ems bench poison [--devices N] [--measurements N] [--rounds N] [--json]

              --devices N        how many meters send good readings, each in turn (100)
              --measurements N   how many good readings a run sends, one in a message (20000)
              --rounds N         how often each kind of poison has its turn (3)
              --json             the figures as one JSON object""";

    private final Settings settings;
    private final Terminal terminal;
    private final String run = "bench-" + UUID.randomUUID().toString().substring(0, 8);
    private final String poisoner =
            "bench-poison-" + UUID.randomUUID().toString().substring(0, 8);
    private Instant next;
    private long sent;

    PoisonBenchmark(Settings settings, Terminal terminal) {
        this.settings = settings;
        this.terminal = terminal;
    }

    private record Wanted(int devices, int measurements, int rounds, boolean json) {

        static Wanted of(List<String> options) {
            int devices = 100;
            int measurements = 20_000;
            int rounds = 3;
            boolean json = false;
            for (int i = 0; i < options.size(); i++) {
                switch (options.get(i)) {
                    case "--devices" -> devices = Benchmark.number(options, ++i);
                    case "--measurements" -> measurements = Benchmark.number(options, ++i);
                    case "--rounds" -> rounds = Benchmark.number(options, ++i);
                    case "--json" -> json = true;
                    default -> throw new Problem("Unknown option " + options.get(i) + "\n" + USAGE);
                }
            }
            return new Wanted(devices, measurements, rounds, json);
        }
    }

    int run(List<String> options) throws IOException {
        if (options.contains("--help")) {
            terminal.say(USAGE);
            return 0;
        }
        Wanted wanted = Wanted.of(options);
        Terminal steps = wanted.json() ? new Terminal(System.err, false) : terminal;
        List<Poison.Kind> kinds = new Poison(poisoner, poisoner).kinds();
        Map<String, List<Poison.Kind>> mixtures = new LinkedHashMap<>();
        kinds.forEach(kind -> mixtures.put(kind.name(), List.of(kind)));
        mixtures.put("all of them", kinds);
        Map<String, List<Double>> ratios = new LinkedHashMap<>();
        List<Duration> clean = new ArrayList<>();
        // Far enough back for the last reading not to come from the future.
        long flows = 1L + 2L * wanted.rounds() * mixtures.size();
        next = Instant.now().minus(SPACING.multipliedBy(flows * (wanted.measurements() / wanted.devices() + 2L)));
        try (BenchSystem system = BenchSystem.reach(BenchSystem.running(new DataDirectory(settings.dataDirectory())))) {
            system.channel().confirmSelect();
            announce(system, wanted.devices());
            steps.step("Warming up", () -> flow(system, wanted, List.of()));
            for (int round = 1; round <= wanted.rounds(); round++) {
                for (Map.Entry<String, List<Poison.Kind>> each : mixtures.entrySet()) {
                    Duration without = flow(system, wanted, List.of());
                    Duration with = steps.step(
                            "Round " + round + ": " + each.getKey(), () -> flow(system, wanted, each.getValue()));
                    clean.add(without);
                    ratios.computeIfAbsent(each.getKey(), kind -> new ArrayList<>())
                            .add((double) without.toNanos() / with.toNanos());
                }
            }
        } catch (SQLException | InterruptedException | TimeoutException e) {
            throw new Problem("The benchmark failed: " + e.getMessage(), e);
        }
        print(wanted, clean, ratios);
        return 0;
    }

    private void announce(BenchSystem system, int devices) throws IOException, SQLException {
        for (int device = 1; device <= devices; device++) {
            system.announce(run + "-" + device, null);
        }
        system.announce(poisoner, null);
        system.awaitMonitored(run + "-", devices);
        system.awaitMonitored(poisoner, 1);
    }

    /** @return how long it took from when the intake may begin to the last good reading counted */
    private Duration flow(BenchSystem system, Wanted wanted, List<Poison.Kind> poison)
            throws IOException, SQLException, InterruptedException, TimeoutException {
        int dead;
        try (BenchSystem.Hold held = system.holdUpIntake()) {
            assert held != null;
            dead = send(system, wanted, poison);
        }
        long start = System.nanoTime();
        sent += wanted.measurements();
        system.awaitCounted(run + "-", sent);
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        collect(system.channel(), dead);
        system.forgetQuarantined(poisoner);
        return taken;
    }

    /** @return how many dead letters are to come of it */
    private int send(BenchSystem system, Wanted wanted, List<Poison.Kind> poison)
            throws IOException, InterruptedException, TimeoutException {
        int dead = 0;
        for (int i = 0; i < wanted.measurements(); i++) {
            if (i % EVERY == EVERY / 2) {
                for (Poison.Kind kind : poison) {
                    Poison.Dose dose = kind.dose(i / EVERY);
                    system.publish("", MEASUREMENTS, dose.properties(), dose.body());
                    dead += dose.dead();
                }
            }
            system.publish("", MEASUREMENTS, reading(1 + i % wanted.devices()));
            if ((i + 1) % wanted.devices() == 0) {
                next = next.plus(SPACING);
            }
            if ((i + 1) % UNCONFIRMED == 0) {
                system.channel().waitForConfirmsOrDie(CONFIRMATION.toMillis());
            }
        }
        system.channel().waitForConfirmsOrDie(CONFIRMATION.toMillis());
        next = next.plus(SPACING);
        return dead;
    }

    private JsonObject reading(int device) {
        return Json.createObjectBuilder()
                .add("timestamp", next.toEpochMilli())
                .add("device_id", run + "-" + device)
                .add("measurement_value", 1)
                .build();
    }

    /** Takes so many of its own dead letters out of their queue. */
    private void collect(Channel channel, int expected) throws IOException {
        List<Long> others = new ArrayList<>();
        long deadline = System.nanoTime() + BURIAL.toNanos();
        int found = 0;
        while (found < expected) {
            GetResponse letter = channel.basicGet(DEAD, false);
            if (letter == null) {
                if (System.nanoTime() > deadline) {
                    throw new Problem("Only " + found + " of " + expected + " dead letters came within "
                            + BURIAL.toSeconds() + " s");
                }
                BenchSystem.pause(10);
            } else if (new String(letter.getBody(), StandardCharsets.ISO_8859_1).contains(poisoner)) {
                channel.basicAck(letter.getEnvelope().getDeliveryTag(), false);
                found++;
            } else {
                others.add(letter.getEnvelope().getDeliveryTag());
            }
        }
        for (long other : others) {
            channel.basicNack(other, false, true);
        }
    }

    private void print(Wanted wanted, List<Duration> clean, Map<String, List<Double>> ratios) {
        long rate = wanted.measurements()
                * TimeUnit.SECONDS.toMillis(1)
                / median(clean).toMillis();
        if (wanted.json()) {
            JsonObjectBuilder json = Json.createObjectBuilder().add("clean_measurements_per_second", rate);
            JsonObjectBuilder kinds = Json.createObjectBuilder();
            ratios.forEach((kind, each) -> kinds.add(kind, Math.round(median(each) * 100) / 100.0));
            System.out.println(json.add("ratios", kinds).build());
            return;
        }
        terminal.say("");
        terminal.say("clean: " + rate + " good readings/s, median of " + clean.size() + " runs");
        terminal.say("with one poisoned message in every hundred, times the clean rate (median; each round):");
        ratios.forEach((kind, each) -> terminal.say("  %-26s %.2f  %s"
                .formatted(
                        kind,
                        median(each),
                        String.join(
                                " ",
                                each.stream()
                                        .map(ratio -> String.format(Locale.ROOT, "%.2f", ratio))
                                        .toList()))));
    }

    private static <T extends Comparable<T>> T median(List<T> figures) {
        return figures.stream().sorted().toList().get(figures.size() / 2);
    }
}
