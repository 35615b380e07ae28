package energy.ems.metering.profile;

import java.util.List;

/**
 * A meter's load profile: its hours, ascending, and what was noticed on the way. An hour without readings and without
 * energy is not listed.
 */
public record LoadProfile(List<HourValue> hours, List<Finding> findings) {

    public LoadProfile {
        hours = List.copyOf(hours);
        findings = List.copyOf(findings);
    }
}
