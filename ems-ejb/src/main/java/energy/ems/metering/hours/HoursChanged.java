package energy.ems.metering.hours;

import java.util.Set;

/** CDI event: hours of these devices have changed. Fired inside the transaction; observe it after its success. */
public record HoursChanged(Set<String> deviceIds) {

    public HoursChanged {
        deviceIds = Set.copyOf(deviceIds);
    }
}
