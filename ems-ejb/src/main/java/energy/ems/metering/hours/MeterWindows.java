package energy.ems.metering.hours;

import energy.ems.metering.meter.Meter;
import energy.ems.metering.profile.AffectedWindow;
import energy.ems.metering.profile.Amount;
import energy.ems.metering.profile.DatedSettings;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The affected windows of one meter, recalculated.
 *
 * @param correctedHours those of which a reading was corrected or decided
 */
public record MeterWindows(Meter meter, List<AffectedWindow> windows, Set<Instant> correctedHours) {

    private static final Amount NOTHING = Amount.of(BigDecimal.ZERO);

    /**
     * @param corrected the instants of readings that were corrected or decided
     * @param said what is known of these readings; where nothing is, they count as others of the meter
     */
    static MeterWindows of(
            Meter meter, List<AffectedWindow> windows, Collection<Instant> corrected, Map<Instant, Amount> said) {
        return new MeterWindows(meter, windows, hoursOf(meter, corrected, said));
    }

    /** The hours to which readings of these instants belong. */
    static Set<Instant> hoursOf(Meter meter, Collection<Instant> readings, Map<Instant, Amount> said) {
        if (readings.isEmpty()) {
            return Set.of();
        }
        DatedSettings settings = meter.settings();
        return readings.stream()
                .map(at -> settings.hourOf(at, said.getOrDefault(at, NOTHING)))
                .collect(Collectors.toSet());
    }

    /** What of them does not lie before that hour. */
    MeterWindows since(Instant hour) {
        return hour.equals(Instant.MIN)
                ? this
                : new MeterWindows(meter, AffectedWindow.since(hour, windows), correctedHours);
    }
}
