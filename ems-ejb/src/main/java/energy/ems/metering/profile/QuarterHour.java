package energy.ems.metering.profile;

import java.math.BigDecimal;

/**
 * A quarter of an hour: the grain from which the buckets of every zone can be cut, because every zone's offset is a
 * multiple of 15 minutes.
 *
 * @param energyKwh exact; null when nothing is known of this quarter
 * @param readings readings that fall into it
 * @param covered whether its energy is known for the whole quarter (register differences and long intervals only)
 * @param sharedAtStart whether energy was shared out in proportion to time at its start
 * @param sharedAtEnd the same at its end
 */
public record QuarterHour(
        BigDecimal energyKwh, int readings, boolean covered, boolean sharedAtStart, boolean sharedAtEnd) {

    public static final QuarterHour EMPTY = new QuarterHour(null, 0, false, false, false);
}
