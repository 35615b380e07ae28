package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * Names that are meant to break something, of users and of devices: they are stored as they are or refused, and every
 * page, the chart and the notification show them as the text that they are.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(900)
class HostileNamesIT {

    /** How long a slow machine may take; what is awaited takes a second or two. */
    private static final Duration SOON = Duration.ofMinutes(2);

    private static final List<String> NAMES = List.of(
            "<script>window.pwned=1</script>",
            "<img src=x onerror=\"window.pwned=2\">",
            "\"><svg onload=window.pwned=3>",
            "'; window.pwned=4; //",
            "</script><script>window.pwned=5</script>",
            "Robert'); DROP TABLE device; --",
            "#{7*7} ${7*7} {{7*7}}",
            "=HYPERLINK(\"http://example.org\",\"x\")",
            "\uD83D\uDD0C⚡ încălzire",
            "\u202Eמונה عداد");

    private static final List<String> PAGES = List.of(
            "index.xhtml",
            "consumption.xhtml",
            "places.xhtml",
            "groups.xhtml",
            "bill.xhtml",
            "alerts.xhtml",
            "portfolio.xhtml",
            "devices.xhtml",
            "users.xhtml",
            "tariffs.xhtml",
            "account.xhtml",
            "messages.xhtml",
            "reports.xhtml",
            "rest.xhtml",
            "audit.xhtml",
            "security.xhtml",
            "unassigned.xhtml",
            "quarantine.xhtml",
            "findings.xhtml",
            "dead-letters.xhtml",
            "readings.xhtml",
            "imports.xhtml",
            "synchronisation.xhtml",
            "system.xhtml",
            "storage.xhtml");

    private final String tag = UUID.randomUUID().toString().substring(0, 8);
    private final Map<String, String> deviceByName = new LinkedHashMap<>();
    private final List<String> groups = new ArrayList<>();
    private Api administrator;
    private PortalInChromium portal;

    @BeforeAll
    void openTheSystem() {
        Optional<ChromeDriver> chromium = Browser.open();
        assumeTrue(chromium.isPresent(), "no browser on this machine");
        TestedSystem system = TestedSystem.open();
        administrator = new Api(system.portal(), system.administrator(), system.password());
        portal = new PortalInChromium(chromium.get(), system.portal());
        portal.login(system.administrator(), system.password());
    }

    @AfterAll
    void closeTheBrowser() {
        if (portal != null) {
            portal.close();
        }
    }

    @Test
    @Order(1)
    void theyAreStoredAsTheyAre() {
        for (int i = 0; i < NAMES.size(); i++) {
            String username = "hostile-" + tag + "-" + i;
            assertThat(administrator.post("users", user(username, NAMES.get(i))).status())
                    .as(NAMES.get(i))
                    .isEqualTo(201);
            assertThat(administrator.get("users/" + username).body().getString("display_name"))
                    .isEqualTo(NAMES.get(i));
            String id = "hostile-" + tag + "-" + i;
            assertThat(administrator
                            .post("devices", device(id, NAMES.get(i), username))
                            .status())
                    .as(NAMES.get(i))
                    .isEqualTo(201);
            assertThat(administrator.get("devices/" + id).body().getString("name"))
                    .isEqualTo(NAMES.get(i));
            deviceByName.put(NAMES.get(i), id);
            await().atMost(SOON).until(() -> administrator.isMonitored(id));
            JsonObject group = Json.createObjectBuilder()
                    .add("name", NAMES.get(i))
                    .add("devices", Json.createArrayBuilder().add(id))
                    .build();
            groups.add(administrator.post("groups", group).body().getString("id"));
        }
    }

    @Test
    @Order(2)
    void thoseThatAreTooLongAreRefused() {
        String longest = "x".repeat(10_000);
        assertThat(administrator.post("users", user("long-" + tag, longest)).status())
                .isEqualTo(400);
        assertThat(administrator
                        .post("devices", device("long-" + tag, longest, null))
                        .status())
                .isEqualTo(400);
        assertThat(administrator.get("devices/long-" + tag).status()).isEqualTo(404);
    }

    @Test
    @Order(3)
    void theNotificationShowsThemAsText() {
        portal.open("index.xhtml");
        deviceByName.forEach((name, id) -> {
            await().atMost(SOON).until(() -> administrator.isMonitored(id));
            assertThat(administrator
                            .post("devices/" + id + "/measurements", tooMuch())
                            .status())
                    .as(name)
                    .isBetween(200, 204);
            // A notification may make room for the next one while it is read.
            await().atMost(SOON)
                    .ignoreException(StaleElementReferenceException.class)
                    .untilAsserted(() -> assertThat(portal.notifications()).isNotEmpty());
        });
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(administrator
                                .get("alerts?kind=LIMIT_EXCEEDED&size=100")
                                .body()
                                .getJsonArray("items")
                                .getValuesAs(JsonObject.class))
                        .extracting(alert -> alert.getString("device_id"))
                        .containsAll(deviceByName.values()));
        assertHarmless("notifications");
    }

    @Test
    @Order(4)
    void everyPageShowsThemAsText() {
        for (String page : PAGES) {
            portal.open(page);
            assertHarmless(page);
        }
        for (String group : groups) {
            portal.open("groups.xhtml?group=" + group);
            assertHarmless("groups.xhtml");
        }
        portal.open("groups.xhtml");
        assertThat(portal.text()).contains(NAMES);
        portal.open("alerts.xhtml");
        assertThat(portal.text()).contains(NAMES.get(NAMES.size() - 2));
        assertHarmless("alerts.xhtml");
    }

    @Test
    @Order(5)
    void theChartShowsThemAsText() {
        deviceByName.forEach((name, id) -> {
            portal.open("consumption.xhtml?device=" + id);
            assertThat(portal.source()).doesNotContain("<script>window.pwned", "<img src=x", "<svg onload");
            assertHarmless(name);
        });
        List<String> ids = List.copyOf(deviceByName.values());
        for (int start = 0; start < ids.size(); start += 12) {
            String together = String.join(",", ids.subList(start, Math.min(ids.size(), start + 12)));
            for (String kind : List.of("stacked", "lines")) {
                portal.open("consumption.xhtml?together=" + kind + "&devices=" + together);
                assertThat(portal.source())
                        .contains("ems-chosen")
                        .doesNotContain("<script>window.pwned", "<img src=x", "<svg onload");
                assertHarmless(together);
            }
        }
    }

    private void assertHarmless(String where) {
        assertThat(portal.variable("pwned")).as(where).isNull();
        assertThat(portal.complaints()).as(where).isEmpty();
    }

    private static JsonObject tooMuch() {
        return Json.createObjectBuilder()
                .add("timestamp", Instant.now().minusSeconds(1).toString())
                .add("measurement_value", 5)
                .add("reason", "read by hand")
                .build();
    }

    private static JsonObject user(String username, String displayName) {
        return Json.createObjectBuilder()
                .add("username", username)
                .add("display_name", displayName)
                .add("role", "USER")
                .add("password", People.PASSPHRASE)
                .add("must_change_password", false)
                .build();
    }

    private static JsonObject device(String id, String name, String owner) {
        var device = Json.createObjectBuilder().add("id", id).add("name", name).add("max_hourly_kwh", 1);
        return (owner == null ? device.addNull("owner") : device.add("owner", owner)).build();
    }
}
