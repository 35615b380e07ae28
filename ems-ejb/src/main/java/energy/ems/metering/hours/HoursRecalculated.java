package energy.ems.metering.hours;

import energy.ems.metering.meter.Meter;
import energy.ems.metering.profile.HourValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * CDI event: readings of these meters were stored and their hours recalculated. Fired inside the transaction that did
 * it, under the meters' locks, so that whoever observes it decides and writes in the same transaction.
 */
public record HoursRecalculated(List<MeterHours> meters, Cause cause, Instant now) {

    public HoursRecalculated {
        meters = List.copyOf(meters);
    }

    /** Why the hours were looked at. */
    public enum Cause {
        /** The meters have sent readings just now. */
        HEARD,
        /** A person has brought readings of the past. */
        BACKFILLED,
        /** A person has entered, corrected or released a reading. */
        DECIDED,
        /** The settings of the meter have changed, or a person wanted it. */
        RECOMPUTED,
        /** Another limit is in force. */
        LIMIT_CHANGED
    }

    /**
     * A meter and those of its hours that have changed.
     *
     * @param changed ascending; an hour that has become empty has no energy
     * @param revised those of them that had been complete before, or hold a corrected reading
     * @param corrected those of them that hold a corrected reading
     * @param before the energy in kWh of those of them that had some before
     */
    public record MeterHours(
            Meter meter,
            List<HourValue> changed,
            Set<Instant> revised,
            Set<Instant> corrected,
            Map<Instant, BigDecimal> before) {

        public MeterHours {
            changed = List.copyOf(changed);
            revised = Set.copyOf(revised);
            corrected = Set.copyOf(corrected);
            before = Map.copyOf(before);
        }
    }
}
