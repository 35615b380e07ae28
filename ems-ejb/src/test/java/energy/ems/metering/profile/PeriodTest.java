package energy.ems.metering.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeriodTest {

    private static final DatedSettings EVERY_QUARTER =
            DatedSettings.always(MeterSettings.of(ReadingMode.INTERVAL, Duration.ofMinutes(15)));

    @Test
    void bothOneOClockHoursOfAnAutumnNightStandApart() {
        assertThat(hours("2026-10-25T00:00:00+03:00", "2026-10-26T00:00:00+02:00", "Europe/Bucharest"))
                .hasSize(25)
                .contains("2026-10-25T03:00+03:00 PT1H", "2026-10-25T03:00+02:00 PT1H");
        assertThat(hours("2026-11-01T04:00:00Z", "2026-11-01T08:00:00Z", "America/New_York"))
                .containsExactly(
                        "2026-11-01T00:00-04:00 PT1H",
                        "2026-11-01T01:00-04:00 PT1H",
                        "2026-11-01T01:00-05:00 PT1H",
                        "2026-11-01T02:00-05:00 PT1H");
    }

    @Test
    void aSpringDayHas23Hours() {
        assertThat(hours("2026-03-29T00:00:00+02:00", "2026-03-30T00:00:00+03:00", "Europe/Bucharest"))
                .hasSize(23)
                .contains("2026-03-29T02:00+02:00 PT1H", "2026-03-29T04:00+03:00 PT1H");
        assertThat(periods("2026-03-29T10:00:00Z", "2026-03-29T11:00:00Z", "Europe/Bucharest", Resolution.DAY))
                .containsExactly("2026-03-29T00:00+02:00 PT23H");
    }

    @Test
    void hoursOfIndiaAndNepalBeginInsideUtcHours() {
        assertThat(hours("2026-01-05T10:00:00Z", "2026-01-05T11:00:00Z", "Asia/Kolkata"))
                .containsExactly("2026-01-05T15:00+05:30 PT1H", "2026-01-05T16:00+05:30 PT1H");
        assertThat(hours("2026-01-05T10:00:00Z", "2026-01-05T11:00:00Z", "Asia/Kathmandu"))
                .containsExactly("2026-01-05T15:00+05:45 PT1H", "2026-01-05T16:00+05:45 PT1H");
    }

    @Test
    void lordHowePutsItsClocksByHalfAnHour() {
        assertThat(hours("2026-04-04T14:00:00Z", "2026-04-04T16:00:00Z", "Australia/Lord_Howe"))
                .containsExactly(
                        "2026-04-05T01:00+11:00 PT1H", "2026-04-05T01:30+10:30 PT30M", "2026-04-05T02:00+10:30 PT1H");
        assertThat(hours("2026-10-03T14:30:00Z", "2026-10-03T17:00:00Z", "Australia/Lord_Howe"))
                .containsExactly(
                        "2026-10-04T01:00+10:30 PT1H", "2026-10-04T02:30+11:00 PT30M", "2026-10-04T03:00+11:00 PT1H");
        assertThat(periods("2026-04-04T20:00:00Z", "2026-04-04T20:00:01Z", "Australia/Lord_Howe", Resolution.DAY))
                .containsExactly("2026-04-05T00:00+11:00 PT24H30M");
    }

    @Test
    void aDayBeginsAtItsFirstInstantWhereMidnightDoesNotExist() {
        assertThat(periods("2018-11-04T12:00:00Z", "2018-11-04T12:00:01Z", "America/Sao_Paulo", Resolution.DAY))
                .containsExactly("2018-11-04T01:00-02:00 PT23H");
    }

    @Test
    void weeksAreIsoWeeks() {
        assertThat(periods("2026-01-01T12:00:00Z", "2026-01-05T12:00:00Z", "UTC", Resolution.WEEK))
                .containsExactly("2025-12-29T00:00Z PT168H", "2026-01-05T00:00Z PT168H");
    }

    @Test
    void monthsAndYearsFollowTheCalendar() {
        assertThat(periods("2024-02-10T00:00:00Z", "2024-03-01T00:00:00Z", "UTC", Resolution.MONTH))
                .containsExactly("2024-02-01T00:00Z PT696H");
        assertThat(periods("2024-06-01T00:00:00Z", "2024-06-01T00:00:01Z", "Europe/Bucharest", Resolution.YEAR))
                .containsExactly("2024-01-01T00:00+02:00 PT8784H");
    }

    @Test
    void requestsWithoutEndAreRefused() {
        Instant from = Instant.parse("1900-01-01T00:00:00Z");
        ZoneId zone = ZoneId.of("UTC");

        assertThatThrownBy(() -> Period.covering(from, Instant.MAX, zone, Resolution.HOUR))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDayOfIndiaIsCutFromTheQuartersOfUtcHours() {
        ZoneId kolkata = ZoneId.of("Asia/Kolkata");
        Instant midnight = Instant.parse("2026-01-04T18:30:00Z");
        List<HourValue> hours = quarterHourly(midnight.minus(Duration.ofHours(2)), 4 * 30);
        List<Period> day = Period.covering(midnight, midnight.plusSeconds(1), kolkata, Resolution.DAY);

        PeriodValue value = PeriodValue.of(day, hours, EVERY_QUARTER).get(0);

        // 1 + 2 + … counted from the ninth quarter on, for 96 quarters
        assertThat(value.energyKwh()).isEqualByComparingTo(BigDecimal.valueOf((9 + 104) * 96 / 2));
        assertThat(value.quality()).isEqualTo(Quality.MEASURED);
        assertThat(value.readings()).isEqualTo(96);
        assertThat(value.expectedReadings()).isEqualTo(96);
    }

    @Test
    void aRegisterReadOnTheLocalHourMeasuresTheLocalHourThoughUtcHoursAreEstimated() {
        DatedSettings hourly = DatedSettings.always(MeterSettings.of(ReadingMode.CUMULATIVE, Duration.ofHours(1)));
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            readings.add(
                    new Reading(Instant.parse("2026-01-05T10:30:00Z").plusSeconds(3600L * i), BigDecimal.valueOf(i)));
        }
        List<HourValue> hours = LoadProfile.of(hourly, readings).hours();
        Instant from = readings.get(0).at();

        assertThat(hours.get(1).quality()).isEqualTo(Quality.ESTIMATED);
        assertThat(PeriodValue.of(
                        Period.covering(from, from.plusSeconds(3 * 3600), ZoneId.of("Asia/Kolkata"), Resolution.HOUR),
                        hours,
                        hourly))
                .hasSize(3)
                .allMatch(hour -> hour.quality() == Quality.MEASURED)
                .allMatch(hour -> hour.energyKwh().compareTo(BigDecimal.ONE) == 0);
    }

    @Test
    void aDayWithAMissingHourIsPartialAndADayWithoutAnyIsMissing() {
        Instant midnight = Instant.parse("2026-01-05T00:00:00Z");
        List<HourValue> hours = new ArrayList<>(quarterHourly(midnight, 96));
        hours.remove(5);
        List<Period> days =
                Period.covering(midnight, midnight.plus(Duration.ofDays(2)), ZoneId.of("UTC"), Resolution.DAY);

        List<PeriodValue> values = PeriodValue.of(days, hours, EVERY_QUARTER);

        assertThat(values.get(0).quality()).isEqualTo(Quality.PARTIAL);
        assertThat(values.get(0).readings()).isEqualTo(92);
        assertThat(values.get(1).quality()).isEqualTo(Quality.MISSING);
        assertThat(values.get(1).energyKwh()).isNull();
    }

    @Test
    void severalMetersAddUp() {
        Instant midnight = Instant.parse("2026-01-05T00:00:00Z");
        List<Period> hours =
                Period.covering(midnight, midnight.plus(Duration.ofHours(2)), ZoneId.of("UTC"), Resolution.HOUR);
        List<PeriodValue> one = PeriodValue.of(hours, quarterHourly(midnight, 8), EVERY_QUARTER);
        List<PeriodValue> other = PeriodValue.of(hours, quarterHourly(midnight, 4), EVERY_QUARTER);

        List<PeriodValue> sum = PeriodValue.sum(List.of(one, other));

        assertThat(sum.get(0).energyKwh()).isEqualByComparingTo("20");
        assertThat(sum.get(0).quality()).isEqualTo(Quality.MEASURED);
        assertThat(sum.get(1).energyKwh()).isEqualByComparingTo("26");
        assertThat(sum.get(1).quality()).isEqualTo(Quality.PARTIAL);
        assertThat(sum.get(1).expectedReadings()).isEqualTo(8);
    }

    /** Interval values 1, 2, 3 … kWh, one each quarter of an hour. */
    private static List<HourValue> quarterHourly(Instant from, int count) {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            readings.add(new Reading(from.plus(Duration.ofMinutes(15L * i)), BigDecimal.valueOf(i + 1L)));
        }
        return LoadProfile.of(EVERY_QUARTER, readings).hours();
    }

    private static List<String> hours(String from, String to, String zone) {
        return periods(from, to, zone, Resolution.HOUR);
    }

    private static List<String> periods(String from, String to, String zone, Resolution resolution) {
        return Period.covering(
                        OffsetDateTime.parse(from).toInstant(),
                        OffsetDateTime.parse(to).toInstant(),
                        ZoneId.of(zone),
                        resolution)
                .stream()
                .map(period -> period.start().toOffsetDateTime() + " " + Duration.between(period.start(), period.end()))
                .toList();
    }
}
