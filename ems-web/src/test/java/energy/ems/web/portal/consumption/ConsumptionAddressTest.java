package energy.ems.web.portal.consumption;

import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.web.portal.consumption.ShownPeriod.Comparison;
import energy.ems.web.portal.consumption.ShownPeriod.View;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsumptionAddressTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-25");

    @ParameterizedTest
    @CsvSource({
        ",           ,      DAY,   2026-11-25",
        "2026-11-17, ,      DAY,   2026-11-17",
        "2026-11-17, week,  WEEK,  2026-11-16",
        "2026-11-17, MONTH, MONTH, 2026-11-01",
        "2026-11-17, year,  YEAR,  2026-01-01",
        // Typed by people, and by those who try what happens.
        "2026-11-26, day,   DAY,   2026-11-25",
        "9999-12-31, day,   DAY,   2026-11-25",
        "1969-12-31, day,   DAY,   2026-11-25",
        "-999999999-01-01, day, DAY, 2026-11-25",
        "2026-02-30, day,   DAY,   2026-11-25",
        "yesterday,  decade, DAY,  2026-11-25"
    })
    void namesAPeriodThatCanBeShown(String date, String view, View shown, LocalDate first) {
        ConsumptionAddress address = new ConsumptionAddress();
        address.setDate(date);
        address.setView(view);

        ShownPeriod period = address.period(TODAY, ZoneOffset.UTC);

        assertThat(period.view()).isEqualTo(shown);
        assertThat(period.first()).isEqualTo(first);
    }

    @Test
    void namesSeveralDevicesWhichHaveChartsOfTheirOwn() {
        ConsumptionAddress address = new ConsumptionAddress();
        address.setDevice("x");
        address.setDevices(" a,b,, a ,c:1");
        address.setTogether("BESIDE");
        address.setChart("heat");

        assertThat(address.isSeveral()).isTrue();
        assertThat(address.severalDevices()).containsExactly("a", "b", "c:1");
        assertThat(address.togetherKind()).isEqualTo(TogetherKind.BESIDE);
        assertThat(address.period(TODAY, ZoneOffset.UTC).view()).as("no map").isEqualTo(View.DAY);
        assertThat(address.parameters("x")).containsEntry("devices", "a,b,c:1").doesNotContainKey("device");
        assertThat(address.queryTogether("a,b", TODAY, "day"))
                .isEqualTo("?devices=a%2Cb&together=beside&date=2026-11-25&view=day");
        address.setDevices(" ,");
        assertThat(address.isSeveral()).isFalse();
        address.setDevices("x,".repeat(100_000));
        address.setTogether("pile");
        assertThat(address.severalDevices()).containsExactly("x");
        assertThat(address.togetherKind()).isEqualTo(TogetherKind.STACKED);
    }

    @Test
    void meansTheUsualWhereItMakesNoSense() {
        ConsumptionAddress address = new ConsumptionAddress();
        address.setChart("pie");
        address.setCompare("tomorrow");

        assertThat(address.getShownChart()).isEqualTo("bars");
        assertThat(address.comparison()).isEqualTo(Comparison.NONE);
        assertThat(address.getShownCompare()).isEqualTo("none");
    }

    @ParameterizedTest
    @CsvSource({
        // shown, view, compare, first day of the other
        "2026-11-17, day,   previous,   2026-11-16",
        "2026-11-17, day,   2026-03-29, 2026-03-29",
        "2026-11-17, day,   2026-11-24, 2026-11-24",
        "2026-11-17, day,   2026-11-25, ",
        "2026-11-17, day,   2027-01-01, ",
        "2026-11-17, week,  2026-03-29, 2026-03-23",
        "2026-11-17, month, 2026-02-28, 2026-02-01",
        "2026-10-17, month, 2026-11-01, ",
        "2026-11-17, year,  2024-02-29, 2024-01-01",
        "2026-11-17, range, 2026-11-15, 2026-11-15",
        "2026-11-17, range, 2026-11-17, ",
        "2026-11-17, day,   2026-02-30, ",
        "2026-11-17, day,   1969-12-31, ",
        "2026-11-17, day,   none,       "
    })
    void isHeldAgainstAnyPeriodThatIsOver(String date, String view, String compare, LocalDate first) {
        ConsumptionAddress address = new ConsumptionAddress();
        address.setDate(date);
        address.setUntil("2026-11-25");
        address.setView(view);
        address.setCompare(compare);
        ShownPeriod shown = address.period(TODAY, ZoneOffset.UTC);

        ShownPeriod other = address.other(shown, TODAY);

        assertThat(other == null ? null : other.first()).isEqualTo(first);
        if (other != null) {
            assertThat(other.view()).isEqualTo(shown.view());
            assertThat(other.days()).isEqualTo(shown.days());
            assertThat(address.getShownCompare()).isEqualTo(compare);
        }
    }

    @Test
    void keepsWhatItNamesAndFillsInTheDevice() {
        ConsumptionAddress address = new ConsumptionAddress();
        address.setView("week");
        address.setCompare("year");

        assertThat(address.parameters("heat pump"))
                .containsEntry("device", "heat pump")
                .containsEntry("view", "week")
                .containsEntry("compare", "year")
                .containsEntry("date", null);
        address.setDevice("lights");
        assertThat(address.parameters("heat pump")).containsEntry("device", "lights");
    }

    @Test
    void leadsToAnotherDayWhateverTheDeviceIsCalled() {
        ConsumptionAddress address = new ConsumptionAddress();
        address.setChart("line");

        assertThat(address.query("a&b=ü", TODAY, "day"))
                .isEqualTo("?device=a%26b%3D%C3%BC&date=2026-11-25&view=day&chart=line");
    }

    /** A map, a curve and a profile say nothing of one day: its month is shown, and a day is shown in bars. */
    @ParameterizedTest
    @CsvSource({"heat", "DURATION", "profile"})
    void whatIsOfManyDaysIsNotOfOne(String chart) {
        ConsumptionAddress address = new ConsumptionAddress();
        address.setDate("2026-11-17");
        address.setChart(chart);

        assertThat(address.period(TODAY, ZoneOffset.UTC))
                .isEqualTo(ShownPeriod.of(View.MONTH, TODAY.withDayOfMonth(1), ZoneOffset.UTC));
        assertThat(address.chartFor("day")).isEqualTo("bars");
        assertThat(address.chartFor("year")).isEqualTo(chart.toLowerCase(Locale.ROOT));
        assertThat(address.queryOfDays("a b")).isEqualTo("?device=a+b&view=day&chart=bars&date=");

        address.setView("year");
        assertThat(address.period(TODAY, ZoneOffset.UTC).view()).isEqualTo(View.YEAR);
    }

    /** Whole days of the calendar, whatever the time of day; both ends belong to them. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-19, 2026-11-25, 2026-11-19, 2026-11-25",
        "2026-11-25, 2026-11-19, 2026-11-19, 2026-11-25",
        "2026-11-25, 2026-11-25, 2026-11-25, 2026-11-25",
        "2026-11-20, ,           2026-11-20, 2026-11-25",
        "2026-11-20, 2027-03-01, 2026-11-20, 2026-11-25",
        "2020-01-01, 2026-11-25, 2025-11-25, 2026-11-25",
        ",           nonsense,   2026-11-25, 2026-11-25"
    })
    void namesAnyDaysInARow(String date, String until, LocalDate first, LocalDate last) {
        ConsumptionAddress address = new ConsumptionAddress();
        address.setDate(date);
        address.setUntil(until);
        address.setView("range");

        ShownPeriod period = address.period(TODAY, ZoneOffset.UTC);

        assertThat(period.view()).isEqualTo(View.RANGE);
        assertThat(period.first()).isEqualTo(first);
        assertThat(period.last()).isEqualTo(last);
    }
}
