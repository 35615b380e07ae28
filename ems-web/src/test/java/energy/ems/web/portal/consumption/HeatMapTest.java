package energy.ems.web.portal.consumption;

import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.metering.Bucket;
import energy.ems.metering.profile.Finding;
import energy.ems.metering.profile.Quality;
import energy.ems.web.portal.consumption.ShownPeriod.View;
import energy.ems.web.portal.frame.DateWords;
import energy.ems.web.portal.frame.Texts;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Hours in the place of their day and their hour of the clock, whatever the clock does. */
class HeatMapTest {

    private static final ZoneId BUCHAREST = ZoneId.of("Europe/Bucharest");
    private static final Instant LATER = Instant.parse("2027-01-01T00:00:00Z");

    private static List<JsonObject> days(List<Bucket> hours, Instant now) {
        ZoneId zone = hours.get(0).start().getZone();
        PeriodWords words = new PeriodWords(
                ShownPeriod.of(View.MONTH, hours.get(0).start().toLocalDate(), zone),
                new DateWords(Locale.ENGLISH, "d MMM uuuu"));
        return Json.createReader(new StringReader(new HeatMap(hours, words, Texts.in(Locale.ENGLISH), now).json()))
                .readObject()
                .getJsonArray("days")
                .getValuesAs(JsonObject.class);
    }

    /** Of a day that begins an hour early or late, all that follows would stand beside its hour. */
    @Test
    void daysOf23And25HoursShiftNothing() {
        List<JsonObject> spring = days(
                HourRuns.of(LocalDate.parse("2026-03-28"), 3, BUCHAREST, hour -> String.valueOf(hour.getHour())),
                LATER);
        assertThat(spring)
                .extracting(day -> day.getString("date"))
                .containsExactly("2026-03-28", "2026-03-29", "2026-03-30");
        assertThat(spring.get(0)).doesNotContainKey("hours");
        assertThat(spring.get(1).getJsonArray("kwh")).hasSize(23);
        assertThat(spring.get(1).getJsonArray("hours").toString())
                .isEqualTo("[0,1,2,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23]");
        assertThat(spring.get(2).getJsonArray("kwh").getInt(0)).isZero();
        assertThat(spring.get(2)).doesNotContainKey("hours");

        List<JsonObject> autumn = days(HourRuns.of(LocalDate.parse("2026-10-25"), 2, BUCHAREST, hour -> "1"), LATER);
        assertThat(autumn.get(0).getJsonArray("hours").toString()).startsWith("[0,1,2,3,3,4,5");
        assertThat(autumn.get(0).getJsonArray("kwh")).hasSize(25);
        assertThat(autumn.get(1).getJsonArray("kwh")).hasSize(24);
    }

    @Test
    void nothingKnownIsNotZero() {
        List<Bucket> hours =
                HourRuns.of(LocalDate.parse("2026-11-01"), 1, BUCHAREST, hour -> hour.getHour() == 5 ? null : "0");

        JsonObject day = days(hours, LATER).get(0);

        assertThat(day.getJsonArray("kwh").isNull(5)).isTrue();
        assertThat(day.getJsonArray("kwh").getJsonNumber(4).bigDecimalValue()).isZero();
        assertThat(day.getString("states")).isEqualTo("mmmmm-mmmmmmmmmmmmmmmmmm");
    }

    @Test
    void whatHasNotBegunIsNotMissingAndWhatRunsSaysSo() {
        List<Bucket> hours = HourRuns.of(LocalDate.parse("2026-11-01"), 1, BUCHAREST, hour -> null);

        String states =
                days(hours, Instant.parse("2026-11-01T10:30:00Z")).get(0).getString("states");

        assertThat(states).isEqualTo("------------rfffffffffff");
    }

    /** Where the clock is half an hour off, hours and days are still those of the clock. */
    @Test
    void hoursAreThoseOfTheClockInZonesOfHalfHours() {
        List<JsonObject> days = days(
                HourRuns.of(LocalDate.parse("2026-11-01"), 2, ZoneId.of("Asia/Kolkata"), hour -> "" + hour.getHour()),
                LATER);

        assertThat(days).allSatisfy(day -> {
            assertThat(day).doesNotContainKey("hours");
            assertThat(day.getJsonArray("kwh").getInt(23)).isEqualTo(23);
        });
    }

    @Test
    void estimatesFindingsAndCorrectionsAreSaid() {
        List<Bucket> hours = HourRuns.of(LocalDate.parse("2026-11-01"), 1, BUCHAREST, hour -> "1");
        hours.set(2, HourRuns.with(hours.get(2), "1", Quality.ESTIMATED));
        hours.set(3, HourRuns.with(hours.get(3), "1", Quality.PARTIAL));
        Bucket hour = hours.get(4);
        hours.set(
                4,
                new Bucket(
                        hour.start(),
                        hour.end(),
                        hour.energyKwh(),
                        1,
                        1,
                        Quality.MEASURED,
                        true,
                        new BigDecimal("0.5"),
                        Set.of(Finding.Kind.RESET)));

        JsonObject day = days(hours, LATER).get(0);

        assertThat(day.getString("states")).startsWith("mmepm");
        assertThat(day.getJsonObject("notes").keySet()).containsExactly("4");
        assertThat(day.getJsonObject("notes").getJsonArray("4").toString())
                .contains("over the limit")
                .contains("corrected later")
                .contains("register");
    }
}
