package energy.ems.notification;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/** When somebody does not want to be told: each day from one time to another, over midnight where that comes first. */
record QuietHours(LocalTime from, LocalTime to) {

    /** @return when they end, if that instant lies in them */
    Optional<Instant> endAfter(Instant now, ZoneId zone) {
        ZonedDateTime local = now.atZone(zone);
        LocalTime time = local.toLocalTime();
        boolean overMidnight = to.isBefore(from);
        boolean evening = !time.isBefore(from);
        boolean morning = time.isBefore(to);
        if (overMidnight ? !evening && !morning : !evening || !morning) {
            return Optional.empty();
        }
        ZonedDateTime end = local.toLocalDate()
                .plusDays(overMidnight && evening ? 1 : 0)
                .atTime(to)
                .atZone(zone)
                // Where the clock shows the end twice, the first could lie behind us.
                .withLaterOffsetAtOverlap();
        return Optional.of(end.toInstant());
    }
}
