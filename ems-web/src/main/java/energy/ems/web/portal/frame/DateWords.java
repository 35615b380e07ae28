package energy.ems.web.portal.frame;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;

/**
 * Dates and times in words.
 *
 * @param locale the language
 * @param datePattern how a date is written in it, the same wherever one is shown or typed
 */
public record DateWords(Locale locale, String datePattern) {

    /** For instance "17 Nov 2026". */
    public String date(LocalDate date) {
        return in(datePattern).format(date);
    }

    /** For instance "Tuesday 17 November 2026". */
    public String longDate(LocalDate date) {
        return in("EEEE d MMMM uuuu").format(date);
    }

    public String weekday(LocalDate date) {
        return date.getDayOfWeek().getDisplayName(TextStyle.FULL, locale);
    }

    public String clock(ZonedDateTime time) {
        return in("HH:mm").format(time);
    }

    /** A date and a time after it, by the pattern given for the time. */
    public String moment(Instant instant, ZoneId zone, String timePattern) {
        return in(datePattern + timePattern).format(instant.atZone(zone));
    }

    public DateTimeFormatter in(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, locale);
    }
}
