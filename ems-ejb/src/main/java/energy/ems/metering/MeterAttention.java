package energy.ems.metering;

import java.util.List;

/**
 * Which of the caller's meters want looking at.
 *
 * @param meters how many there are
 * @param silent how many of them have stopped sending
 * @param unheard how many have not sent anything yet: not silent, and not well either
 * @param latestSilent the first of the silent ones, those that fell silent last first
 */
public record MeterAttention(long meters, long silent, long unheard, List<MeterSummary> latestSilent) {

    public MeterAttention {
        latestSilent = List.copyOf(latestSilent);
    }

    public boolean isEveryMeterHeard() {
        return meters > 0 && silent == 0 && unheard == 0;
    }
}
