package energy.ems.web.portal.consumption;

import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.metering.Bucket;
import energy.ems.metering.profile.Quality;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How a week usually goes, and how long how much is used. */
class WeekProfileTest {

    private static final ZoneId BUCHAREST = ZoneId.of("Europe/Bucharest");
    private static final Instant LATER = Instant.parse("2027-01-01T00:00:00Z");
    private static final LocalDate MONDAY = LocalDate.parse("2026-11-02");

    @Test
    void eachHourOfEachWeekdayIsTheMeanOfThoseThatAreKnown() {
        List<Bucket> hours = HourRuns.of(
                MONDAY,
                14,
                BUCHAREST,
                hour -> hour.getDayOfWeek() == DayOfWeek.TUESDAY && hour.getHour() == 7
                        ? hour.toLocalDate().equals(MONDAY.plusDays(1)) ? "3" : "4"
                        : hour.getHour() == 9 && hour.toLocalDate().equals(MONDAY) ? null : "0.5");
        WeekProfile profile = new WeekProfile(hours, LATER);

        assertThat(profile.mean(DayOfWeek.TUESDAY, 7)).isEqualByComparingTo("3.5");
        // Missing is no zero: the mean is that of the other Monday.
        assertThat(profile.mean(DayOfWeek.MONDAY, 9)).isEqualByComparingTo("0.5");
        assertThat(new WeekProfile(hours.subList(0, 24), LATER).mean(DayOfWeek.MONDAY, 9))
                .isNull();
        assertThat(new WeekProfile(hours.subList(0, 24), LATER).mean(DayOfWeek.TUESDAY, 9))
                .isNull();
    }

    @Test
    void theBaselineIsTheMedianOfTheDaysLowestHours() {
        // Five days with lowest hours of 0.1, 0.2, 0.3, 0.4 and, on a day of faults, 9.
        List<Bucket> hours = new ArrayList<>();
        String[] lowest = {"0.1", "0.2", "0.3", "0.4", "9"};
        for (int day = 0; day < lowest.length; day++) {
            String low = lowest[day];
            hours.addAll(HourRuns.of(MONDAY.plusDays(day), 1, BUCHAREST, hour -> hour.getHour() < 3 ? low : "10"));
        }

        assertThat(new WeekProfile(hours, LATER).baseline()).isEqualByComparingTo("0.3");
        assertThat(new WeekProfile(hours.subList(0, 48), LATER).baseline()).isEqualByComparingTo("0.15");
        assertThat(new WeekProfile(hours.subList(0, 12), LATER).baseline()).isNull();
        assertThat(new WeekProfile(List.of(), LATER).baseline()).isNull();
    }

    @Test
    void whatIsNotWholeHasNoPart() {
        List<Bucket> hours = HourRuns.of(MONDAY, 1, BUCHAREST, hour -> "1");
        hours.set(5, HourRuns.with(hours.get(5), "0.01", Quality.PARTIAL));
        hours.set(6, HourRuns.with(hours.get(6), "2", Quality.ESTIMATED));
        Instant duringTheTenth = hours.get(10).start().plusMinutes(20).toInstant();

        WeekProfile profile = new WeekProfile(hours, duringTheTenth);

        assertThat(profile.mean(DayOfWeek.MONDAY, 5)).isNull();
        assertThat(profile.mean(DayOfWeek.MONDAY, 6)).isEqualByComparingTo("2");
        assertThat(profile.mean(DayOfWeek.MONDAY, 10)).isNull();
        assertThat(new LoadCurve(hours, duringTheTenth).hours()).isEqualTo(9);
    }

    /** The night that has an hour twice counts it twice, and that which lacks one does not invent it. */
    @Test
    void nightsOfClockChangesCountWhatTheyHave() {
        List<Bucket> autumn = HourRuns.of(
                LocalDate.parse("2026-10-25"),
                1,
                BUCHAREST,
                hour -> hour.getOffset().getTotalSeconds() == 10800 ? "1" : "3");
        assertThat(new WeekProfile(autumn, LATER).mean(DayOfWeek.SUNDAY, 3)).isEqualByComparingTo("2");
        assertThat(new LoadCurve(autumn, LATER).hours()).isEqualTo(25);

        List<Bucket> spring = HourRuns.of(LocalDate.parse("2026-03-29"), 1, BUCHAREST, hour -> "1");
        assertThat(new WeekProfile(spring, LATER).mean(DayOfWeek.SUNDAY, 3)).isNull();
        assertThat(new LoadCurve(spring, LATER).hours()).isEqualTo(23);
    }

    @Test
    void theCurveSaysForHowLongHowMuchWasUsed() {
        List<Bucket> hours =
                HourRuns.of(MONDAY, 1, BUCHAREST, hour -> hour.getHour() == 3 ? null : "" + hour.getHour());
        LoadCurve curve = new LoadCurve(hours, LATER);

        assertThat(curve.hours()).isEqualTo(23);
        assertThat(curve.atLeast(1)).isEqualTo(new BigDecimal("23"));
        assertThat(curve.atLeast(23)).isEqualTo(new BigDecimal("0"));
        assertThat(curve.atLeast(24)).isNull();
        assertThat(curve.atLeast(0)).isNull();
    }

    @Test
    void aLongCurveKeepsItsPeaksItsEndAndFewPoints() {
        assertThat(LoadCurve.places(5, 400)).containsExactly(1, 2, 3, 4, 5);
        assertThat(LoadCurve.places(0, 400)).isEmpty();
        List<Integer> places = LoadCurve.places(8784, 400);
        assertThat(places).startsWith(IntStream.rangeClosed(1, 100).boxed().toArray(Integer[]::new));
        assertThat(places).endsWith(8784).doesNotHaveDuplicates().isSorted().hasSizeLessThan(420);
    }
}
