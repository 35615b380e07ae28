package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Another meter is shown when another meter is chosen: name, figures and address, by mouse, by its name, by keys. */
@Timeout(900)
class MeterChoiceIT {

    private static final String FIELD = "[id='choice:device_input']";

    private Household household;
    private Visitor visitor;

    static Stream<Arguments> pages() {
        return Stream.of(
                Arguments.of(Language.ENGLISH, "index.xhtml", Visitor.Width.DESK),
                Arguments.of(Language.ENGLISH, "consumption.xhtml", Visitor.Width.PHONE),
                Arguments.of(Language.ROMANIAN, "index.xhtml", Visitor.Width.PHONE),
                Arguments.of(Language.ROMANIAN, "consumption.xhtml", Visitor.Width.DESK));
    }

    @BeforeEach
    void openTheSystem() {
        visitor = Visitor.shared();
        household = Household.shared();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void byMouse(Language language, String page, Visitor.Width width) {
        Figures before = open(language, page, width);

        visitor.click("[id='choice:device'] .ui-autocomplete-dropdown");
        visitor.click(visitor.seeText(
                ".ui-autocomplete-item", household.lights(language).name()));

        assertShown(language, before);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void byItsName(Language language, String page, Visitor.Width width) {
        Figures before = open(language, page, width);

        visitor.focus(FIELD);
        visitor.replace(household.lights(language).name());
        visitor.until(
                "only the one with this name",
                () -> visitor.all(".ui-autocomplete-item").size() == 1);
        visitor.press(Keys.ENTER);

        assertShown(language, before);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void byKeys(Language language, String page, Visitor.Width width) {
        Figures before = open(language, page, width);

        visitor.focus(FIELD);
        visitor.replace(Keys.BACK_SPACE);
        visitor.seeText(".ui-autocomplete-item", household.lights(language).name());
        for (int i = 0; i < 10 && !highlighted(household.lights(language).name()); i++) {
            visitor.press(Keys.ARROW_DOWN);
        }
        visitor.press(Keys.ENTER);

        assertShown(language, before);
    }

    /** Where no meter means all of them, an emptied field says so. */
    @ParameterizedTest
    @EnumSource(Visitor.Width.class)
    void noneAgainByKeys(Visitor.Width width) {
        visitor.lookAt(width);
        visitor.as(household.home(Language.ENGLISH));
        visitor.open(
                "alerts.xhtml?device=" + household.heatPump(Language.ENGLISH).id());

        visitor.focus("[id='list:device_input']");
        visitor.replace(Keys.BACK_SPACE);
        visitor.settle();
        visitor.press(Keys.TAB);

        visitor.until("all meters", () -> !visitor.address().contains("device="));
        visitor.settle();
        assertThat(visitor.see("[id='list:device_input']").getAttribute("value"))
                .isEmpty();
        visitor.assertNoComplaints();
    }

    /** A person reads at their own pace, and goes on with the next field meanwhile. */
    @Test
    void whatWasSaidStaysWhileAnotherMeterIsLookedFor() {
        visitor.lookAt(Visitor.Width.DESK);
        visitor.as(household.home(Language.ENGLISH));
        visitor.open("index.xhtml");
        // No time of its own to go at, so that it can only be taken away.
        visitor.script("const messages = PrimeFaces.widgets.messages; messages.cfg.sticky = true;"
                + "messages.add({summary: 'Saved', detail: '', severity: 'info'})");
        visitor.seeText(".ui-growl-message", "Saved");

        visitor.focus(FIELD);
        visitor.replace(household.lights(Language.ENGLISH).name());
        visitor.until(
                "only the one with this name",
                () -> visitor.all(".ui-autocomplete-item").size() == 1);
        visitor.settle();

        assertThat(visitor.all(".ui-growl-message")).hasSize(1);
        visitor.press(Keys.ESCAPE);
        visitor.assertNoComplaints();
    }

    private boolean highlighted(String name) {
        return visitor.all(".ui-autocomplete-item.ui-state-highlight").stream()
                .map(WebElement::getText)
                .anyMatch(name::equals);
    }

    /** What stands on the page. */
    private record Figures(String title, String figures, String chart) {}

    private Figures open(Language language, String page, Visitor.Width width) {
        visitor.lookAt(width);
        visitor.as(household.home(language));
        visitor.open(page + "?device=" + household.heatPump(language).id()
                + (page.startsWith("consumption") ? "&date=" + household.day : ""));
        assertThat(visitor.text("#subtitle"))
                .contains(household.heatPump(language).name());
        return figures();
    }

    private Figures figures() {
        return new Figures(
                visitor.text("#subtitle"),
                visitor.text("#tiles, #figures"),
                String.valueOf(visitor.script("return document.getElementById('chartData').dataset.chart")));
    }

    private void assertShown(Language language, Figures before) {
        Household.Meter chosen = household.lights(language);
        visitor.until("the address names the meter", () -> visitor.address().contains("device=" + chosen.id()));
        visitor.settle();
        Figures after = figures();
        assertThat(after.title()).contains(chosen.name());
        assertThat(after.figures()).isNotEqualTo(before.figures());
        assertThat(visitor.see(FIELD).getAttribute("value")).contains(chosen.name());
        visitor.assertNoComplaints();
    }
}
