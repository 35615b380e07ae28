package energy.ems.metering.profile;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The stored readings of one meter, those in quarantine excluded. Every answer is in ascending order of time, with at
 * most one reading an instant.
 */
public interface ReadingSource {

    /** The last {@code count} readings before {@code instant} (exclusive), or fewer when there are no more. */
    List<Reading> before(Instant instant, int count);

    /** The last reading above zero in {@code [from, before)}, or nothing. */
    Optional<Reading> lastAboveZero(Instant from, Instant before);

    /** The readings in {@code [from, to)}. */
    List<Reading> between(Instant from, Instant to);

    /** The first {@code count} readings at or after {@code instant}, or fewer when there are no more. */
    List<Reading> from(Instant instant, int count);
}
