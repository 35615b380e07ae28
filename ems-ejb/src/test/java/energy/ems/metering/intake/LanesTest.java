package energy.ems.metering.intake;

import static energy.ems.container.MonitoringSystem.measurement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import energy.ems.alerting.Watches;
import energy.ems.container.MonitoringSystem;
import energy.ems.messaging.Destinations;
import energy.ems.rabbitmq.NothingPassesException;
import energy.ems.rabbitmq.PartlyProcessedException;
import energy.ems.rabbitmq.TurnLostException;
import jakarta.jms.JMSException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The queue's order for each device, whatever goes on side by side. */
@Timeout(180)
class LanesTest {

    private static final Instant START = Instant.parse("2026-10-01T00:00:00Z");

    private static MonitoringSystem system;

    @BeforeAll
    static void start() {
        system = Watches.monitoring();
    }

    @AfterAll
    static void stop() {
        if (system != null) {
            system.close();
        }
    }

    private static void take(MonitoringSystem node, List<String> messages) throws JMSException {
        node.get(Lanes.class)
                .take(messages.stream()
                        .map(text -> new ReceivedMessage(text.getBytes(StandardCharsets.UTF_8)))
                        .toList());
    }

    @Test
    void theSteadyStreamOfARegisterRaisesEachAlertOnceAndRevisesNone() throws Exception {
        int readings = 4_000;
        BigDecimal limit = new BigDecimal("3");
        system.device("steady", 1, "alice", limit.toString(), "CUMULATIVE");
        for (int i = 0; i < 30; i++) {
            system.device("neighbour-" + i, 1, "bob", null, "INTERVAL");
        }
        Random random = new Random(20261125);
        TreeMap<Instant, BigDecimal> hours = new TreeMap<>();
        List<String> messages = new ArrayList<>();
        BigDecimal register = new BigDecimal("1200.5");
        for (int i = 0; i < readings; i++) {
            Instant at = START.plus(Duration.ofMinutes(10L * i));
            messages.add(measurement("steady", at, register.toString()));
            messages.add(measurement("neighbour-" + random.nextInt(30), at, "0.1"));
            // Some hours lie above the limit, most below.
            BigDecimal used = BigDecimal.valueOf(random.nextInt(1, (i / 6) % 30 == 7 ? 1_000_000 : 500_000), 6);
            register = register.add(used);
            if (i < readings - 1) {
                hours.merge(at.truncatedTo(ChronoUnit.HOURS), used, BigDecimal::add);
            }
        }

        for (int from = 0; from < messages.size(); ) {
            int to = Math.min(messages.size(), from + 1 + random.nextInt(400));
            take(system, messages.subList(from, to));
            from = to;
        }

        hours.replaceAll((hour, kwh) -> kwh.stripTrailingZeros());
        assertThat(system.hours("steady")).isEqualTo(hours);
        List<String> expected = hours.entrySet().stream()
                .filter(hour -> hour.getValue().compareTo(limit) > 0)
                .map(hour -> hour.getKey().toEpochMilli() + " RAISED")
                .toList();
        assertThat(expected).hasSizeGreaterThan(5);
        assertThat(changes("steady", "LIMIT_EXCEEDED")).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static List<String> changes(String device, String kind) {
        return system
                .select("SELECT a.hour_start, c.state FROM alert_change c JOIN alert a ON a.id = c.alert_id"
                        + " WHERE a.device_id = '" + device + "' AND a.kind = '" + kind + "'")
                .stream()
                .map(row -> ((Object[]) row)[0] + " " + ((Object[]) row)[1])
                .toList();
    }

    @Test
    void theLastOfManyCorrectionsWinsForEachDevice() throws Exception {
        int devices = 60;
        int rounds = 25;
        for (int i = 0; i < devices; i++) {
            system.device("corrected-" + i, 1, "alice", null, "INTERVAL");
        }
        List<String> messages = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            int value = round;
            List<String> each = IntStream.range(0, devices)
                    .mapToObj(i -> measurement("corrected-" + i, START, value + "." + i))
                    .toList();
            if (round % 2 == 0) {
                messages.add(each.toString());
            } else {
                messages.addAll(each);
            }
        }

        for (int from = 0; from < messages.size(); from += 170) {
            take(system, messages.subList(from, Math.min(messages.size(), from + 170)));
        }

        for (int i = 0; i < devices; i++) {
            assertThat(system.hours("corrected-" + i))
                    .containsExactly(entry(START, new BigDecimal(rounds + "." + i).stripTrailingZeros()));
        }
    }

    @Test
    void aLaneThatFailsStopsNoOtherAndNamesItsMessages() throws Exception {
        List<String> devices =
                IntStream.range(0, 20).mapToObj(i -> "side-by-side-" + i).toList();
        devices.forEach(device -> system.device(device, 1, "alice", null, "INTERVAL"));
        refuse(devices.get(3));
        List<String> messages = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            messages.add(measurement(devices.get(i % 20), START.plus(Duration.ofMinutes(10L * (i / 20))), "1"));
        }
        messages.add("[" + measurement(devices.get(3), START.minusSeconds(600), "1") + ", broken]");
        messages.add("broken");

        PartlyProcessedException told =
                catchThrowableOfType(PartlyProcessedException.class, () -> take(system, messages));

        assertThat(told).isNotInstanceOf(NothingPassesException.class).hasStackTraceContaining("refused by the test");
        assertThat(told.failed()).contains(3, 23, 400).doesNotContain(401);
        Map<Boolean, List<Integer>> stored = IntStream.range(0, 400)
                .boxed()
                .collect(Collectors.partitioningBy(i -> told.failed().contains(i)));
        assertThat(stored.get(false)).hasSizeGreaterThan(200);
        assertThat(system.count("reading r JOIN meter m ON m.id = r.meter_id WHERE m.device_id LIKE 'side-by-side-%'"))
                .isEqualTo(stored.get(false).size());
        assertThat(deadLetters())
                .as("that of a message which comes again waits")
                .isEqualTo(1);

        system.container()
                .inTransaction(() -> system.container()
                        .entityManager()
                        .createNativeQuery("DROP TRIGGER refuse")
                        .executeUpdate());
        take(system, told.failed().stream().map(messages::get).toList());

        assertThat(system.count("reading r JOIN meter m ON m.id = r.meter_id WHERE m.device_id LIKE 'side-by-side-%'"))
                .isEqualTo(401);
        assertThat(deadLetters()).isEqualTo(2);
    }

    private static void refuse(String device) {
        system.container()
                .inTransaction(() -> system.container()
                        .entityManager()
                        .createNativeQuery("CREATE TRIGGER refuse BEFORE INSERT ON meter_hour FOR EACH ROW"
                                + " IF NEW.meter_id = (SELECT id FROM meter WHERE device_id = '" + device + "') THEN"
                                + " SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'refused by the test'; END IF")
                        .executeUpdate());
    }

    private static long deadLetters() {
        return system.count("outbox WHERE routing_key = '" + Destinations.DEAD_MEASUREMENTS + "'");
    }

    @Test
    void whoHasLostItsTurnStoresNothing() throws Exception {
        var database = energy.ems.container.TestDatabase.running().newDatabase();
        try (MonitoringSystem first = new MonitoringSystem(database, Watches::wire);
                MonitoringSystem second = new MonitoringSystem(database, Watches::wire)) {
            assertThat(begin(first, true)).isTrue();
            take(first, List.of(measurement("moved", START, "1")));

            assertThat(begin(second, false)).isFalse();
            take(first, List.of(measurement("moved", START, "2")));

            assertThat(begin(second, true)).isTrue();
            take(second, List.of(measurement("moved", START, "3")));
            assertThatThrownBy(() -> take(first, List.of(measurement("moved", START, "2"))))
                    .isInstanceOf(TurnLostException.class);

            assertThat(begin(first, true)).isTrue();
            take(first, List.of(measurement("moved", START, "4")));
            assertThat(first.select("SELECT value FROM reading").toString()).startsWith("[4");
        }
    }

    /** As the message-driven bean does it. */
    private static boolean begin(MonitoringSystem node, boolean attaches) throws JMSException {
        long number = node.get(IntakeTurn.class).begin(Destinations.MEASUREMENTS, () -> attaches);
        if (number != 0) {
            node.get(PresentTurn.class).began(number);
        }
        return number != 0;
    }
}
