package energy.ems.metering.profile;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What the calculation noticed about a reading and a person may want to know.
 *
 * @param at the reading's instant
 * @param kwh the reading's value
 */
public record Finding(Kind kind, Instant at, BigDecimal kwh) {

    public enum Kind {
        /** Left out: the register came back to where it had been. */
        GLITCH,
        /** The first reading of a new stretch, below the old one: the register was reset or the meter replaced. */
        RESET,
        /** The first reading of a new stretch, further up than the meter can have counted. */
        JUMP,
        /** The first reading after the register ran over its capacity; counted through. */
        ROLLOVER,
        /** Not counted yet: the next readings will tell a glitch from a reset. */
        PENDING
    }
}
