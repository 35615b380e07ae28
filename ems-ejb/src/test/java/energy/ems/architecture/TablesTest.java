package energy.ems.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each table has one owner, and nobody else sends SQL to it: SQL is text, which the walls of {@link WallsTest} do not
 * see.
 */
class TablesTest {

    private static final Path SOURCES = Path.of("src/main/java/energy/ems");
    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

    private static final Pattern SQL =
            Pattern.compile("\\b(?:FROM|JOIN|UPDATE|INTO)\\s+([a-z][a-z_]*)(?=[\\s\"(]|$)", Pattern.MULTILINE);
    private static final Pattern CREATED = Pattern.compile("CREATE TABLE (?:IF NOT EXISTS )?(\\w+)");
    private static final Pattern DROPPED = Pattern.compile("DROP TABLE (?:IF EXISTS )?(\\w+)");

    private static final Map<String, List<String>> OWNERS = Map.ofEntries(
            Map.entry(
                    "account",
                    List.of(
                            "account",
                            "api_token",
                            "login_session",
                            "recovery_code",
                            "second_factor",
                            "sign_on_identity")),
            Map.entry(
                    "alerting",
                    List.of("alert", "alert_change", "alert_note", "alert_sequence", "alert_snooze", "duty")),
            Map.entry("audit", List.of("audit_entry", "audit_seal")),
            Map.entry("budget", List.of("budget")),
            Map.entry("device", List.of("device", "device_change", "device_tombstone")),
            Map.entry("group", List.of("device_group", "device_group_member")),
            Map.entry("messaging", List.of("outbox")),
            Map.entry(
                    "metering",
                    List.of(
                            "backfill",
                            "backfill_doubt",
                            "backfill_part",
                            "backfill_problem",
                            "backfill_reading",
                            "day_sum",
                            "day_sum_mark",
                            "finding",
                            "hour_revision",
                            "hourly_consumption",
                            "intake_turn",
                            "meter",
                            "meter_hour",
                            "meter_limit",
                            "meter_owner",
                            "quarantined_reading",
                            "reading",
                            "reading_revision",
                            "recomputation")),
            Map.entry(
                    "notification",
                    List.of("notification", "notification_choice", "notification_delivery", "notification_progress")),
            Map.entry("reporting", List.of("report", "report_subscription")),
            Map.entry("retention", List.of("retention_run")),
            Map.entry("tariff", List.of("place_tariff", "tariff", "tariff_assignment")));

    /** Written by the release before, so it cannot be dropped while nodes of that one still run. */
    private static final List<String> TO_BE_DROPPED = List.of("device_limit");

    @Test
    void everyTableHasAnOwner() {
        assertThat(Stream.concat(OWNERS.values().stream().flatMap(List::stream), TO_BE_DROPPED.stream()))
                .containsExactlyInAnyOrderElementsOf(tables());
    }

    @Test
    void nobodySendsSqlToAnothersTable() {
        List<String> trespasses = new ArrayList<>();
        for (Path file : files(SOURCES, ".java")) {
            String room = SOURCES.relativize(file).getName(0).toString();
            Matcher statement = SQL.matcher(read(file));
            while (statement.find()) {
                String owner = ownerOf(statement.group(1));
                if (owner != null && !owner.equals(room)) {
                    trespasses.add(file.getFileName() + ": " + statement.group() + ", which is " + owner + "'s");
                }
            }
        }
        assertThat(trespasses).isEmpty();
    }

    private static String ownerOf(String table) {
        return OWNERS.entrySet().stream()
                .filter(owner -> owner.getValue().contains(table))
                .map(Map.Entry::getKey)
                .findAny()
                .orElse(null);
    }

    private static TreeSet<String> tables() {
        TreeSet<String> tables = new TreeSet<>();
        for (Path file : files(MIGRATIONS, ".sql")) {
            String sql = read(file);
            CREATED.matcher(sql).results().forEach(created -> tables.add(created.group(1)));
            DROPPED.matcher(sql).results().forEach(dropped -> tables.remove(dropped.group(1)));
        }
        return tables;
    }

    private static List<Path> files(Path root, String ending) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .collect(Collectors.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
