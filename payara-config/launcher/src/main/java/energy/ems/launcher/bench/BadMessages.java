package energy.ems.launcher.bench;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.MessageProperties;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Messages that no honest meter sends, kind by kind. Each holds a mark near its beginning, so that what becomes of it can
 * be told from other people's dead letters.
 */
final class BadMessages {

    private static final BasicProperties PLAIN = MessageProperties.PERSISTENT_BASIC;
    /** What the intake reads at most is 1 MiB. */
    private static final int TOO_LARGE = (1 << 20) + 1;

    private final String mark;
    private final String device;
    private final long now = Instant.now().toEpochMilli();
    private final Random random = new Random(1);

    /**
     * @param mark stands in every message
     * @param device who has sent it, where it says so
     */
    BadMessages(String mark, String device) {
        this.mark = mark;
        this.device = device;
    }

    /**
     * A message and how many dead letters become of it.
     *
     * @param dead none where it is read in spite of all, or waits in quarantine
     */
    record Dose(byte[] body, BasicProperties properties, int dead) {}

    /** @param doses sent in turn */
    record Kind(String name, List<Dose> doses) {

        Dose dose(int number) {
            return doses.get(number % doses.size());
        }
    }

    List<Kind> kinds() {
        return List.of(
                new Kind("no JSON", dead(mark + " bonjour", "{\"device_id\":\"" + mark, "<m>" + mark + "</m>")),
                new Kind("odd headers", oddHeaders()),
                new Kind("absurd numbers", absurdNumbers()),
                new Kind(
                        "fields of wrong types",
                        dead(
                                measurement(quoted(device), now, "{\"kWh\":1}"),
                                measurement("[" + quoted(device) + "]", now, "1"),
                                measurement("true", now, "1"),
                                measurement(quoted(device), "null", "1"))),
                new Kind(
                        "ids that are none",
                        dead(
                                measurement(quoted("no id!"), now, "1"),
                                measurement(quoted(""), now, "1"),
                                measurement(quoted("x".repeat(65)), now, "1"),
                                measurement("1.5", now, "1"))),
                new Kind("from the future", fromTheFuture()),
                new Kind("arrays with bad elements", arrays()),
                new Kind("too large", List.of(tooLarge())),
                new Kind("no text", binary()),
                new Kind(
                        "nested deep",
                        dead(
                                nested(500, "{\"x\":", "}"),
                                nested(20_000, "{\"x\":", "}"),
                                "{\"mark\":" + quoted(mark) + ",\"x\":" + "[".repeat(20_000))));
    }

    private static List<Dose> dead(String... texts) {
        return doses(1, texts);
    }

    private static List<Dose> doses(int dead, String... texts) {
        List<Dose> doses = new ArrayList<>();
        for (String text : texts) {
            doses.add(dose(text, dead));
        }
        return doses;
    }

    private static Dose dose(String text, int dead) {
        return new Dose(text.getBytes(StandardCharsets.UTF_8), PLAIN, dead);
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    private String measurement(String id, Object timestamp, String value) {
        return "{\"mark\":\"%s\",\"device_id\":%s,\"timestamp\":%s,\"measurement_value\":%s}"
                .formatted(mark, id, timestamp, value);
    }

    private String nested(int deep, String open, String close) {
        return "{\"mark\":" + quoted(mark) + ",\"x\":" + open.repeat(deep) + "1" + close.repeat(deep) + "}";
    }

    /** The headers are somebody else's notes: the measurement counts. */
    private List<Dose> oddHeaders() {
        List<Map<String, Object>> headers = new ArrayList<>();
        Map<String, Object> absent = new HashMap<>();
        absent.put("x", null);
        headers.add(absent);
        headers.add(Map.of("", "nameless", " ", 1));
        headers.add(Map.of("a table", Map.of("in", Map.of("a", "table")), "list", List.of(1, "two", List.of(3))));
        headers.add(Map.of("bytes", new byte[] {0, 1, 2}, "date", new Date(Long.MAX_VALUE / 1000)));
        headers.add(Map.of("JMSMessageID", 17, "JMSDeliveryMode", "x", "rmq.jms.type", List.of()));
        List<Dose> doses = new ArrayList<>();
        for (Map<String, Object> each : headers) {
            byte[] body = measurement(
                            quoted(device),
                            now - Duration.ofMinutes(doses.size()).toMillis(),
                            "0.1")
                    .getBytes(StandardCharsets.UTF_8);
            doses.add(new Dose(body, PLAIN.builder().headers(each).build(), 0));
        }
        return doses;
    }

    private List<Dose> absurdNumbers() {
        List<Dose> doses = new ArrayList<>(dead(
                measurement("1e99999999999", now, "1"),
                measurement(quoted(device), now, "1e99999999999"),
                measurement(quoted(device), "1e99999999999", "1"),
                measurement(quoted(device), now, "9".repeat(5_000))));
        doses.addAll(doses(
                0,
                measurement(quoted(device), now, "1e2147483647"),
                measurement(quoted(device), now, "-1e999999999"),
                measurement(quoted(device), now - 1, "1e-999999999")));
        return doses;
    }

    /** Each at another time, so that each waits in quarantine. */
    private List<Dose> fromTheFuture() {
        List<Dose> doses = new ArrayList<>();
        for (int day = 1; day <= 1_000; day++) {
            doses.add(
                    dose(measurement(quoted(device), now + Duration.ofDays(day).toMillis(), "1"), 0));
        }
        return doses;
    }

    /** Every other of ten elements is bad. */
    private List<Dose> arrays() {
        String bad = measurement(quoted(device), now, "{}");
        String good = measurement(quoted(device), now, "0.1");
        return List.of(dose("[" + String.join(",", good, bad, good, bad, good, bad, good, bad, good, bad) + "]", 5));
    }

    private Dose tooLarge() {
        byte[] body = new byte[TOO_LARGE];
        byte[] beginning = ("{\"mark\":" + quoted(mark)).getBytes(StandardCharsets.UTF_8);
        java.util.Arrays.fill(body, (byte) ' ');
        System.arraycopy(beginning, 0, body, 0, beginning.length);
        return new Dose(body, PLAIN, 1);
    }

    private List<Dose> binary() {
        List<Dose> doses = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            byte[] body = new byte[1_000];
            random.nextBytes(body);
            byte[] marked = mark.getBytes(StandardCharsets.UTF_8);
            System.arraycopy(marked, 0, body, 2, marked.length);
            doses.add(new Dose(body, PLAIN, 1));
        }
        return doses;
    }
}
