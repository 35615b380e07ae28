package energy.ems.metering.profile;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * The energy of one UTC hour {@code [start, start + 1 h)}.
 *
 * @param energyKwh exact, at most 15 decimals; null if and only if the quality is {@link Quality#MISSING}
 * @param readings received in this hour, those left out as glitches or pending included
 * @param expectedReadings how many a faultless meter sends in an hour; 0 when its interval is longer than an hour
 * @param complete whether the energy stands for the whole hour; a later change of a complete hour is a revision
 * @param quarters the four quarters, which sum to the hour exactly
 */
public record HourValue(
        Instant start,
        BigDecimal energyKwh,
        int readings,
        int expectedReadings,
        Quality quality,
        boolean complete,
        List<QuarterHour> quarters) {

    public HourValue {
        quarters = quarters instanceof StoredQuarters ? quarters : List.copyOf(quarters);
    }

    /**
     * Whether nobody has measured this hour: no reading lies in it, except perhaps where it begins, and its energy is a
     * mere share of a gap. It is an estimate to be shown, and nothing to be alarmed about.
     */
    public boolean isShareOfGap() {
        return energyKwh != null
                && (readings == 0 || !quarters.get(0).sharedAtStart())
                && quarters.stream().allMatch(quarter -> quarter.energyKwh() == null || quarter.ofGap());
    }

    static HourValue of(Instant start, List<QuarterHour> quarters, MeterSettings settings) {
        Known known = Known.of(quarters, settings);
        return new HourValue(
                start,
                known.energyKwh(),
                known.readings(),
                known.expectedReadings(),
                known.quality(),
                known.complete(),
                quarters);
    }
}
