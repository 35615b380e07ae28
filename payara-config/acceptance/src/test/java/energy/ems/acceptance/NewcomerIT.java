package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.Keys;

/**
 * Somebody who sees the portal for the first time asks: what did the heat pump do last Tuesday, when was it too much, and
 * by how much? With the mouse alone, and with the keyboard alone.
 */
@Timeout(900)
class NewcomerIT {

    private static final String DEVICE = "[id='choice:device_input']";
    private static final String DAY = "[id$='day_input']";
    private static final int FAR = 80;

    private Household household;
    private Visitor visitor;

    @BeforeEach
    void openTheSystem() {
        visitor = Visitor.shared();
        household = Household.shared();
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void withTheMouseAlone(Language language) {
        begin(language);
        visitor.click("#nav a[href*='consumption']");
        visitor.settle();

        visitor.click("[id='choice:device'] .ui-autocomplete-dropdown");
        visitor.click(visitor.seeText(
                ".ui-autocomplete-item", household.heatPump(language).name()));
        awaitHeatPump(language);

        visitor.click("[id$='day'] .ui-datepicker-trigger");
        visitor.see(".p-datepicker-panel");
        if (!YearMonth.from(household.tuesday).equals(YearMonth.from(household.today))) {
            visitor.click(".p-datepicker-panel .ui-datepicker-prev");
        }
        visitor.choose(
                ".p-datepicker-panel td:not(.ui-datepicker-other-month) > a",
                Integer.toString(household.tuesday.getDayOfMonth()));

        assertAnswered(language);
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void withTheKeyboardAlone(Language language) {
        begin(language);
        tabTo("#nav a[href*='consumption']");
        visitor.press(Keys.ENTER);
        visitor.until("the page of consumption", () -> visitor.address().contains("consumption"));
        visitor.settle();

        tabTo(DEVICE);
        visitor.replace(household.heatPump(language).name());
        visitor.seeText(".ui-autocomplete-item", household.heatPump(language).name());
        visitor.press(Keys.ENTER);
        awaitHeatPump(language);

        tabTo(DAY);
        visitor.replace(language.write(household.tuesday));
        visitor.press(Keys.ENTER);

        assertAnswered(language);
    }

    private void begin(Language language) {
        visitor.as(household.home(language));
        visitor.open("index.xhtml?device=" + household.lights(language).id());
    }

    private void awaitHeatPump(Language language) {
        visitor.until(
                "the heat pump",
                () -> visitor.address()
                        .contains("device=" + household.heatPump(language).id()));
        visitor.settle();
    }

    /** Goes on with the Tab key from where the page begins. */
    private void tabTo(String css) {
        for (int i = 0; i < FAR; i++) {
            visitor.press(Keys.TAB);
            if (Boolean.TRUE.equals(visitor.script("return document.activeElement.matches(arguments[0])", css))) {
                return;
            }
        }
        throw new AssertionError("Tab does not lead to " + css + " on " + visitor.address());
    }

    /** The hour stands there, and by how much it was too much. */
    private void assertAnswered(Language language) {
        visitor.until("last Tuesday", () -> visitor.address().contains("date=" + household.tuesday));
        visitor.settle();
        String excess = Household.TOO_MUCH.subtract(Household.LIMIT).toPlainString();
        assertThat(visitor.text("#figures"))
                .contains(Household.HOUR_OVER_THE_LIMIT + ":00")
                .contains(language == Language.ROMANIAN ? excess.replace('.', ',') : excess);
        visitor.assertNoComplaints();
    }
}
