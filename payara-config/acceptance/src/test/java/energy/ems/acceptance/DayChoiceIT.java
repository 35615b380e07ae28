package energy.ems.acceptance;

import static java.time.DayOfWeek.SUNDAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.TemporalAdjusters;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** Another day is shown when another day is chosen, by mouse, by writing it, by keys, in every language. */
@Timeout(900)
class DayChoiceIT {

    private static final String FIELD = "[id$='day_input']";
    private static final String CALENDAR = ".p-datepicker-panel";

    private Household household;
    private Visitor visitor;

    static Stream<Arguments> everyone() {
        return Stream.of(
                Arguments.of(Language.ENGLISH, Visitor.Width.DESK),
                Arguments.of(Language.ROMANIAN, Visitor.Width.PHONE));
    }

    @BeforeEach
    void openTheSystem() {
        visitor = Visitor.shared();
        household = Household.shared();
    }

    @ParameterizedTest
    @MethodSource("everyone")
    void byMouse(Language language, Visitor.Width width) {
        String before = open(language, width);

        openTheCalendar();
        visitor.choose(
                CALENDAR + " td:not(.ui-datepicker-other-month) > a",
                Integer.toString(household.otherDay.getDayOfMonth()));

        assertShown(before);
    }

    @ParameterizedTest
    @MethodSource("everyone")
    void byWritingIt(Language language, Visitor.Width width) {
        String before = open(language, width);

        visitor.focus(FIELD);
        visitor.replace(language.write(household.otherDay));
        visitor.press(Keys.ENTER);

        assertShown(before);
    }

    @ParameterizedTest
    @MethodSource("everyone")
    void byKeys(Language language, Visitor.Width width) {
        String before = open(language, width);

        visitor.focus(FIELD);
        visitor.pressWith(Keys.ALT, Keys.ARROW_DOWN);
        visitor.see(CALENDAR);
        visitor.until("the focus is on a day", () -> (Boolean) visitor.script(
                "return document.querySelector(arguments[0]).contains(document.activeElement)", CALENDAR));
        visitor.press(household.otherDay.isAfter(household.day) ? Keys.ARROW_RIGHT : Keys.ARROW_LEFT);
        visitor.press(Keys.ENTER);

        assertShown(before);
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void theCalendarOpensOnlyWhenItIsAskedToAndEscapeClosesIt(Language language) {
        open(language, Visitor.Width.DESK);

        visitor.focus(FIELD);
        visitor.settle();
        assertThat(visitor.all(CALENDAR)).as("calendar, after the focus alone").isEmpty();

        visitor.pressWith(Keys.ALT, Keys.ARROW_DOWN);
        visitor.see(CALENDAR);
        visitor.press(Keys.ESCAPE);
        visitor.until("the calendar is closed", () -> visitor.all(CALENDAR).isEmpty());
        assertThat(visitor.script("return document.activeElement.closest('[id$=\"day\"]') !== null"))
                .as("focus is back at the field")
                .isEqualTo(true);
        visitor.assertNoComplaints();
    }

    /** The days are those of the person's own zone, wherever the browser is. */
    @ParameterizedTest
    @ValueSource(strings = {"America/Los_Angeles", "Asia/Kolkata", "Pacific/Auckland"})
    void inABrowserOfAnotherZone(String zone) {
        visitor.travel(zone);
        try {
            byMouse(Language.ENGLISH, Visitor.Width.DESK);
            byKeys(Language.ENGLISH, Visitor.Width.DESK);
            assertThat(visitor.see(FIELD).getAttribute("value")).contains(Language.ENGLISH.write(household.otherDay));
        } finally {
            visitor.travel("");
        }
    }

    /** A day of 25 hours, or of 23, is one step like any other. */
    @ParameterizedTest
    @EnumSource(
            value = Month.class,
            names = {"MARCH", "OCTOBER"})
    void theArrowsStepOverAClockChange(Month month) {
        visitor.lookAt(Visitor.Width.DESK);
        visitor.as(household.home(Language.ENGLISH));
        LocalDate change = lastSunday(month);
        visitor.open("consumption.xhtml?device="
                + household.heatPump(Language.ENGLISH).id() + "&date=" + change.minusDays(1));
        for (int step = 0; step < 3; step++) {
            visitor.click(".ems-day a[href*='date=" + change.plusDays(step) + "']");
            LocalDate shown = change.plusDays(step);
            visitor.until(shown.toString(), () -> visitor.address().contains("date=" + shown) && visitor.isStill());
        }
        for (int step = 1; step >= -1; step--) {
            visitor.click(".ems-day a[href*='date=" + change.plusDays(step) + "']");
            LocalDate shown = change.plusDays(step);
            visitor.until(shown.toString(), () -> visitor.address().contains("date=" + shown) && visitor.isStill());
        }
        visitor.assertNoComplaints();
    }

    /** The last one that is over, with the day after it. */
    private LocalDate lastSunday(Month month) {
        LocalDate latest = household.today.withMonth(month.getValue()).with(TemporalAdjusters.lastInMonth(SUNDAY));
        return latest.plusDays(3).isBefore(household.today)
                ? latest
                : latest.minusYears(1).with(TemporalAdjusters.lastInMonth(SUNDAY));
    }

    private String open(Language language, Visitor.Width width) {
        visitor.lookAt(width);
        visitor.as(household.home(language));
        visitor.open("consumption.xhtml?device=" + household.heatPump(language).id() + "&date=" + household.day);
        return visitor.text("#figures");
    }

    private void openTheCalendar() {
        visitor.click(visitor.all("[id$='day'] .ui-datepicker-trigger").stream()
                .findFirst()
                .orElseGet(() -> visitor.see(FIELD)));
        assertThat(visitor.see(CALENDAR).getText()).contains("15");
        // A calendar that is still on its way up may be drawn anew.
        visitor.settle();
        visitor.rest();
    }

    private void assertShown(String before) {
        visitor.until("the address names the day", () -> visitor.address().contains("date=" + household.otherDay));
        visitor.settle();
        assertThat(visitor.text("#figures")).isNotEqualTo(before);
        assertThat(visitor.all(CALENDAR)).isEmpty();
        visitor.assertNoComplaints();
    }
}
