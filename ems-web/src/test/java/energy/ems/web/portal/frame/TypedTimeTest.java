package energy.ems.web.portal.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypedTimeTest {

    private static final Locale ROMANIAN = Locale.forLanguageTag("ro");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20 Nov 2026",
                "20 nov. 2026",
                "20 November 2026",
                "20 noiembrie 2026",
                "20 noi. 2026",
                "Fri 20 Nov 2026",
                "vineri, 20 noiembrie 2026",
                "Nov 20, 2026",
                "20.11.2026",
                "20-11-2026",
                "20/11/2026",
                "11/20/2026",
                "2026-11-20",
                "  20   NOV  2026 "
            })
    void aDateIsUnderstoodInEveryFormThatMeansOneDay(String typed) {
        assertThat(TypedTime.date(typed)).contains(LocalDate.of(2026, 11, 20));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "31.02.2026",
                "31 Nov 2026",
                "05/06/2026",
                "20.11.26",
                "20 Nov",
                "20 Ma 2026",
                "20 ju 2026",
                "20 Nev 2026",
                "Nov 2026",
                "yesterday",
                "20.11/2026",
                "20.13.2026",
                "99999-11-20",
                "0"
            })
    void whatIsNoDayOrCouldBeAnotherIsNotUnderstood(String typed) {
        assertThat(TypedTime.date(typed)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"25.11.2026 05:00", "25 Nov 2026, 5:00", "2026-11-25T05:00:00", "25 nov. 2026 05:00:00"})
    void aTimeNeedsNoSeconds(String typed) {
        assertThat(TypedTime.dateTime(typed)).contains(LocalDateTime.of(2026, 11, 25, 5, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"25.11.2026", "05:00", "25.11.2026 25:00", "25.11.2026 05:60", "25.11.2026 05", "noon"})
    void whatIsNoTimeIsNotUnderstood(String typed) {
        assertThat(TypedTime.dateTime(typed)).isEmpty();
    }

    @Test
    void everyDayOfAYearIsUnderstoodAsItIsWritten() {
        for (LocalDate day = LocalDate.of(2028, 1, 1); day.getYear() == 2028; day = day.plusDays(1)) {
            assertThat(TypedTime.date(TypedTime.format(day, Locale.ENGLISH))).contains(day);
            assertThat(TypedTime.date(TypedTime.format(day, ROMANIAN))).contains(day);
            LocalDateTime evening = day.atTime(21, 5, 7);
            assertThat(TypedTime.dateTime(TypedTime.format(evening, ROMANIAN))).contains(evening);
        }
    }
}
