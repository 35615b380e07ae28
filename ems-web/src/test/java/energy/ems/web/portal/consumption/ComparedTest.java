package energy.ems.web.portal.consumption;

import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.metering.Bucket;
import energy.ems.metering.ConsumptionReport;
import energy.ems.metering.profile.Quality;
import energy.ems.metering.profile.Resolution;
import energy.ems.web.portal.consumption.ShownPeriod.Comparison;
import energy.ems.web.portal.consumption.ShownPeriod.View;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Periods held against each other by the clock on the wall. */
class ComparedTest {

    private static final ZoneId BUCHAREST = ZoneId.of("Europe/Bucharest");

    @ParameterizedTest
    @CsvSource({
        // The day, the other one, and how many of its hours have nothing to stand against.
        "2026-03-29, 2026-03-28, 0",
        "2026-03-30, 2026-03-29, 1",
        "2026-10-25, 2026-10-24, 1",
        "2026-10-26, 2026-10-25, 0",
        "2026-11-17, 2026-11-16, 0"
    })
    void anHourStandsAgainstTheSameHourOfTheClock(LocalDate day, LocalDate other, long alone) {
        Compared compared = day(day, "1", Comparison.PREVIOUS, "2");
        assertThat(compared.other().first()).isEqualTo(other);

        List<Bucket> hours = compared.report().buckets();
        List<Bucket> aligned = compared.aligned();
        assertThat(aligned).hasSameSizeAs(hours);
        assertThat(aligned.stream().filter(bucket -> bucket == null)).hasSize((int) alone);
        for (int i = 0; i < hours.size(); i++) {
            if (aligned.get(i) != null) {
                assertThat(aligned.get(i).start().toLocalTime())
                        .isEqualTo(hours.get(i).start().toLocalTime());
            }
        }
    }

    @Test
    void aDayThatStillRunsIsHeldAgainstAsMuchOfTheOther() {
        Compared compared = day(LocalDate.parse("2026-11-17"), "1.1", Comparison.PREVIOUS, "1");
        Instant noon = at("2026-11-17", "12:00");

        assertThat(compared.percent(noon)).isEqualByComparingTo("10");
        assertThat(compared.percent(at("2026-11-20", "12:00"))).isEqualByComparingTo("10");
    }

    @Test
    void theClockChangeShiftsNothing() {
        // At noon of the day of 25 hours thirteen have passed, of the day before twelve.
        Compared compared = day(LocalDate.parse("2026-10-25"), "1", Comparison.PREVIOUS, "1");

        assertThat(compared.shown().sameMomentIn(compared.other(), at("2026-10-25", "12:00")))
                .isEqualTo(at("2026-10-24", "12:00"));
    }

    @ParameterizedTest
    @CsvSource({
        "WEEK,  PREVIOUS, 2026-11-18, 2026-11-11",
        "MONTH, PREVIOUS, 2026-03-18, 2026-02-18",
        "YEAR,  PREVIOUS, 2026-11-18, 2025-11-18",
        "YEAR,  PREVIOUS, 2024-02-29, 2023-03-01"
    })
    void theSameMomentIsTheSameDayOfTheOtherPeriod(View view, Comparison comparison, String day, String other) {
        ShownPeriod shown = ShownPeriod.of(view, LocalDate.parse(day), BUCHAREST);

        assertThat(shown.sameMomentIn(shown.comparedBy(comparison), at(day, "08:30")))
                .isEqualTo(at(other, "08:30"));
    }

    @Test
    void aMonthWithoutThatDayEndsTheComparison() {
        ShownPeriod march = ShownPeriod.of(View.MONTH, LocalDate.parse("2026-03-31"), BUCHAREST);
        ShownPeriod february = march.comparedBy(Comparison.PREVIOUS);

        assertThat(march.sameMomentIn(february, at("2026-03-31", "08:30"))).isEqualTo(february.end());
    }

    @Test
    void nothingIsHeldAgainstNothing() {
        assertThat(day(LocalDate.parse("2026-11-17"), "1", Comparison.PREVIOUS, null)
                        .percent(at("2026-11-20", "00:00")))
                .isNull();
        assertThat(day(LocalDate.parse("2026-11-17"), null, Comparison.PREVIOUS, "1")
                        .percent(at("2026-11-20", "00:00")))
                .isNull();
    }

    private static Instant at(String day, String time) {
        return LocalDate.parse(day)
                .atTime(LocalTime.parse(time))
                .atZone(BUCHAREST)
                .toInstant();
    }

    private static Compared day(LocalDate day, String energy, Comparison comparison, String otherEnergy) {
        ShownPeriod shown = ShownPeriod.of(View.DAY, day, BUCHAREST);
        ShownPeriod other = shown.comparedBy(comparison);
        return new Compared(shown, report(shown, energy), other, report(other, otherEnergy));
    }

    static ConsumptionReport report(ShownPeriod period, String energy) {
        List<Bucket> hours = new ArrayList<>();
        ZonedDateTime start = period.start().atZone(BUCHAREST);
        while (start.toInstant().isBefore(period.end())) {
            hours.add(new Bucket(
                    start,
                    start.plusHours(1),
                    energy == null ? null : new BigDecimal(energy),
                    energy == null ? 0 : 6,
                    6,
                    energy == null ? Quality.MISSING : Quality.MEASURED,
                    false,
                    new BigDecimal("1.5")));
            start = start.plusHours(1);
        }
        return new ConsumptionReport(null, BUCHAREST, Resolution.HOUR, hours, hours);
    }
}
