package energy.ems.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.container.MonitoringSystem;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What is asked with every page or every half a minute reads no more rows among a hundred thousand alerts of the past
 * than among a thousand. The database counts them.
 */
@Timeout(300)
class RowsReadTest {

    private static final int FEW = 1_000;
    private static final int MANY = 50_000;

    /** What the tree of an index and the server's own tables may add. */
    private static final long SLACK = 50;

    private MonitoringSystem system;

    @BeforeEach
    void start() {
        system = new MonitoringSystem(container -> {});
        system.device("m", 1, "alice", "2", "INTERVAL");
        past(0, FEW);
    }

    @AfterEach
    void stop() {
        system.close();
    }

    /** Alerts of hours long gone, seen or not any more true, of alice and of others, each with its change. */
    private void past(int from, int to) {
        system.container().inTransaction(() -> {
            execute("INSERT INTO alert (meter_id, kind, hour_start, state, device_id, device_name, owner, energy_kwh,"
                    + " limit_kwh, raised_at, updated_at, sequence, acknowledged_at, acknowledged_by)"
                    + " SELECT 1000 + i, IF(i % 2 = 0, 'LIMIT_APPROACHING', 'LIMIT_EXCEEDED'), 3600000 * i,"
                    + " IF(i % 2 = 0, 'CLEARED', 'RAISED'), CONCAT('old-', i), 'Old', IF(i % 3 = 0, 'alice', 'bob'), 3, 2,"
                    + " 3600000 * i, 3600000 * i, 1000000 + i, IF(i % 2 = 0, NULL, 3600000 * i),"
                    + " IF(i % 2 = 0, NULL, 'bob') FROM " + numbers(from, to));
            execute("INSERT INTO alert_change (sequence, alert_id, state, changed_at)"
                    + " SELECT sequence, id, state, raised_at FROM alert WHERE sequence >= " + (1_000_000 + from));
            return null;
        });
        system.select("ANALYZE TABLE alert, alert_change");
    }

    /** Those of others that nobody has looked at yet: an owner's page has no business with them. */
    private void openOfOthers(int from, int to) {
        system.container().inTransaction(() -> {
            execute("INSERT INTO alert (meter_id, kind, hour_start, state, device_id, device_name, owner, energy_kwh,"
                    + " limit_kwh, raised_at, updated_at, sequence)"
                    + " SELECT 500000 + i, 'LIMIT_EXCEEDED', 3600000 * i, 'RAISED', CONCAT('other-', i), 'Other', 'bob',"
                    + " 3, 2, 3600000 * i, 3600000 * i, 500000 + i FROM " + numbers(from, to));
            return null;
        });
        system.select("ANALYZE TABLE alert");
    }

    /** A table of them, not by recursion, which each server bounds by a variable of another name. */
    private static String numbers(int from, int to) {
        return "JSON_TABLE('"
                + IntStream.range(from, to).mapToObj(String::valueOf).collect(Collectors.joining(",", "[", "]"))
                + "', '$[*]' COLUMNS (i BIGINT PATH '$')) n";
    }

    private void execute(String sql) {
        system.container().entityManager().createNativeQuery(sql).executeUpdate();
    }

    /** With those that the index alone was enough to leave out. */
    private long read() {
        return system
                .select("SHOW GLOBAL STATUS WHERE Variable_name LIKE 'Handler_read%'"
                        + " OR Variable_name = 'Handler_icp_attempts'")
                .stream()
                .mapToLong(row -> Long.parseLong((String) ((Object[]) row)[1]))
                .sum();
    }

    private long rowsOf(Callable<?> question) throws Exception {
        long nothing = -read() + read();
        long before = read();
        question.call();
        return read() - before - nothing;
    }

    private Map<String, Callable<?>> questions() {
        Alerts alerts = system.get(Alerts.class);
        AlertFeed feed = system.get(AlertFeed.class);
        WatchRound round = system.get(WatchRound.class);
        Instant now = system.clock().instant();
        Map<String, Callable<?>> questions = new LinkedHashMap<>();
        questions.put("open alerts, of the staff", alerts::openCount);
        questions.put("what a browser has missed", () -> feed.after("alice", false, 2_000_000));
        questions.put("the newest change", () -> feed.newestBefore(now.plus(Duration.ofDays(1))));
        questions.put("the next changes", () -> feed.next(2_000_000));
        questions.put("warnings of hours that have passed", () -> {
            round.clearPassedHours(now);
            return null;
        });
        questions.put("the past that waits for its sum", () -> {
            round.sumUpHistory(now);
            return null;
        });
        return questions;
    }

    private Map<String, Long> rows() throws Exception {
        Map<String, Long> rows = new LinkedHashMap<>();
        for (Map.Entry<String, Callable<?>> question : questions().entrySet()) {
            rows.put(question.getKey(), rowsOf(question.getValue()));
        }
        return rows;
    }

    @Test
    void whatIsAskedAgainAndAgainDoesNotGrowWithThePast() throws Exception {
        Map<String, Long> few = rows();
        past(FEW, MANY);

        assertThat(rows())
                .allSatisfy((question, read) ->
                        assertThat(read).as(question).isLessThanOrEqualTo(few.get(question) + SLACK));
    }

    @Test
    void theBellOfAnOwnerReadsTheirOwnAlertsAlone() throws Exception {
        system.asUser("alice");
        Callable<?> question = system.get(Alerts.class)::openCount;
        long few = rowsOf(question);
        past(FEW, MANY);
        openOfOthers(0, MANY);

        assertThat(rowsOf(question)).isLessThanOrEqualTo(few + SLACK);
    }
}
