package energy.ems.web.portal.frame;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Dates and times as people type them, in English or Romanian. What can be meant in one way only is understood, whatever
 * its form; everything else is not, because a date that is silently another one is worse than a question.
 */
public final class TypedTime {

    /** As the portal writes a date; the same pattern is understood by the calendar in the browser. */
    private static final String ENGLISH = "d MMM yyyy";

    private static final String ROMANIAN = "dd.MM.yyyy";

    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.forLanguageTag("ro"));

    private static final Pattern ISO = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})");
    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,2})([./-])(\\d{1,2})\\2(\\d{4})");
    private static final Pattern DAY_FIRST = Pattern.compile("(?:\\p{L}+,? )?(\\d{1,2}) (\\p{L}{3,}) (\\d{4})");
    private static final Pattern MONTH_FIRST = Pattern.compile("(?:\\p{L}+,? )?(\\p{L}{3,}) (\\d{1,2}),? (\\d{4})");
    private static final Pattern TIME = Pattern.compile("(.+?)(?:,| |T) ?(\\d{1,2}):(\\d{2})(?::(\\d{2}))?");

    private TypedTime() {}

    static String datePattern(Locale locale) {
        return locale.getLanguage().equals("ro") ? ROMANIAN : ENGLISH;
    }

    public static String format(LocalDate date, Locale locale) {
        return DateTimeFormatter.ofPattern(datePattern(locale), locale).format(date);
    }

    public static String format(LocalDateTime time, Locale locale) {
        String seconds = time.getSecond() == 0 ? "" : ":ss";
        return DateTimeFormatter.ofPattern(datePattern(locale) + " HH:mm" + seconds, locale)
                .format(time);
    }

    public static Optional<LocalDate> date(String typed) {
        String text = tidy(typed);
        try {
            Matcher iso = ISO.matcher(text);
            if (iso.matches()) {
                return Optional.of(date(iso.group(1), number(iso.group(2)), iso.group(3)));
            }
            Matcher numbers = NUMBERS.matcher(text);
            if (numbers.matches()) {
                return fromNumbers(numbers);
            }
            Matcher dayFirst = DAY_FIRST.matcher(text);
            if (dayFirst.matches()) {
                return month(dayFirst.group(2)).map(month -> date(dayFirst.group(3), month, dayFirst.group(1)));
            }
            Matcher monthFirst = MONTH_FIRST.matcher(text);
            if (monthFirst.matches()) {
                return month(monthFirst.group(1)).map(month -> date(monthFirst.group(3), month, monthFirst.group(2)));
            }
            return Optional.empty();
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    public static Optional<LocalDateTime> dateTime(String typed) {
        Matcher parts = TIME.matcher(typed.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            LocalTime time = LocalTime.of(
                    number(parts.group(2)),
                    number(parts.group(3)),
                    parts.group(4) == null ? 0 : number(parts.group(4)));
            return date(parts.group(1)).map(date -> date.atTime(time));
        } catch (DateTimeException noSuchTime) {
            return Optional.empty();
        }
    }

    /** With slashes half of the world puts the month first: then only what cannot be meant otherwise. */
    private static Optional<LocalDate> fromNumbers(Matcher numbers) {
        int first = number(numbers.group(1));
        int second = number(numbers.group(3));
        boolean ambiguous = numbers.group(2).equals("/") && first != second && first <= 12 && second <= 12;
        boolean monthFirst = numbers.group(2).equals("/") && second > 12;
        return ambiguous
                ? Optional.empty()
                : Optional.of(
                        monthFirst
                                ? date(numbers.group(4), first, numbers.group(3))
                                : date(numbers.group(4), second, numbers.group(1)));
    }

    /** The one month whose name in either language begins so. */
    private static Optional<Integer> month(String name) {
        List<Integer> meant = Stream.of(Month.values())
                .filter(month -> LANGUAGES.stream()
                        .anyMatch(language -> tidy(month.getDisplayName(TextStyle.FULL, language))
                                .startsWith(name)))
                .map(Month::getValue)
                .toList();
        return meant.size() == 1 ? Optional.of(meant.get(0)) : Optional.empty();
    }

    private static String tidy(String text) {
        return Normalizer.normalize(text.strip(), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replaceAll("(?<=\\p{L})\\.", "")
                .replaceAll("\\s+", " ")
                .toLowerCase(Locale.ROOT);
    }

    private static LocalDate date(String year, int month, String day) {
        return LocalDate.of(number(year), month, number(day));
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }
}
