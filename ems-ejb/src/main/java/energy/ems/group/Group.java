package energy.ems.group;

import java.util.Set;
import java.util.TreeSet;

/**
 * A group as it is stored.
 *
 * @param owner null for a group that is for all
 * @param devices their ids
 * @param places their paths
 * @param groups their ids
 */
record Group(
        String id,
        String name,
        String owner,
        long version,
        Set<String> devices,
        Set<String> places,
        Set<String> groups) {

    /** Without members, which are put in. */
    static Group empty(String id, String name, String owner, long version) {
        return new Group(id, name, owner, version, new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
    }

    boolean isShared() {
        return owner == null;
    }

    int size() {
        return devices.size() + places.size() + groups.size();
    }
}
