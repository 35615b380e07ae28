package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** Who looks at a page sees what the meter sends, without loading the page again. */
@Timeout(900)
class LiveFiguresIT {

    private Household household;
    private Visitor visitor;
    private Household.Meter meter;

    @BeforeEach
    void openTheSystem() {
        visitor = Visitor.shared();
        household = Household.shared();
        String id = "live-" + UUID.randomUUID();
        meter = new Household.Meter(id, "Kettle " + id.substring(5, 13));
    }

    /** The page is left first: it would go on asking for the meter, and the next test would be blamed for the answers. */
    @AfterEach
    void removeTheMeter() {
        visitor.forget();
        household.removeDevice(meter);
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void onTheDashboardTilesChartAndAlertsFollow(Language language) {
        open(language, "index.xhtml");
        String tiles = visitor.text("#tiles");
        String chart = chart();

        household.broker.measure(meter.id(), Instant.now(), "9.5");

        visitor.until("the tiles follow", () -> !visitor.text("#tiles").equals(tiles));
        visitor.until("the chart follows", () -> !chart().equals(chart));
        visitor.until("the alert is listed", () -> visitor.text("#needs").contains(meter.name()));
        assertSamePage();
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void onTheConsumptionFiguresAndChartFollow(Language language) {
        open(language, "consumption.xhtml");
        String figures = visitor.text("#figures");
        String chart = chart();

        household.broker.measure(meter.id(), Instant.now(), "1.5");

        visitor.until("the figures follow", () -> !visitor.text("#figures").equals(figures));
        visitor.until("the chart follows", () -> !chart().equals(chart));
        assertSamePage();
    }

    /** It is not left to the refresh of every minute, which is taken away here. */
    @ParameterizedTest
    @ValueSource(strings = {"index.xhtml #tiles", "consumption.xhtml #figures"})
    void whatComesBeforeThePageFirstAsksIsShown(String pageAndFigures) {
        String page = pageAndFigures.split(" ")[0];
        String figures = pageAndFigures.split(" ")[1];
        ChromeDriver chromium = visitor.chromium();
        Object taken = chromium.executeCdpCommand(
                        "Page.addScriptToEvaluateOnNewDocument",
                        Map.of(
                                "source",
                                "const every = window.setInterval;"
                                        + "window.setInterval = (call, pause) => pause >= 60000 ? 0 : every(call, pause);"))
                .get("identifier");
        chromium.executeCdpCommand("Network.enable", Map.of());
        chromium.executeCdpCommand("Network.setBlockedURLs", Map.of("urls", List.of("*/state")));
        try {
            open(Language.ENGLISH, page);
            String before = visitor.text(figures);
            household.broker.measure(meter.id(), Instant.now(), "1.5");
            await().atMost(Duration.ofMinutes(3)).until(this::isHeard);

            chromium.executeCdpCommand("Network.setBlockedURLs", Map.of("urls", List.of()));

            visitor.until("the figures follow", () -> !visitor.text(figures).equals(before));
            assertThat(visitor.isSamePage()).isTrue();
        } finally {
            chromium.executeCdpCommand("Network.setBlockedURLs", Map.of("urls", List.of()));
            chromium.executeCdpCommand("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", taken));
            visitor.forgiveComplaints();
        }
    }

    private boolean isHeard() {
        return !household
                .administrator
                .get("devices/" + meter.id() + "/state")
                .body()
                .isNull("last_received_at");
    }

    /** In the words of the list, and though it is about three hours. */
    @ParameterizedTest
    @EnumSource(Language.class)
    void ofThePastOneSentenceIsToldAndTheBellDoesNotCountIt(Language language) {
        String newcomer = household.makeUser(meter.id(), "USER", language);
        open(newcomer, "index.xhtml");
        Instant past = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(10, ChronoUnit.DAYS);
        for (int day = 0; day < 3; day++) {
            household.broker.measure(meter.id(), past.plus(day, ChronoUnit.DAYS), "9.5");
        }
        await().atMost(Duration.ofMinutes(3)).until(() -> alerts("PAST_LIMIT_EXCEEDED") == 1);

        visitor.until("it is told", () -> !visitor.all(".ui-growl-message p").isEmpty());
        String told = visitor.text(".ui-growl-message p");
        assertThat(told).contains(meter.name(), language == Language.ENGLISH ? "3 hours" : "3 ore");
        assertThat(onTheBell()).isEqualTo("0");
        visitor.until("the dashboard has it", () -> visitor.text("#needs").contains(told));
        assertSamePage();

        visitor.open("alerts.xhtml");
        assertThat(alerts("LIMIT_EXCEEDED")).isEqualTo(3);
        assertThat(visitor.all("[id='list:table_data'] .ems-sentence > div > bdi"))
                .extracting(WebElement::getText)
                .hasSize(4)
                .contains(told);
        assertThat(onTheBell()).isEqualTo("0");
        visitor.assertNoComplaints();
        visitor.forget();
        household.administrator.delete("users/" + newcomer);
    }

    /** A bell with nothing to count shows no number. */
    private String onTheBell() {
        return String.valueOf(visitor.script("return document.getElementById('alertBadge').dataset.count"));
    }

    private int alerts(String kind) {
        return household
                .administrator
                .get("alerts?kind=" + kind + "&device=" + meter.id())
                .body()
                .getInt("total");
    }

    private void open(Language language, String page) {
        open(household.home(language), page);
    }

    private void open(String username, String page) {
        visitor.as(username);
        household.makeDevice(meter, username);
        visitor.open(page + "?device=" + meter.id());
        visitor.mark();
    }

    private String chart() {
        return String.valueOf(visitor.script("return document.getElementById('chartData').dataset.chart"));
    }

    private void assertSamePage() {
        assertThat(visitor.isSamePage()).as("the page was not loaded again").isTrue();
        visitor.assertNoComplaints();
    }
}
