package energy.ems.metering.intake;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times as meters write them: ISO-8601 with offset, and what ISO-8601 allows besides the one form that
 * {@link OffsetDateTime} reads. Without an offset nobody knows what time is meant, so it is required.
 */
final class IsoTime {

    private static final int LONGEST = 64;
    private static final Pattern FORM = Pattern.compile("(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ](?<hour>[0-9]{2}):"
            + "(?<minute>[0-9]{2})(:(?<second>[0-9]{2})([.,](?<fraction>[0-9]{1,9}))?)?"
            + " ?(?<offset>[Zz]|(?<sign>[+-])(?<hours>[0-9]{2}):?(?<minutes>[0-9]{2})?)");
    private static final Pattern NOTHING = Pattern.compile("0*");

    private IsoTime() {}

    /** @throws DateTimeException when it is none */
    static Instant parse(String text) {
        if (text.length() > LONGEST) {
            throw new DateTimeException("longer than a time");
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return OffsetDateTime.parse(text).toInstant();
        }
        String second = orZero(form.group("second"));
        String fraction = orZero(form.group("fraction"));
        // The end of a day is the beginning of the next one, and nothing comes after it.
        boolean isEndOfDay = form.group("hour").equals("24")
                && NOTHING.matcher(form.group("minute") + second + fraction).matches();
        String hour = isEndOfDay ? "00" : form.group("hour");
        OffsetDateTime time = OffsetDateTime.parse("%sT%s:%s:%s.%s%s"
                .formatted(form.group("date"), hour, form.group("minute"), second, fraction, offset(form)));
        return (isEndOfDay ? time.plusDays(1) : time).toInstant();
    }

    private static String offset(Matcher form) {
        String sign = form.group("sign");
        return sign == null ? "Z" : sign + form.group("hours") + ":" + orZero(form.group("minutes"));
    }

    private static String orZero(String digits) {
        return digits == null ? "00" : digits;
    }
}
