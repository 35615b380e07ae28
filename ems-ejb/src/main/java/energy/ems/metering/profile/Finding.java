package energy.ems.metering.profile;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the calculation noticed about a reading, or several in a row, and a person may want to know.
 *
 * @param from the first reading that it is about; of a step or a gap, the last one before it
 * @param until the last reading that it is about; the finding stands in the hour of this instant
 * @param kwh the (first) reading's value; of a gap, the energy that was shared out over it
 */
public record Finding(Kind kind, Instant from, Instant until, BigDecimal kwh) {

    public Finding {
        kwh = Energy.kept(kwh);
    }

    public enum Kind {
        /** Left out: the register came back to where it had been. */
        GLITCH(Ruling.REAL, Ruling.SWAP),
        /** The last digit swung back: taken for no consumption, and for no reset either. */
        NOISE(Ruling.SWAP, Ruling.WRONG),
        /** The first reading after the register was reset: it begins near zero, and counts where that is by design. */
        RESET(Ruling.REAL, Ruling.WRONG),
        /** The first reading of a new stretch at any other level, further up or down: another meter. */
        SWAP(Ruling.REAL, Ruling.WRONG),
        /** The first reading after zeros that is further up than the meter can have counted. */
        JUMP(Ruling.REAL, Ruling.WRONG),
        /** The first reading after the register ran over its capacity; counted through. */
        ROLLOVER(Ruling.SWAP, Ruling.WRONG),
        /** Not counted yet: the next readings will tell a glitch from a reset. */
        PENDING(Ruling.REAL, Ruling.SWAP, Ruling.WRONG),
        /** No reading for more than three intervals and a whole hour: what was counted meanwhile is shared out by time. */
        GAP(Ruling.SWAP, Ruling.WRONG),
        /** Another interval value has the hour or quarter that this one fills by its stamp: it is shared out by time. */
        CLOCK(Ruling.REAL, Ruling.WRONG);

        private final Set<Ruling> openTo;

        Kind(Ruling... openTo) {
            this.openTo = Collections.unmodifiableSet(
                    Arrays.stream(openTo).collect(Collectors.toCollection(() -> EnumSet.noneOf(Ruling.class))));
        }

        /** What a person may rule of it against the calculation. */
        public Set<Ruling> openTo() {
            return openTo;
        }
    }
}
