package energy.ems.tariff.billing;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.util.EnumSet;
import java.util.Set;

/**
 * When a rate counts, by the wall clock. Each moment is judged by its own date: of a night from 22:00 to 06:00 on Fridays,
 * the hours after midnight are those of Friday morning.
 *
 * @param rate the name of a rate of the same version
 * @param from inclusive
 * @param to exclusive; before {@code from} it goes over midnight, equal to it the whole day is meant
 * @param days on which it counts; on a holiday its weekday says nothing
 * @param onHolidays whether it counts on holidays
 * @param months in which it counts; none for all of them
 */
public record RateRule(
        String rate, LocalTime from, LocalTime to, Set<DayOfWeek> days, boolean onHolidays, Set<Month> months) {

    public RateRule {
        days = Set.copyOf(days);
        months = months.isEmpty() ? Set.copyOf(EnumSet.allOf(Month.class)) : Set.copyOf(months);
    }

    boolean appliesTo(LocalDate date, LocalTime time, boolean holiday) {
        return months.contains(date.getMonth())
                && (holiday ? onHolidays : days.contains(date.getDayOfWeek()))
                && holds(time);
    }

    private boolean holds(LocalTime time) {
        if (from.isBefore(to)) {
            return !time.isBefore(from) && time.isBefore(to);
        }
        return from.equals(to) || !time.isBefore(from) || time.isBefore(to);
    }
}
