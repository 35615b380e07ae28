package energy.ems.web.api.consumption;

import energy.ems.group.GroupDraft;
import energy.ems.group.GroupEntry;
import energy.ems.group.GroupView;
import energy.ems.metering.MeterChoice;
import energy.ems.metering.PlaceEntry;
import energy.ems.web.api.Fields;
import java.util.List;

/** A group as programs see it, with those of its members that the caller sees. */
public record GroupJson(
        String id,
        String name,
        boolean shared,
        List<String> devices,
        List<String> places,
        List<String> groups,
        long version) {

    static GroupJson of(GroupView group) {
        return new GroupJson(
                group.id(),
                group.name(),
                group.shared(),
                group.devices().stream().map(MeterChoice::deviceId).toList(),
                group.places().stream().map(PlaceEntry::path).toList(),
                group.groups().stream().map(GroupEntry::id).toList(),
                group.version());
    }

    /** What the body leaves out stays as it is. */
    static GroupDraft read(Fields body, GroupJson present) {
        return new GroupDraft(
                body.has("name") ? body.text("name") : present.name(),
                members(body, "devices", present.devices()),
                members(body, "places", present.places()),
                members(body, "groups", present.groups()));
    }

    private static List<String> members(Fields body, String field, List<String> present) {
        List<String> named = body.has(field) ? body.texts(field) : present;
        return named == null ? List.of() : named;
    }

    /** Of which nothing is said yet. */
    static GroupJson none() {
        return new GroupJson(null, null, false, List.of(), List.of(), List.of(), 0);
    }
}
