package energy.ems.web.portal.consumption;

import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.web.portal.consumption.ShownPeriod.Comparison;
import energy.ems.web.portal.consumption.ShownPeriod.View;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownPeriodTest {

    private static final ZoneId BUCHAREST = ZoneId.of("Europe/Bucharest");

    @ParameterizedTest
    @CsvSource({
        "DAY,   2026-11-17, 2026-11-17, 2026-11-17, 2026-11-16, 2026-11-18",
        "WEEK,  2026-11-17, 2026-11-16, 2026-11-22, 2026-11-09, 2026-11-23",
        "MONTH, 2026-03-31, 2026-03-01, 2026-03-31, 2026-02-01, 2026-04-01",
        "YEAR,  2024-02-29, 2024-01-01, 2024-12-31, 2023-01-01, 2025-01-01"
    })
    void aPeriodBeginsAndEndsWithTheCalendar(
            View view, LocalDate day, LocalDate first, LocalDate last, LocalDate before, LocalDate after) {
        ShownPeriod period = ShownPeriod.of(view, day, BUCHAREST);
        assertThat(period.first()).isEqualTo(first);
        assertThat(period.last()).isEqualTo(last);
        assertThat(period.moved(-1).first()).isEqualTo(before);
        assertThat(period.moved(1).first()).isEqualTo(after);
    }

    @ParameterizedTest
    @CsvSource({"2026-03-29, 23", "2026-10-25, 25", "2026-11-17, 24"})
    void aDayHasAsManyHoursAsItsZoneGivesIt(LocalDate day, long hours) {
        ShownPeriod period = ShownPeriod.of(View.DAY, day, BUCHAREST);
        assertThat(Duration.between(period.start(), period.end())).isEqualTo(Duration.ofHours(hours));
    }

    @ParameterizedTest
    @CsvSource({
        "DAY,   PREVIOUS, 2026-11-16",
        "DAY,   WEEK,     2026-11-10",
        "DAY,   YEAR,     2025-11-18",
        "WEEK,  YEAR,     2025-11-17",
        "MONTH, YEAR,     2025-11-01",
        "YEAR,  PREVIOUS, 2025-01-01"
    })
    void aDayOfTheWeekIsHeldAgainstTheSameDayOfTheWeek(View view, Comparison comparison, LocalDate expected) {
        ShownPeriod period = ShownPeriod.of(view, LocalDate.parse("2026-11-17"), BUCHAREST);
        assertThat(period.comparedBy(comparison).first()).isEqualTo(expected);
    }

    @Test
    void anAddressThatNobodyUnderstandsShowsADay() {
        assertThat(View.named("<script>")).isEqualTo(View.DAY);
        assertThat(View.named(null)).isEqualTo(View.DAY);
        assertThat(Comparison.named("x")).isEqualTo(Comparison.NONE);
    }

    @Test
    void daysInARowMoveByTheirNumberAndAreHeldAgainstTheSameWeekdays() {
        ShownPeriod days = ShownPeriod.of(
                LocalDate.parse("2026-10-20"), LocalDate.parse("2026-10-26"), ZoneId.of("Europe/Bucharest"));

        assertThat(days.last()).isEqualTo(LocalDate.parse("2026-10-26"));
        assertThat(days.moved(-1).first()).isEqualTo(LocalDate.parse("2026-10-13"));
        assertThat(days.moved(1).first()).isEqualTo(LocalDate.parse("2026-10-27"));
        // With the night of 25 hours among them.
        assertThat(Duration.between(days.start(), days.end())).isEqualTo(Duration.ofHours(7 * 24 + 1));
        assertThat(days.comparedBy(Comparison.PREVIOUS)).isEqualTo(days.moved(-1));
        ShownPeriod yearAgo = days.comparedBy(Comparison.YEAR);
        assertThat(yearAgo.first().getDayOfWeek()).isEqualTo(days.first().getDayOfWeek());
        assertThat(yearAgo.last()).isEqualTo(LocalDate.parse("2025-10-27"));
        assertThat(days.sameMomentIn(days.moved(-1), Instant.parse("2026-10-22T09:00:00Z")))
                .isEqualTo(Instant.parse("2026-10-15T09:00:00Z"));
    }
}
