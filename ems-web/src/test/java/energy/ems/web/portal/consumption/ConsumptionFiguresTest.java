package energy.ems.web.portal.consumption;

import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.metering.Bucket;
import energy.ems.metering.ConsumptionReport;
import energy.ems.metering.MeterSummary;
import energy.ems.metering.profile.Quality;
import energy.ems.metering.profile.Resolution;
import energy.ems.web.portal.consumption.ShownPeriod.Comparison;
import energy.ems.web.portal.consumption.ShownPeriod.View;
import energy.ems.web.portal.frame.Figures;
import energy.ems.web.portal.frame.Texts;
import energy.ems.web.portal.frame.Viewer;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What a household reads of its Tuesday, in English. */
class ConsumptionFiguresTest {

    private static final ZoneId BUCHAREST = ZoneId.of("Europe/Bucharest");
    private static final LocalDate TUESDAY = LocalDate.parse("2026-11-17");
    private static final Instant LATER = Instant.parse("2026-11-20T00:00:00Z");
    private static final BigDecimal LIMIT = new BigDecimal("2.5");

    /** Nobody in particular, who reads English in Bucharest. */
    private static final class Reader extends Viewer {

        private static final long serialVersionUID = 1L;

        @Override
        public Locale getLocale() {
            return Locale.ENGLISH;
        }

        @Override
        public ZoneId getZone() {
            return BUCHAREST;
        }
    }

    @Test
    void theSumIsHeldAgainstTheDayBefore() {
        ConsumptionFigures day = figures(day(TUESDAY, "1.1"), day(TUESDAY.minusDays(1), "1"), LATER);

        assertThat(day.getTotal()).isEqualByComparingTo("26.4");
        assertThat(day.getChange()).contains("+10 %").contains("Monday");
        assertThat(day.getOverText()).isNotBlank();
        assertThat(day.getHoursOverLimit()).isEmpty();
    }

    @Test
    void withoutAnythingBeforeItSaysSo() {
        ConsumptionFigures day = figures(day(TUESDAY, "1.1"), day(TUESDAY.minusDays(1), null), LATER);

        assertThat(day.getChange()).doesNotContain("%").contains("Monday");
    }

    @Test
    void threeHoursOverTheLimitAreNamedAndTheRestFolded() {
        List<Bucket> hours = day(TUESDAY, "1");
        for (int hour : new int[] {3, 7, 18, 19, 23}) {
            hours.set(hour, with(hours.get(hour), "3.25", Quality.MEASURED));
        }
        ConsumptionFigures day = figures(hours, day(TUESDAY.minusDays(1), "1"), LATER);

        assertThat(day.getHoursOverLimit()).hasSize(5);
        assertThat(day.getFirstHoursOverLimit()).extracting(day::moment).containsExactly("03:00", "07:00", "18:00");
        assertThat(day.getFurtherHoursOverLimit()).extracting(day::moment).containsExactly("19:00", "23:00");
        assertThat(day.over(hours.get(18))).isEqualTo(1);
        assertThat(day.over(hours.get(17))).isZero();
        assertThat(day.getPeak().energyKwh()).isEqualByComparingTo("3.25");
        assertThat(day.getLimit()).isEqualByComparingTo(LIMIT);
        assertThat(day.getChartSummary()).contains("Heat pump", "17 November 2026", "3.25");
    }

    @Test
    void whatIsNotMeasuredIsCountedByItsKind() {
        List<Bucket> hours = day(TUESDAY, "1");
        hours.set(1, with(hours.get(1), "1", Quality.ESTIMATED));
        hours.set(2, with(hours.get(2), null, Quality.MISSING));
        hours.set(3, with(hours.get(3), null, Quality.MISSING));
        ConsumptionFigures day = figures(hours, day(TUESDAY.minusDays(1), "1"), LATER);

        assertThat(day.getHoursMeasured()).isEqualTo(21);
        assertThat(day.getHoursBegun()).isEqualTo(24);
        assertThat(day.isEstimated()).isTrue();
        assertThat(day.isMissing()).isTrue();
        assertThat(day.getQualityText()).contains("1 h").contains("2 h");
    }

    @Test
    void aDayThatRunsHasNoFuture() {
        Instant halfPast = TUESDAY.atTime(12, 30).atZone(BUCHAREST).toInstant();
        ConsumptionFigures day = figures(day(TUESDAY, "1"), day(TUESDAY.minusDays(1), "1"), halfPast);

        assertThat(day.getRows()).hasSize(13);
        assertThat(day.getHoursBegun()).isEqualTo(13);
        assertThat(day.label(day.getRows().get(12))).isEqualTo("12:00 – 13:00");
        assertThat(day.quality(day.getRows().get(11)))
                .isNotEqualTo(day.quality(day.getRows().get(12)));
    }

    @Test
    void aRowStandsAgainstTheSameHour() {
        List<Bucket> hours = day(TUESDAY, "1.5");
        List<Bucket> before = day(TUESDAY.minusDays(1), "1");
        before.set(5, with(before.get(5), null, Quality.MISSING));
        ConsumptionFigures day = figures(hours, before, LATER);

        assertThat(day.compared(hours.get(4))).isEqualByComparingTo("1");
        assertThat(day.difference(hours.get(4))).isEqualByComparingTo("0.5");
        assertThat(day.compared(hours.get(5))).isNull();
        assertThat(day.difference(hours.get(5))).isNull();
        assertThat(day.chartJson(false, null, true)).contains(day.getComparedName());
        assertThat(day.chartJson(false, null, false)).doesNotContain(day.getComparedName());
    }

    @Test
    void nothingIsNotZero() {
        ConsumptionFigures day = figures(day(TUESDAY, null), day(TUESDAY.minusDays(1), null), LATER);

        assertThat(day.isBlank()).isTrue();
        assertThat(day.getTotal()).isNull();
        assertThat(day.getPeak()).isNull();
        assertThat(day.getPeakTime()).isEmpty();
        assertThat(day.getChartSummary()).startsWith("Heat pump").doesNotContain("0 kWh");
    }

    private static ConsumptionFigures figures(List<Bucket> hours, List<Bucket> otherHours, Instant now) {
        Figures figures = new Figures(new Reader());
        ShownPeriod shown = ShownPeriod.of(View.DAY, TUESDAY, BUCHAREST);
        Compared compared =
                new Compared(shown, report(hours), shown.comparedBy(Comparison.PREVIOUS), report(otherHours));
        return new ConsumptionFigures(
                compared, new PeriodWords(shown, figures.words()), Texts.in(Locale.ENGLISH), figures, now);
    }

    private static ConsumptionReport report(List<Bucket> hours) {
        MeterSummary meter = new MeterSummary(
                "heat", "Heat pump", "alice", LIMIT, null, null, null, null, null, null, null, null, null, null);
        return new ConsumptionReport(meter, BUCHAREST, Resolution.HOUR, hours, hours);
    }

    private static List<Bucket> day(LocalDate date, String energy) {
        List<Bucket> hours = new ArrayList<>();
        for (ZonedDateTime start = date.atStartOfDay(BUCHAREST);
                start.toLocalDate().equals(date);
                start = start.plusHours(1)) {
            Bucket hour = new Bucket(start, start.plusHours(1), null, 6, 6, Quality.MEASURED, false, LIMIT);
            hours.add(with(hour, energy, energy == null ? Quality.MISSING : Quality.MEASURED));
        }
        return hours;
    }

    private static Bucket with(Bucket hour, String energy, Quality quality) {
        return new Bucket(
                hour.start(),
                hour.end(),
                energy == null ? null : new BigDecimal(energy),
                energy == null ? 0 : 6,
                6,
                quality,
                false,
                hour.limitKwh());
    }
}
