package energy.ems.metering.profile;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The unit in which energy is kept: an hour of UTC, named by the instant at which it starts. Hours of other zones are
 * cut from its quarters, see {@link Period}.
 */
public final class UtcHour {

    /** Its length in milliseconds. */
    public static final long MILLIS = 3_600_000;

    private UtcHour() {}

    /** The start of the hour that holds the instant. */
    public static Instant of(Instant instant) {
        return instant.truncatedTo(ChronoUnit.HOURS);
    }

    /** The first start of an hour that is not before the instant. */
    public static Instant atOrAfter(Instant instant) {
        Instant hour = of(instant);
        return hour.equals(instant) ? hour : after(hour);
    }

    /** The start of the hour that follows the one that holds the instant. */
    public static Instant after(Instant instant) {
        return of(instant).plus(1, ChronoUnit.HOURS);
    }
}
