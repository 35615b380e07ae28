package energy.ems.web.portal.alerts;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/** For how long a kind of alert can be kept quiet with one choice. */
public enum Quiet {
    HOUR(Duration.ofHours(1)),
    FOUR_HOURS(Duration.ofHours(4)),
    /** Until eight o'clock of the next day. */
    MORNING(null),
    DAY(Duration.ofDays(1)),
    WEEK(Duration.ofDays(7)),
    MONTH(Duration.ofDays(30));

    private static final LocalTime EIGHT = LocalTime.of(8, 0);

    private final Duration time;

    Quiet(Duration time) {
        this.time = time;
    }

    /** @param zone of who chooses */
    Instant until(Instant now, ZoneId zone) {
        return time == null
                ? now.atZone(zone)
                        .toLocalDate()
                        .plusDays(1)
                        .atTime(EIGHT)
                        .atZone(zone)
                        .toInstant()
                : now.plus(time);
    }
}
