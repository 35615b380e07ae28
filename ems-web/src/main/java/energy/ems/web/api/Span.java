package energy.ems.web.api;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The time that a question is about.
 *
 * @param from inclusive
 * @param to exclusive
 * @param zone in which dates are meant
 */
public record Span(Instant from, Instant to, ZoneId zone) {

    /**
     * Reads {@code from} and {@code to}. Without {@code from} it is today; without {@code to} a day from {@code from}.
     */
    public static Span of(String from, String to, ZoneId zone, Clock clock) {
        Instant start = Query.instant("from", from, zone);
        if (start == null) {
            start = LocalDate.now(clock.withZone(zone)).atStartOfDay(zone).toInstant();
        }
        Instant end = Query.instant("to", to, zone);
        if (end == null) {
            end = start.atZone(zone).plusDays(1).toInstant();
        }
        if (!start.isBefore(end)) {
            throw new BadRequest("to", "must be later than from");
        }
        return new Span(start, end, zone);
    }
}
