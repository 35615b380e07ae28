package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A printed page shows what it is about, in light colours and whole, and the screen is afterwards as it was. */
@Timeout(900)
class PrintIT {

    /** How the page stands when the browser lays it out for paper: after the page's own preparations. */
    private static final String LOOK = "return {theme: document.documentElement.dataset.theme,"
            + " table: document.querySelector('details.ems-details').open,"
            + " chart: document.querySelector('canvas').clientWidth,"
            + " drawn: document.querySelector('canvas').toDataURL().length}";

    private Household household;
    private Visitor visitor;

    @BeforeEach
    void openTheSystem() {
        visitor = Visitor.shared();
        household = Household.shared();
    }

    @AfterEach
    void leave() {
        visitor.forget();
    }

    @Test
    void paperIsLightAndHoldsTheTableAndTheWholeChart() {
        visitor.forget();
        visitor.as(household.home(Language.ENGLISH));
        visitor.open("consumption.xhtml?device="
                + household.lights(Language.ENGLISH).id() + "&date=" + household.day + "&view=day");
        if ("light".equals(look().get("theme"))) {
            visitor.see("[id$=appearance]").click();
        }
        visitor.until("the dark page", () -> "dark".equals(look().get("theme")));
        Map<?, ?> onScreen = look();

        visitor.script("window.addEventListener('beforeprint', function () { window.printed = (function () { " + LOOK
                + " })(); })");
        visitor.chromium().executeCdpCommand("Page.printToPDF", Map.of("printBackground", true));

        Map<?, ?> onPaper = (Map<?, ?>) visitor.script("return window.printed");
        assertThat(onPaper.get("theme")).isEqualTo("light");
        assertThat(onPaper.get("table")).isEqualTo(true);
        // Wider than the sheet would be cut.
        assertThat(((Number) onPaper.get("chart")).intValue()).isBetween(500, 720);
        assertThat(look().get("theme")).isEqualTo("dark");
        assertThat(look().get("table")).isEqualTo(false);
        assertThat(look().get("chart")).isEqualTo(onScreen.get("chart"));
    }

    private Map<?, ?> look() {
        return (Map<?, ?>) visitor.script(LOOK);
    }
}
