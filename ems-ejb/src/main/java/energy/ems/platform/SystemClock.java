package energy.ems.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.ZoneOffset;

/** The one clock of the system; tests put another in its place. */
@ApplicationScoped
public class SystemClock {

    /** To the millisecond, so that what an answer says equals what is stored. */
    private final Clock clock = Clock.tickMillis(ZoneOffset.UTC);

    @Produces
    Clock clock() {
        return clock;
    }
}
