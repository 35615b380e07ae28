package energy.ems.web.portal.consumption;

import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.metering.PlaceReport;
import energy.ems.metering.PlaceReport.PlaceBucket;
import energy.ems.metering.place.DeviceHours;
import energy.ems.metering.place.Flow;
import energy.ems.metering.place.PlaceTree;
import energy.ems.metering.place.PlacedDevice;
import energy.ems.metering.profile.Resolution;
import energy.ems.web.portal.consumption.ShownPeriod.Comparison;
import energy.ems.web.portal.consumption.ShownPeriod.View;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sums held against each other by the clock on the wall. */
class ComparedSumsTest {

    private static final ZoneId BUCHAREST = ZoneId.of("Europe/Bucharest");

    private static final PlaceTree TREE = PlaceTree.of("Site", List.of(new PlacedDevice("d", "Device", "Site", false)));

    /** The sum of a period of hours, each of that energy; null for nothing known. */
    private static PlaceReport report(ShownPeriod period, String kwh) {
        List<PlaceBucket> hours = new ArrayList<>();
        BigDecimal total = null;
        ZonedDateTime start = period.start().atZone(BUCHAREST);
        while (start.toInstant().isBefore(period.end())) {
            BigDecimal energy = kwh == null ? null : new BigDecimal(kwh);
            hours.add(new PlaceBucket(start, start.plusHours(1), TREE.sum(id -> flow(energy), id -> DeviceHours.NONE)));
            total = energy == null ? null : total == null ? energy : total.add(energy);
            start = start.plusHours(1);
        }
        BigDecimal all = total;
        return new PlaceReport(BUCHAREST, Resolution.HOUR, TREE.sum(id -> flow(all), id -> DeviceHours.NONE), hours);
    }

    private static Flow flow(BigDecimal kwh) {
        return kwh == null ? null : new Flow(kwh, BigDecimal.ZERO);
    }

    private static ShownPeriod day(String day) {
        return ShownPeriod.of(View.DAY, LocalDate.parse(day), BUCHAREST);
    }

    private static ComparedSums whole(String day, String kwh, String otherKwh) {
        ShownPeriod shown = day(day);
        ShownPeriod other = shown.comparedBy(Comparison.PREVIOUS);
        return ComparedSums.whole(shown, report(shown, kwh), other, report(other, otherKwh));
    }

    @Test
    void anHourStandsAgainstTheSameHourOfTheClock() {
        ComparedSums compared = whole("2026-10-25", "1", "2");
        List<PlaceBucket> hours = report(day("2026-10-25"), "1").buckets();

        assertThat(hours).hasSize(25);
        assertThat(hours.stream().filter(hour -> compared.against(hour) == null))
                .as("the hour that the clock shows twice")
                .hasSize(1);
        assertThat(hours.stream().filter(hour -> compared.against(hour) != null))
                .allSatisfy(hour -> assertThat(compared.against(hour).start().toLocalTime())
                        .isEqualTo(hour.start().toLocalTime()));
    }

    @Test
    void aPeriodThatIsOverIsHeldAgainstAllOfTheOther() {
        assertThat(whole("2026-11-17", "1.1", "1").percent()).isEqualByComparingTo("10");
        assertThat(whole("2026-11-17", "1", null).percent()).isNull();
        assertThat(whole("2026-11-17", null, "1").percent()).isNull();
    }

    @Test
    void aPeriodThatStillRunsIsHeldAgainstAsMuchOfTheOther() {
        ShownPeriod shown = day("2026-11-17");
        ShownPeriod other = shown.comparedBy(Comparison.PREVIOUS);
        Instant noon =
                LocalDate.parse("2026-11-17").atTime(12, 30).atZone(BUCHAREST).toInstant();

        ComparedSums compared = ComparedSums.soFar(
                shown,
                report(shown, "1.5"),
                ComparedTest.report(shown, "1.5").buckets(),
                noon,
                other,
                report(other, "1"),
                ComparedTest.report(other, "1").buckets());

        assertThat(compared.usedKwh()).isEqualByComparingTo("18");
        assertThat(compared.otherKwh()).isEqualByComparingTo("12");
        assertThat(compared.percent()).isEqualByComparingTo("50");
    }
}
