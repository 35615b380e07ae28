package energy.ems.metering.backfill.file;

import energy.ems.metering.backfill.file.Layout.DateOrder;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A date, or date and time, as it stands in a file, before anybody has said which number is the day and in which zone it
 * was.
 *
 * @param first the year where it stands first; else the day or the month
 * @param offset null where it says none
 */
record WrittenTime(
        int first, int second, int third, boolean isYearFirst, LocalTime clock, int days, ZoneOffset offset) {

    private static final int LONGEST = 64;
    private static final Pattern FORM = Pattern.compile("(?:(?<y>\\d{4})(?<s>[-/.])(?<m>\\d{1,2})\\k<s>(?<d>\\d{1,2})"
            + "|(?<a>\\d{1,2})(?<t>[-/.])(?<b>\\d{1,2})\\k<t>(?<z>\\d{4}))"
            + "(?:[Tt ]+(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::(?<second>\\d{2})(?:[.,](?<fraction>\\d{1,9}))?)?"
            + " ?(?<offset>[Zz]|[+-]\\d{2}(?::?\\d{2})?)?)?");
    private static final Pattern CLOCK = Pattern.compile("\\d{1,2}:\\d{2}(:\\d{2}([.,]\\d{1,9})?)?");
    private static final Pattern SECONDS = Pattern.compile("\\d{10}(\\.\\d{1,9})?");
    private static final Pattern MILLIS = Pattern.compile("\\d{13}");
    private static final int DECIMALS_OF_SECOND = 9;

    /** Whether the text is a time of day without a date. */
    static boolean isClock(String text) {
        return text.length() <= LONGEST && CLOCK.matcher(text).matches();
    }

    /** Seconds or milliseconds since 1970, as numbers of this size hardly are anything else. */
    static Optional<Instant> sinceEpoch(String text) {
        if (text.length() <= LONGEST && MILLIS.matcher(text).matches()) {
            return Optional.of(Instant.ofEpochMilli(Long.parseLong(text)));
        }
        if (text.length() > LONGEST || !SECONDS.matcher(text).matches()) {
            return Optional.empty();
        }
        int point = text.indexOf('.');
        long seconds = Long.parseLong(point < 0 ? text : text.substring(0, point));
        return Optional.of(Instant.ofEpochSecond(seconds, point < 0 ? 0 : nanos(text.substring(point + 1))));
    }

    /** Nothing when the text is no date. */
    static Optional<WrittenTime> of(String text) {
        Matcher form = FORM.matcher(text);
        if (text.length() > LONGEST || !form.matches()) {
            return Optional.empty();
        }
        try {
            boolean yearFirst = form.group("y") != null;
            boolean endOfDay = "24".equals(form.group("hour"));
            LocalTime clock = form.group("hour") == null ? LocalTime.MIDNIGHT : clock(form, endOfDay);
            if (endOfDay && !clock.equals(LocalTime.MIDNIGHT)) {
                return Optional.empty();
            }
            String offset = form.group("offset");
            return Optional.of(new WrittenTime(
                    number(form, yearFirst ? "y" : "a"),
                    number(form, yearFirst ? "m" : "b"),
                    number(form, yearFirst ? "d" : "z"),
                    yearFirst,
                    clock,
                    endOfDay ? 1 : 0,
                    offset == null ? null : ZoneOffset.of(offset.toUpperCase(java.util.Locale.ROOT))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static LocalTime clock(Matcher form, boolean endOfDay) {
        return LocalTime.of(
                endOfDay ? 0 : number(form, "hour"),
                number(form, "minute"),
                form.group("second") == null ? 0 : number(form, "second"),
                form.group("fraction") == null ? 0 : nanos(form.group("fraction")));
    }

    private static int nanos(String decimals) {
        return Integer.parseInt(decimals + "0".repeat(DECIMALS_OF_SECOND - decimals.length()));
    }

    private static int number(Matcher form, String group) {
        return Integer.parseInt(form.group(group));
    }

    /**
     * @param order null where it is not known, which does for dates with the year first
     * @throws DateTimeException when there is no such day
     */
    LocalDateTime local(DateOrder order) {
        LocalDate date = isYearFirst
                ? LocalDate.of(first, second, third)
                : order == DateOrder.MONTH_FIRST
                        ? LocalDate.of(third, first, second)
                        : LocalDate.of(third, second, first);
        return date.atTime(clock).plusDays(days);
    }
}
