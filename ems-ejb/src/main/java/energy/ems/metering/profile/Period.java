package energy.ems.metering.profile;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;

/**
 * A bucket of time in a zone, {@code [start, end)}: an hour, day, ISO week, month or year of that zone's calendar.
 *
 * <p>A day has as many hours as the zone gives it: 23 and 25 when clocks change, and where midnight does not exist it
 * begins at the first instant of its date. An hour ends at the next full hour of the clock or where the clock is put,
 * whichever comes first; so the night when Lord Howe puts its clocks back by half an hour has an hour of 30 minutes.
 */
public record Period(ZonedDateTime start, ZonedDateTime end) {

    /** How many periods one request may ask for: three years of hours. */
    public static final int MAXIMUM_NUMBER = 27_000;

    private static final long NANOS_PER_HOUR = Duration.ofHours(1).toNanos();

    /**
     * The periods that cover {@code [from, to)}, the first and the last in full length.
     *
     * @throws IllegalArgumentException when there are more than {@value #MAXIMUM_NUMBER}
     */
    public static List<Period> covering(Instant from, Instant to, ZoneId zone, Resolution resolution) {
        List<Period> periods = new ArrayList<>();
        ZonedDateTime start = startOf(from.atZone(zone), resolution);
        Instant clockChange = clockChangeAfter(start);
        while (start.toInstant().isBefore(to)) {
            if (periods.size() == MAXIMUM_NUMBER) {
                throw new IllegalArgumentException("More than " + MAXIMUM_NUMBER + " periods");
            }
            if (!clockChange.isAfter(start.toInstant())) {
                clockChange = clockChangeAfter(start);
            }
            ZonedDateTime end =
                    resolution == Resolution.HOUR ? endOfHour(start, clockChange) : endOf(start, resolution);
            periods.add(new Period(start, end));
            start = end;
        }
        return periods;
    }

    /** The UTC hours that have to be known for these periods: from the start of the first hour ... */
    public static Instant firstHour(List<Period> periods) {
        return UtcHour.of(periods.get(0).start.toInstant());
    }

    /** ... to the end of the last. */
    public static Instant endOfLastHour(List<Period> periods) {
        return UtcHour.atOrAfter(periods.get(periods.size() - 1).end.toInstant());
    }

    /** Its hours; of an hour itself. No day of any zone is that short. */
    List<Period> hours() {
        Instant from = start.toInstant();
        Instant to = end.toInstant();
        return to.isAfter(from.plusNanos(NANOS_PER_HOUR))
                ? covering(from, to, start.getZone(), Resolution.HOUR)
                : List.of(this);
    }

    private static ZonedDateTime startOf(ZonedDateTime time, Resolution resolution) {
        LocalDate date = time.toLocalDate();
        ZoneId zone = time.getZone();
        return switch (resolution) {
            case HOUR -> startOfHour(time);
            case DAY -> date.atStartOfDay(zone);
            case WEEK ->
                date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).atStartOfDay(zone);
            case MONTH -> date.withDayOfMonth(1).atStartOfDay(zone);
            case YEAR -> date.withDayOfYear(1).atStartOfDay(zone);
        };
    }

    private static ZonedDateTime endOf(ZonedDateTime start, Resolution resolution) {
        LocalDate date = start.toLocalDate();
        ZoneId zone = start.getZone();
        return switch (resolution) {
            case HOUR -> endOfHour(start, clockChangeAfter(start));
            case DAY -> date.plusDays(1).atStartOfDay(zone);
            case WEEK -> date.plusWeeks(1).atStartOfDay(zone);
            case MONTH -> date.plusMonths(1).atStartOfDay(zone);
            case YEAR -> date.plusYears(1).atStartOfDay(zone);
        };
    }

    private static ZonedDateTime startOfHour(ZonedDateTime time) {
        Instant fullHour = time.toInstant().minusNanos(intoHour(time));
        ZoneOffsetTransition change =
                time.getZone().getRules().previousTransition(time.toInstant().plusNanos(1));
        boolean changedSince = change != null && change.getInstant().isAfter(fullHour);
        return (changedSince ? change.getInstant() : fullHour).atZone(time.getZone());
    }

    private static ZonedDateTime endOfHour(ZonedDateTime start, Instant clockChange) {
        Instant fullHour = start.toInstant().plusNanos(NANOS_PER_HOUR - intoHour(start));
        return (clockChange.isBefore(fullHour) ? clockChange : fullHour).atZone(start.getZone());
    }

    private static long intoHour(ZonedDateTime time) {
        return time.toLocalTime().toNanoOfDay() % NANOS_PER_HOUR;
    }

    /** The end of time when the zone never changes its clock again. */
    private static Instant clockChangeAfter(ZonedDateTime time) {
        ZoneOffsetTransition change = time.getZone().getRules().nextTransition(time.toInstant());
        return change == null ? Instant.MAX : change.getInstant();
    }
}
