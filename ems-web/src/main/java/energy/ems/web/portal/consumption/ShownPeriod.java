package energy.ems.web.portal.consumption;

import energy.ems.metering.ConsumptionReport.Question;
import energy.ems.metering.profile.Resolution;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;

/**
 * The day, week, month or year that a page shows, or any days in a row.
 *
 * @param first its first day
 * @param days how many they are; 0 for what the calendar measures
 */
record ShownPeriod(View view, LocalDate first, int days, ZoneId zone) {

    /** Bars of days would be too thin, and years are there for more. */
    static final int MOST_DAYS = 366;

    private static final Duration LONG = Duration.ofDays(100);

    /** How much of the calendar is shown at once; the names are those of the address. */
    enum View {
        DAY(Resolution.HOUR),
        WEEK(Resolution.DAY),
        MONTH(Resolution.DAY),
        YEAR(Resolution.MONTH),
        /** Any days in a row. */
        RANGE(Resolution.DAY);

        /** Those of the calendar. */
        static final List<View> OF_THE_CALENDAR = List.of(DAY, WEEK, MONTH, YEAR);

        private final Resolution resolution;

        View(Resolution resolution) {
            this.resolution = resolution;
        }

        /** The length of a bar. */
        Resolution resolution() {
            return resolution;
        }

        /** Its name in addresses. */
        String address() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The view that shows a bar of this one more closely; null for hours. */
        View closer() {
            return switch (this) {
                case DAY -> null;
                case WEEK, MONTH, RANGE -> DAY;
                case YEAR -> MONTH;
            };
        }

        /** The view of that name, or a day for anything else: addresses are typed by people. */
        static View named(String name) {
            for (View view : values()) {
                if (view.name().equalsIgnoreCase(name)) {
                    return view;
                }
            }
            return DAY;
        }
    }

    /** What a period is held against; the names are those of the address. */
    enum Comparison {
        NONE,
        /** The period just before. */
        PREVIOUS,
        /** The same weekday a week before. */
        WEEK,
        /** The same time of the year before. */
        YEAR;

        static Comparison named(String name) {
            for (Comparison comparison : values()) {
                if (comparison.name().equalsIgnoreCase(name)) {
                    return comparison;
                }
            }
            return NONE;
        }
    }

    /** @param view one of the calendar */
    static ShownPeriod of(View view, LocalDate day, ZoneId zone) {
        LocalDate first = switch (view) {
            case DAY, RANGE -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
            case YEAR -> day.withDayOfYear(1);
        };
        return new ShownPeriod(view, first, view == View.RANGE ? 1 : 0, zone);
    }

    /** @param last not before the first, and at most {@value #MOST_DAYS} days with it */
    static ShownPeriod of(LocalDate first, LocalDate last, ZoneId zone) {
        return new ShownPeriod(View.RANGE, first, (int) ChronoUnit.DAYS.between(first, last) + 1, zone);
    }

    ShownPeriod moved(int steps) {
        if (view == View.RANGE) {
            return new ShownPeriod(view, first.plusDays((long) steps * days), days, zone);
        }
        return of(
                view,
                switch (view) {
                    case DAY, RANGE -> first.plusDays(steps);
                    case WEEK -> first.plusWeeks(steps);
                    case MONTH -> first.plusMonths(steps);
                    case YEAR -> first.plusYears(steps);
                },
                zone);
    }

    /** The one of the same kind that holds a day; of days in a row the one of as many that begins with it. */
    ShownPeriod at(LocalDate day) {
        return view == View.RANGE ? new ShownPeriod(view, day, days, zone) : of(view, day, zone);
    }

    /** What it is compared with; for {@link Comparison#NONE} the period just before. */
    ShownPeriod comparedBy(Comparison comparison) {
        return switch (comparison) {
            case NONE, PREVIOUS -> moved(-1);
            case WEEK -> view == View.DAY ? of(view, first.minusWeeks(1), zone) : moved(-1);
            // 52 weeks, so that Mondays are held against Mondays.
            case YEAR ->
                switch (view) {
                    case DAY, WEEK -> of(view, first.minusWeeks(52), zone);
                    case MONTH, YEAR -> of(view, first.minusYears(1), zone);
                    case RANGE -> new ShownPeriod(view, first.minusWeeks(52), days, zone);
                };
        };
    }

    /**
     * The moment of the other period that stands against this one by the clock on the wall: the same time of the same
     * day of it. Where the other has no such day, its end; the end, too, when this period is over.
     */
    Instant sameMomentIn(ShownPeriod other, Instant moment) {
        if (!holds(moment)) {
            return other.end();
        }
        LocalDateTime local = LocalDateTime.ofInstant(moment, zone);
        LocalDate day = view == View.YEAR
                ? other.first.plusMonths(local.getMonthValue() - 1L).plusDays(local.getDayOfMonth() - 1L)
                : other.first.plusDays(ChronoUnit.DAYS.between(first, local.toLocalDate()));
        Instant same = local.toLocalTime().atDate(day).atZone(zone).toInstant();
        return same.isBefore(other.end()) ? same : other.end();
    }

    LocalDate last() {
        return moved(1).first.minusDays(1);
    }

    Instant start() {
        return first.atStartOfDay(zone).toInstant();
    }

    Instant end() {
        return moved(1).start();
    }

    /** What metering is asked for it. */
    Question question() {
        return Question.withHours(start(), end(), view.resolution());
    }

    /**
     * The same where it is there to be held against: its energy, and that of what has ended by a moment. Of a short period
     * the hours are read as fast.
     */
    Question questionOfEnergy(Instant until) {
        return Duration.between(start(), end()).compareTo(LONG) < 0
                ? question()
                : Question.ofEnergy(start(), end(), view.resolution(), until);
    }

    boolean holds(Instant instant) {
        return !instant.isBefore(start()) && instant.isBefore(end());
    }
}
