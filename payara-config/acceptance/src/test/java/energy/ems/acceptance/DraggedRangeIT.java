package energy.ems.acceptance;

import static java.time.DayOfWeek.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who drags over several bars of a chart is shown their days. */
@Timeout(300)
class DraggedRangeIT {

    private static final String CHART = ".ems-chart canvas";

    private Household household;
    private Visitor visitor;
    private LocalDate monday;

    @BeforeEach
    void openTheSystem() {
        visitor = Visitor.shared();
        household = Household.shared();
        monday = household.day.with(TemporalAdjusters.previousOrSame(MONDAY));
        visitor.lookAt(Visitor.Width.DESK);
        visitor.as(household.home(Language.ENGLISH));
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "3, 1"})
    void overDaysOfAWeekInEitherDirection(int from, int to) {
        open("device=" + heatPump() + "&view=week");

        drag(from, to);

        assertRange(monday.plusDays(1), monday.plusDays(3));
        assertThat(visitor.address()).contains("device=" + heatPump());
    }

    @Test
    void overDaysOfSeveralDevices() {
        open("devices=" + heatPump() + "," + household.lights(Language.ENGLISH).id() + "&view=week");

        drag(0, 2);

        assertRange(monday, monday.plusDays(2));
        assertThat(visitor.address()).contains("devices=");
    }

    /** To the end of the last one, which has another number of days in each year. */
    @Test
    void overMonthsOfAYear() {
        open("device=" + heatPump() + "&view=year");

        drag(0, 1);

        int year = household.day.getYear();
        assertRange(LocalDate.of(year, 1, 1), YearMonth.of(year, Month.FEBRUARY).atEndOfMonth());
    }

    @Test
    void aClickLeadsToItsDayAsBefore() {
        open("device=" + heatPump() + "&view=week");

        drag(2, 2);

        visitor.until("the day", () -> visitor.address().contains("date=" + monday.plusDays(2)));
        assertThat(visitor.address()).contains("view=day");
    }

    private String heatPump() {
        return household.heatPump(Language.ENGLISH).id();
    }

    private void open(String query) {
        visitor.open("consumption.xhtml?" + query + "&date=" + household.day);
        visitor.see(CHART);
        visitor.rest();
    }

    private void drag(int from, int to) {
        visitor.drag(CHART, bar(from), bar(to));
    }

    private int bar(int number) {
        return ((Number) visitor.script(
                        "return Math.round(EMS.charts()[0].scales.x.getPixelForValue(arguments[0]))", number))
                .intValue();
    }

    private void assertRange(LocalDate first, LocalDate last) {
        visitor.until("the range", () -> visitor.address().contains("view=range"));
        assertThat(visitor.address()).contains("date=" + first).contains("until=" + last);
        visitor.settle();
        visitor.assertNoComplaints();
    }
}
