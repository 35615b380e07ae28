package energy.ems.group;

import energy.ems.metering.DeviceSet;
import energy.ems.metering.MeterChoice;
import energy.ems.metering.PlaceEntry;
import java.util.List;

/**
 * A group with those of its members that the reader sees, each kind by name.
 *
 * @param shared whether it is for all; else it is the reader's own
 * @param changeable whether the reader may change it
 * @param content what is in it and in the groups in it, as far as the reader sees it: what its sums are asked for with
 */
public record GroupView(
        String id,
        String name,
        boolean shared,
        boolean changeable,
        long version,
        List<MeterChoice> devices,
        List<PlaceEntry> places,
        List<GroupEntry> groups,
        DeviceSet content) {

    public GroupView {
        devices = List.copyOf(devices);
        places = List.copyOf(places);
        groups = List.copyOf(groups);
    }

    /** Whether nothing is in it that the reader sees. */
    public boolean isWithoutMembers() {
        return devices.isEmpty() && places.isEmpty() && groups.isEmpty();
    }
}
