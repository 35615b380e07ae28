package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Any page, device, place and day by a few words and the keys alone. */
@Timeout(600)
class PaletteIT {

    private static final String OPTION = "#palette [role=option]";

    private Household household;
    private Visitor visitor;

    @BeforeEach
    void openTheSystem() {
        visitor = Visitor.shared();
        household = Household.shared();
    }

    @ParameterizedTest
    @EnumSource(Visitor.Width.class)
    void aDeviceOnADayByKeysAlone(Visitor.Width width) {
        Language language = width == Visitor.Width.DESK ? Language.ENGLISH : Language.ROMANIAN;
        open(language, width);

        visitor.press(household.heatPump(language).name()
                + (language == Language.ENGLISH ? " last tuesday" : " marți trecută"));
        visitor.seeText(OPTION, household.heatPump(language).name());
        visitor.press(Keys.ENTER);

        visitor.until(
                "the device",
                () -> visitor.address()
                        .contains("consumption.xhtml?device="
                                + household.heatPump(language).id()));
        assertThat(visitor.address()).contains("date=" + household.tuesday).contains("view=day");
        assertThat(visitor.text("#subtitle"))
                .contains(household.heatPump(language).name());
        visitor.assertNoComplaints();
    }

    @Test
    void aGroupByItsName() {
        open(Language.ENGLISH, Visitor.Width.DESK);

        visitor.press("lights of " + household.house(Language.ENGLISH).toLowerCase(Locale.ROOT));
        visitor.seeText(OPTION, household.lightsGroupName(Language.ENGLISH));
        visitor.press(Keys.ENTER);

        visitor.until("the group", () -> visitor.address().contains("groups.xhtml?group="));
    }

    /** Who types faster than the server answers is not sent somewhere else. */
    @Test
    void enterBeforeTheAnswerGoesWhereTheAnswerLeads() {
        open(Language.ENGLISH, Visitor.Width.DESK);

        visitor.press(household.lights(Language.ENGLISH).name() + Keys.ENTER);

        visitor.until(
                "the device",
                () -> visitor.address()
                        .contains("device=" + household.lights(Language.ENGLISH).id()));
    }

    @Test
    void arrowsChooseAndEscapeLeavesThePageAsItWas() {
        open(Language.ENGLISH, Visitor.Width.DESK);
        String before = visitor.address();
        visitor.press(household.tag);
        visitor.seeText(OPTION, household.house(Language.ENGLISH));

        List<WebElement> options = visitor.all(OPTION);
        assertThat(options).hasSizeGreaterThan(2);
        visitor.press(Keys.ARROW_DOWN);
        assertChosen(1);
        visitor.press(Keys.ARROW_UP);
        visitor.press(Keys.ARROW_UP);
        assertChosen(options.size() - 1);
        visitor.press(Keys.ESCAPE);

        visitor.until("it is closed", () -> visitor.all("#palette").isEmpty());
        assertThat(visitor.address()).isEqualTo(before);
        visitor.assertNoComplaints();
    }

    private void assertChosen(int option) {
        assertThat(visitor.see("#paletteInput").getAttribute("aria-activedescendant"))
                .isEqualTo("paletteOption" + option);
        assertThat(visitor.all("#palette [aria-selected=true]"))
                .singleElement()
                .extracting(WebElement::getText)
                .isEqualTo(visitor.all(OPTION).get(option).getText());
    }

    /** A household is offered what its navigation has, and no page of the staff. */
    @Test
    void offersThePagesThatOneMaySee() {
        open(Language.ENGLISH, Visitor.Width.DESK);
        assertThat(visitor.all(OPTION))
                .extracting(WebElement::getText)
                .anyMatch(text -> text.contains("Places"))
                .noneMatch(text -> text.contains("Quarantine"));

        visitor.press("another's device");
        visitor.until(
                "nothing",
                () -> visitor.text("#paletteStatus").contains("Nothing")
                        && visitor.all(OPTION).isEmpty());
    }

    private void open(Language language, Visitor.Width width) {
        visitor.lookAt(width);
        visitor.as(household.home(language));
        visitor.open("account.xhtml");
        visitor.pressWith(Keys.CONTROL, "k");
        visitor.see(OPTION);
    }
}
