package energy.ems.web.portal.consumption;

import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.metering.Bucket;
import energy.ems.web.portal.consumption.ShownPeriod.View;
import energy.ems.web.portal.frame.DateWords;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodWordsTest {

    private static final ZoneId BUCHAREST = ZoneId.of("Europe/Bucharest");
    private static final DateWords ENGLISH = new DateWords(Locale.ENGLISH, "d MMM uuuu");
    private static final DateWords ROMANIAN = new DateWords(Locale.forLanguageTag("ro"), "dd.MM.uuuu");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DAY   | Tuesday 17 November 2026  | marți 17 noiembrie 2026",
                "WEEK  | 16 Nov 2026 – 22 Nov 2026 | 16.11.2026 – 22.11.2026",
                "MONTH | November 2026             | noiembrie 2026",
                "YEAR  | 2026                      | 2026"
            })
    void aPeriodIsCalledAsPeopleCallIt(View view, String english, String romanian) {
        assertThat(words(view, "2026-11-17", ENGLISH).name()).isEqualTo(english);
        assertThat(words(view, "2026-11-17", ROMANIAN).name()).isEqualTo(romanian);
    }

    @Test
    void anHourThatAnAutumnNightHasTwiceIsToldApart() {
        PeriodWords words = words(View.DAY, "2026-10-25", ENGLISH);
        List<Bucket> hours = ComparedTest.report(words.period(), "1").hours();

        assertThat(hours.stream().map(words::label).toList())
                .hasSize(25)
                .doesNotHaveDuplicates()
                .contains("02:00", "03:00 +03:00", "03:00 +02:00", "04:00");
        assertThat(words.row(hours.get(0))).isEqualTo("00:00 – 01:00");
        assertThat(words.moment(hours.get(20))).isEqualTo(words.shortMoment(hours.get(20)));
    }

    @Test
    void yesterdayIsAWeekdayAndLongAgoADate() {
        PeriodWords words = words(View.DAY, "2026-11-17", ENGLISH);

        assertThat(words.otherName(words.period().moved(-1))).isEqualTo("Monday");
        assertThat(words.otherName(words.period().moved(-7))).isEqualTo("10 Nov 2026");
        assertThat(words(View.MONTH, "2026-11-17", ENGLISH)
                        .otherName(ShownPeriod.of(View.MONTH, LocalDate.parse("2026-10-01"), BUCHAREST)))
                .isEqualTo("October 2026");
    }

    @Test
    void anHourOfALongerPeriodCarriesItsDay() {
        PeriodWords words = words(View.WEEK, "2026-11-17", ENGLISH);
        Bucket hour = ComparedTest.report(words.period(), "1").hours().get(19);

        assertThat(words.moment(hour)).isEqualTo("16 Nov 2026, 19:00");
        assertThat(words.shortMoment(hour)).isEqualTo("16 Nov, 19:00");
    }

    private static PeriodWords words(View view, String day, DateWords dates) {
        return new PeriodWords(ShownPeriod.of(view, LocalDate.parse(day), BUCHAREST), dates);
    }
}
