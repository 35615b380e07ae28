package energy.ems.metering.profile;

import java.time.Instant;
import java.util.List;

/**
 * A recalculated range of whole UTC hours.
 *
 * @param profile the hours and findings inside {@code [from, to)}; an hour that is not listed is empty
 */
public record AffectedWindow(Instant from, Instant to, LoadProfile profile) {

    /** What of these windows does not lie before that hour. */
    public static List<AffectedWindow> since(Instant hour, List<AffectedWindow> windows) {
        return windows.stream()
                .filter(window -> window.to.isAfter(hour))
                .map(window -> window.from.isBefore(hour)
                        ? new AffectedWindow(hour, window.to, window.profile.since(hour))
                        : window)
                .toList();
    }
}
