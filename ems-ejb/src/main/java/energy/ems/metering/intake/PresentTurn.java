package energy.ems.metering.intake;

import jakarta.enterprise.context.ApplicationScoped;

/** The number of this node's last turn at the measurements. Safe for use by several threads. */
@ApplicationScoped
public class PresentTurn {

    /** Nobody has begun a turn here: what comes in does not come from the queue. */
    static final long NONE = 0;

    private volatile long number = NONE;

    long number() {
        return number;
    }

    void began(long number) {
        this.number = number;
    }
}
