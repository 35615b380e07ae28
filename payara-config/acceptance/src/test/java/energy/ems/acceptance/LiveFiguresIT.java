package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

    @AfterEach
    void removeTheMeter() {
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

    private void open(Language language, String page) {
        visitor.as(household.home(language));
        household.makeDevice(meter, household.home(language));
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
