package energy.ems.metering;

import energy.ems.metering.profile.HourValue;
import java.time.Instant;
import java.util.List;

/**
 * CDI event: readings of these meters were stored and their hours recalculated. Fired inside the transaction that did
 * it, under the meters' locks, so that whoever observes it decides and writes in the same transaction.
 *
 * @param heard whether the readings came from the meters just now, and not from a person or a recalculation
 */
public record MetersRead(List<MeterHours> meters, boolean heard, Instant now) {

    public MetersRead {
        meters = List.copyOf(meters);
    }

    /**
     * A meter and those of its hours that have changed.
     *
     * @param changed ascending; an hour that has become empty has no energy
     */
    public record MeterHours(Meter meter, List<HourValue> changed) {

        public MeterHours {
            changed = List.copyOf(changed);
        }
    }
}
