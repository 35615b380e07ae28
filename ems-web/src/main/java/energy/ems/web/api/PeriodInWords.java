package energy.ems.web.api;

import energy.ems.platform.SearchText;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A day, week, month or year that somebody types among other words, in English or Romanian, whichever of them the portal
 * speaks: "heat pump last tuesday", "pompa marți", "2026-10-25", "25.10.2026", "octombrie 2025". A name without a year
 * or a "last" means the latest such day that has begun. Nothing lies in the future. Plain Java, thread-safe.
 *
 * @param rest what else was typed
 * @param day its first day; of a week the Monday
 * @param view how much of the calendar is meant, as addresses of the portal name it
 */
record PeriodInWords(String rest, LocalDate day, String view) {

    private static final int FIRST_YEAR = 1970;
    private static final int MOST_WORDS = 12;
    private static final Pattern ISO = Pattern.compile("(\\d{4})-(\\d{1,2})(?:-(\\d{1,2}))?");
    private static final Pattern DAY_FIRST = Pattern.compile("(\\d{1,2})[./](\\d{1,2})[./](\\d{4})");
    private static final Pattern YEAR = Pattern.compile("(19|20)\\d\\d");
    private static final Pattern DAY_OF_MONTH = Pattern.compile("(\\d{1,2})(?:st|nd|rd|th)?");
    private static final Set<String> BEFORE = Set.of("last", "past", "previous");
    private static final Set<String> BEHIND = Set.of("trecut", "trecuta", "precedent", "precedenta");
    private static final Set<String> THIS = Set.of("this", "acest", "aceasta", "asta", "acesta", "curenta", "curent");
    /** Words that bind a period to what stands before it, and say nothing themselves. */
    private static final Set<String> BINDING = Set.of("on", "in", "of", "at", "for", "pe", "din", "de", "la", "pentru");

    private static final Map<String, DayOfWeek> WEEKDAYS = Map.ofEntries(
            Map.entry("monday", DayOfWeek.MONDAY),
            Map.entry("tuesday", DayOfWeek.TUESDAY),
            Map.entry("wednesday", DayOfWeek.WEDNESDAY),
            Map.entry("thursday", DayOfWeek.THURSDAY),
            Map.entry("friday", DayOfWeek.FRIDAY),
            Map.entry("saturday", DayOfWeek.SATURDAY),
            Map.entry("sunday", DayOfWeek.SUNDAY),
            Map.entry("luni", DayOfWeek.MONDAY),
            Map.entry("lunea", DayOfWeek.MONDAY),
            Map.entry("marti", DayOfWeek.TUESDAY),
            Map.entry("martea", DayOfWeek.TUESDAY),
            Map.entry("miercuri", DayOfWeek.WEDNESDAY),
            Map.entry("miercurea", DayOfWeek.WEDNESDAY),
            Map.entry("joi", DayOfWeek.THURSDAY),
            Map.entry("joia", DayOfWeek.THURSDAY),
            Map.entry("vineri", DayOfWeek.FRIDAY),
            Map.entry("vinerea", DayOfWeek.FRIDAY),
            Map.entry("sambata", DayOfWeek.SATURDAY),
            Map.entry("duminica", DayOfWeek.SUNDAY));

    private static final List<List<String>> MONTHS = List.of(
            List.of("january", "ianuarie"),
            List.of("february", "februarie"),
            List.of("march", "martie"),
            List.of("april", "aprilie"),
            List.of("may", "mai"),
            List.of("june", "iunie"),
            List.of("july", "iulie"),
            List.of("august"),
            List.of("september", "septembrie"),
            List.of("october", "octombrie"),
            List.of("november", "noiembrie"),
            List.of("december", "decembrie"));

    private static final Map<String, String> LENGTHS = Map.of(
            "week", "week",
            "saptamana", "week",
            "month", "month",
            "luna", "month",
            "year", "year",
            "anul", "year",
            "an", "year");

    /** A period, and how many words it takes. */
    private record Match(int words, LocalDate day, String view) {}

    /** Looks at the words from one on. */
    private record Words(List<String> all, int at, LocalDate today) {

        /** The word so many behind the first; empty behind the last. */
        String word(int behind) {
            return at + behind < all.size() ? all.get(at + behind) : "";
        }

        Optional<Match> match(int words, LocalDate day, String view) {
            return day.getYear() < FIRST_YEAR || day.isAfter(today)
                    ? Optional.empty()
                    : Optional.of(new Match(words, day, view));
        }
    }

    private static final List<Function<Words, Optional<Match>>> FORMS = List.of(
            PeriodInWords::numbers,
            PeriodInWords::nearDay,
            PeriodInWords::weekday,
            PeriodInWords::length,
            PeriodInWords::dayOfMonth,
            PeriodInWords::month);

    /** The first period among the words; empty for none. */
    static Optional<PeriodInWords> read(String typed, LocalDate today) {
        List<String> words = Arrays.stream(typed.strip().split("[\\s,]+"))
                .filter(word -> !word.isEmpty())
                .toList();
        if (words.size() > MOST_WORDS) {
            return Optional.empty();
        }
        List<String> folded = words.stream().map(SearchText::folded).toList();
        for (int i = 0; i < words.size(); i++) {
            Words from = new Words(folded, i, today);
            Optional<Match> match = FORMS.stream()
                    .map(form -> form.apply(from))
                    .flatMap(Optional::stream)
                    .findFirst();
            if (match.isPresent()) {
                boolean isBound = i > 0 && BINDING.contains(folded.get(i - 1));
                List<String> rest = new ArrayList<>(words.subList(0, isBound ? i - 1 : i));
                rest.addAll(words.subList(i + match.get().words(), words.size()));
                return Optional.of(new PeriodInWords(
                        String.join(" ", rest), match.get().day(), match.get().view()));
            }
        }
        return Optional.empty();
    }

    private static Optional<Match> numbers(Words words) {
        Matcher iso = ISO.matcher(words.word(0));
        Matcher dayFirst = DAY_FIRST.matcher(words.word(0));
        try {
            if (iso.matches()) {
                int year = Integer.parseInt(iso.group(1));
                int month = Integer.parseInt(iso.group(2));
                return iso.group(3) == null
                        ? words.match(1, LocalDate.of(year, month, 1), "month")
                        : words.match(1, LocalDate.of(year, month, Integer.parseInt(iso.group(3))), "day");
            }
            if (dayFirst.matches()) {
                return words.match(
                        1,
                        LocalDate.of(
                                Integer.parseInt(dayFirst.group(3)),
                                Integer.parseInt(dayFirst.group(2)),
                                Integer.parseInt(dayFirst.group(1))),
                        "day");
            }
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
        return words.all().size() == 1 && YEAR.matcher(words.word(0)).matches()
                ? words.match(1, LocalDate.of(Integer.parseInt(words.word(0)), 1, 1), "year")
                : Optional.empty();
    }

    private static Optional<Match> nearDay(Words words) {
        if (words.word(0).equals("day")
                && words.word(1).equals("before")
                && words.word(2).equals("yesterday")) {
            return words.match(3, words.today().minusDays(2), "day");
        }
        return switch (words.word(0)) {
            case "today", "azi", "astazi" -> words.match(1, words.today(), "day");
            case "yesterday", "ieri" -> words.match(1, words.today().minusDays(1), "day");
            case "alaltaieri" -> words.match(1, words.today().minusDays(2), "day");
            default -> Optional.empty();
        };
    }

    private static Optional<Match> weekday(Words words) {
        boolean isBefore = BEFORE.contains(words.word(0));
        DayOfWeek weekday = WEEKDAYS.get(words.word(isBefore ? 1 : 0));
        if (weekday == null) {
            return Optional.empty();
        }
        boolean isBehind = !isBefore && BEHIND.contains(words.word(1));
        return isBefore || isBehind
                ? words.match(2, words.today().with(TemporalAdjusters.previous(weekday)), "day")
                : words.match(1, words.today().with(TemporalAdjusters.previousOrSame(weekday)), "day");
    }

    private static Optional<Match> length(Words words) {
        String view = LENGTHS.get(words.word(0));
        String qualifier = words.word(1);
        if (view == null) {
            view = LENGTHS.get(words.word(1));
            qualifier = words.word(0);
        }
        boolean isLast = BEFORE.contains(qualifier) || BEHIND.contains(qualifier);
        if (view == null || !isLast && !THIS.contains(qualifier)) {
            return Optional.empty();
        }
        LocalDate today = words.today();
        int back = isLast ? 1 : 0;
        return words.match(
                2,
                switch (view) {
                    case "week" ->
                        today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                                .minusWeeks(back);
                    case "month" -> today.withDayOfMonth(1).minusMonths(back);
                    default -> today.withDayOfYear(1).minusYears(back);
                },
                view);
    }

    /** "25 october", "october 25th", "25 octombrie 2025". */
    private static Optional<Match> dayOfMonth(Words words) {
        for (int dayAt = 0; dayAt < 2; dayAt++) {
            Matcher number = DAY_OF_MONTH.matcher(words.word(dayAt));
            int month = monthOf(words.word(1 - dayAt), true);
            if (!number.matches() || month == 0) {
                continue;
            }
            int day = Integer.parseInt(number.group(1));
            boolean hasYear = YEAR.matcher(words.word(2)).matches();
            try {
                if (hasYear) {
                    return words.match(3, LocalDate.of(Integer.parseInt(words.word(2)), month, day), "day");
                }
                LocalDate thisYear = LocalDate.of(words.today().getYear(), month, day);
                return words.match(2, thisYear.isAfter(words.today()) ? thisYear.minusYears(1) : thisYear, "day");
            } catch (DateTimeException noSuchDay) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Optional<Match> month(Words words) {
        int month = monthOf(words.word(0), false);
        if (month == 0) {
            return Optional.empty();
        }
        if (YEAR.matcher(words.word(1)).matches()) {
            return words.match(2, LocalDate.of(Integer.parseInt(words.word(1)), month, 1), "month");
        }
        YearMonth thisYear = YearMonth.of(words.today().getYear(), month);
        boolean isAhead = thisYear.atDay(1).isAfter(words.today());
        return words.match(1, (isAhead ? thisYear.minusYears(1) : thisYear).atDay(1), "month");
    }

    /** @param shortened whether three letters are enough, which alone may mean anything; 0 for none */
    private static int monthOf(String word, boolean shortened) {
        for (int i = 0; i < MONTHS.size(); i++) {
            for (String name : MONTHS.get(i)) {
                if (word.equals(name) || shortened && word.length() >= 3 && name.startsWith(word)) {
                    return i + 1;
                }
            }
        }
        return 0;
    }
}
