package energy.ems.group;

import energy.ems.metering.DeviceSet;
import energy.ems.metering.Sight;
import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The groups as somebody sees them at the moment: those that are their own, and of those that are for all the ones in which
 * there is a device that they see. Plain Java on what has been fetched; not thread-safe.
 */
final class SeenGroups {

    private final GroupGraph graph;
    private final Sight sight;

    /** @param groups those that are for all and their own, none of anybody else's */
    SeenGroups(Collection<Group> groups, Sight sight) {
        this.graph = new GroupGraph(groups);
        this.sight = sight;
    }

    /** Of all that were fetched, seen or not. */
    GroupGraph graph() {
        return graph;
    }

    Sight sight() {
        return sight;
    }

    boolean isSeen(Group group) {
        return !group.isShared() || sight.all() || graph.isSeen(group, sight);
    }

    /** Null where there is none that they see. */
    Group find(String id) {
        Group group = graph.get(id);
        return group != null && isSeen(group) ? group : null;
    }

    /** What is in it and in the groups in it, as far as they see it. */
    DeviceSet content(Group group) {
        DeviceSet content = graph.content(group);
        return new DeviceSet(seen(content.deviceIds(), sight::sees), seen(content.places(), sight::seesSomeIn));
    }

    private static Set<String> seen(Set<String> all, Predicate<String> isSeen) {
        return all.stream().filter(isSeen).collect(Collectors.toSet());
    }
}
