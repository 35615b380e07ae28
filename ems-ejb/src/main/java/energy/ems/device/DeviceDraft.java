package energy.ems.device;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * A device as somebody wants it to be. What is left null takes its default; texts are stripped, blank ones are null.
 *
 * @param id null to have one generated; not changeable afterwards
 * @param owner user name, or null for nobody
 * @param maxHourlyKwh limit in kWh for an hour, or null for none; a change counts from the running hour on
 * @param registerCapacity where a cumulative register rolls over, in the device's unit, or null when unknown
 */
public record DeviceDraft(
        String id,
        String name,
        String description,
        String address,
        String owner,
        BigDecimal maxHourlyKwh,
        ReadingMode readingMode,
        IntervalStamp intervalStamp,
        EnergyUnit unit,
        BigDecimal registerCapacity,
        Duration expectedInterval) {

    public static final Duration USUAL_INTERVAL = Duration.ofMinutes(10);

    public DeviceDraft {
        id = stripped(id);
        name = stripped(name);
        description = stripped(description);
        address = stripped(address);
        owner = stripped(owner);
        readingMode = readingMode == null ? ReadingMode.INTERVAL : readingMode;
        intervalStamp = intervalStamp == null ? IntervalStamp.START : intervalStamp;
        unit = unit == null ? EnergyUnit.KWH : unit;
        expectedInterval = expectedInterval == null ? USUAL_INTERVAL : expectedInterval;
    }

    DeviceDraft withId(String newId) {
        return new DeviceDraft(
                newId,
                name,
                description,
                address,
                owner,
                maxHourlyKwh,
                readingMode,
                intervalStamp,
                unit,
                registerCapacity,
                expectedInterval);
    }

    private static String stripped(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
