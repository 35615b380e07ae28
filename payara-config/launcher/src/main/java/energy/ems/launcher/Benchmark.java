package energy.ems.launcher;

import com.rabbitmq.client.Channel;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code ./ems bench}: how many measurements a second go all the way from the broker into committed hourly totals, and
 * how long it takes from publishing a reading that breaks a limit until the alert is published on {@code ems.alerts}.
 *
 * <p>It uses devices of its own, announced by device events, and looks only at what is committed: the sum of the readings
 * that the hourly totals are made of. The time counts from the start of the publisher program, its own start included.
 */
final class Benchmark {

    private static final Duration PERIOD = Duration.ofMinutes(10);
    private static final int ALERTS = 20;
    private static final String USAGE = """
            Usage: ./ems bench [--devices N] [--measurements N] [--batch N] [--json]
                   ./ems bench poison --help

              --devices N        how many meters send, each in turn (100)
              --measurements N   how many measurements are sent in all (200000)
              --batch N          how many measurements a message holds (1)
              --json             the figures as one JSON object""";

    private final Settings settings;
    private final Terminal terminal;
    private final String run = UUID.randomUUID().toString().substring(0, 8);

    Benchmark(Settings settings, Terminal terminal) {
        this.settings = settings;
        this.terminal = terminal;
    }

    private record Wanted(int devices, int measurements, int batch, boolean json) {

        static Wanted of(List<String> options) {
            int devices = 100;
            int measurements = 200_000;
            int batch = 1;
            boolean json = false;
            for (int i = 0; i < options.size(); i++) {
                switch (options.get(i)) {
                    case "--devices" -> devices = number(options, ++i);
                    case "--measurements" -> measurements = number(options, ++i);
                    case "--batch" -> batch = number(options, ++i);
                    case "--json" -> json = true;
                    default -> throw new Problem("Unknown option " + options.get(i) + "\n" + USAGE);
                }
            }
            return new Wanted(devices, measurements / devices * devices, batch, json);
        }
    }

    static int number(List<String> options, int index) {
        try {
            return Math.max(1, Integer.parseInt(options.get(index)));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new Problem(options.get(index - 1) + " wants a number", e);
        }
    }

    int run(List<String> options) throws IOException {
        if (options.contains("poison")) {
            return new PoisonBenchmark(settings, terminal)
                    .run(options.stream()
                            .filter(option -> !option.equals("poison"))
                            .toList());
        }
        if (options.contains("--help")) {
            terminal.say(USAGE);
            return 0;
        }
        Wanted wanted = Wanted.of(options);
        DataDirectory data = new DataDirectory(settings.dataDirectory());
        RunningSystem running = BenchSystem.running(data);
        Terminal steps = wanted.json() ? new Terminal(System.err, false) : terminal;
        try (BenchSystem system = BenchSystem.reach(running)) {
            for (int device = 1; device <= wanted.devices(); device++) {
                system.announce("bench-" + run + "-" + device, null);
            }
            steps.step("Announcing " + wanted.devices() + " devices", () -> {
                system.awaitMonitored("bench-" + run + "-", wanted.devices());
                return null;
            });
            Duration taken = steps.step(
                    "Sending " + wanted.measurements() + " measurements",
                    () -> throughput(data, running, system, wanted));
            List<Duration> delays = steps.step("Provoking " + ALERTS + " alerts", () -> alertDelays(system));
            print(wanted, taken, delays);
            return 0;
        } catch (SQLException e) {
            throw new Problem("The benchmark could not reach the running system: " + e.getMessage(), e);
        }
    }

    private Duration throughput(DataDirectory data, RunningSystem running, BenchSystem system, Wanted wanted)
            throws IOException, SQLException {
        long start = System.nanoTime();
        Process publisher = new Simulators(settings)
                .start(
                        "bench",
                        running.amqp(),
                        List.of(
                                "--device.id",
                                "bench-" + run + "-{1.." + wanted.devices() + "}",
                                "--start",
                                // Far enough back for the last measurement not to come from the future.
                                "-" + PERIOD.multipliedBy(wanted.measurements() / wanted.devices() + 1L),
                                "--duration",
                                PERIOD.multipliedBy(wanted.measurements() / wanted.devices())
                                        .toString(),
                                "--loop",
                                "--speed",
                                "max",
                                "--batch",
                                Integer.toString(wanted.batch()),
                                "--fresh",
                                "--state.file",
                                data.run().resolve("bench.state").toString()));
        try {
            system.awaitCounted("bench-" + run + "-", wanted.measurements());
            return Duration.ofNanos(System.nanoTime() - start);
        } finally {
            publisher.destroy();
        }
    }

    private List<Duration> alertDelays(BenchSystem system) throws IOException, SQLException {
        Channel channel = system.channel();
        Map<String, Long> sent = new ConcurrentHashMap<>();
        List<Duration> delays = Collections.synchronizedList(new ArrayList<>());
        String queue = channel.queueDeclare().getQueue();
        channel.queueBind(queue, "amq.topic", "ems.alerts");
        channel.basicConsume(
                queue,
                true,
                (tag, message) -> {
                    long now = System.nanoTime();
                    OptionalLong since = deviceOf(message.getBody(), sent);
                    since.ifPresent(moment -> delays.add(Duration.ofNanos(now - moment)));
                },
                tag -> {});
        for (int i = 1; i <= ALERTS; i++) {
            system.announce("bench-alert-" + run + "-" + i, new BigDecimal("0.5"));
        }
        system.awaitMonitored("bench-alert-" + run + "-", ALERTS);
        for (int i = 1; i <= ALERTS; i++) {
            String device = "bench-alert-" + run + "-" + i;
            JsonObject reading = Json.createObjectBuilder()
                    .add("timestamp", Instant.now().toEpochMilli())
                    .add("device_id", device)
                    .add("measurement_value", 1)
                    .build();
            sent.put(device, System.nanoTime());
            system.publish("", "ems.measurements", reading);
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (delays.size() < i && System.nanoTime() < deadline) {
                BenchSystem.pause(1);
            }
            if (delays.size() < i) {
                throw new Problem("The alert of " + device + " did not come within 30 s");
            }
        }
        Collections.sort(delays);
        return delays;
    }

    /** When the reading was sent whose alert this is; each counts once, whatever further alerts follow. */
    private static OptionalLong deviceOf(byte[] body, Map<String, Long> sent) {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(body))) {
            Long moment = sent.remove(reader.readObject().getString("device_id", ""));
            return moment == null ? OptionalLong.empty() : OptionalLong.of(moment);
        }
    }

    private void print(Wanted wanted, Duration taken, List<Duration> delays) {
        long rate = wanted.measurements() * 1_000L / Math.max(1, taken.toMillis());
        long median = delays.get(delays.size() / 2).toMillis();
        long slowest = delays.get(delays.size() - 1).toMillis();
        if (wanted.json()) {
            System.out.println(Json.createObjectBuilder()
                    .add("devices", wanted.devices())
                    .add("measurements", wanted.measurements())
                    .add("measurements_per_message", wanted.batch())
                    .add("seconds", taken.toMillis() / 1_000.0)
                    .add("measurements_per_second", rate)
                    .add("alert_ms_median", median)
                    .add("alert_ms_slowest", slowest)
                    .build());
            return;
        }
        terminal.say("");
        terminal.say(wanted.measurements() + " measurements of " + wanted.devices() + " devices, " + wanted.batch()
                + " in a message: " + rate + " measurements/s from the publisher's start to committed hourly totals");
        terminal.say("published reading to published alert: median " + median + " ms, slowest of " + ALERTS + " "
                + slowest + " ms");
    }
}
