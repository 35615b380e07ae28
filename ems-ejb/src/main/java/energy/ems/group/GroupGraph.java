package energy.ems.group;

import energy.ems.metering.DeviceSet;
import energy.ems.metering.Sight;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Which group holds which: plain Java on groups that have been fetched. A group that is not among them holds nothing. What
 * is told of circles holds for every graph, also for one that has them already. Not thread-safe.
 */
final class GroupGraph {

    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Map<String, Boolean> seen = new HashMap<>();

    GroupGraph(Collection<Group> groups) {
        groups.forEach(group -> this.groups.put(group.id(), group));
    }

    /** In the given order. */
    Collection<Group> all() {
        return groups.values();
    }

    /** Null for none. */
    Group get(String id) {
        return groups.get(id);
    }

    /** All that is in a group and in the groups in it. */
    DeviceSet content(Group group) {
        Set<String> devices = new LinkedHashSet<>();
        Set<String> places = new LinkedHashSet<>();
        Set<String> visited = new HashSet<>();
        Deque<Group> ahead = new ArrayDeque<>(List.of(group));
        while (!ahead.isEmpty()) {
            Group each = ahead.pop();
            if (visited.add(each.id())) {
                devices.addAll(each.devices());
                places.addAll(each.places());
                each.groups().stream()
                        .map(groups::get)
                        .filter(found -> found != null)
                        .forEach(ahead::push);
            }
        }
        return new DeviceSet(devices, places);
    }

    /** Whether there is a device in it, or in a group in it, that is seen. */
    boolean isSeen(Group group, Sight sight) {
        Boolean known = seen.get(group.id());
        if (known != null) {
            return known;
        }
        // While it is looked at, it adds nothing to itself.
        seen.put(group.id(), false);
        boolean isSeen = group.devices().stream().anyMatch(sight::sees)
                || group.places().stream().anyMatch(sight::seesSomeIn)
                || group.groups().stream().map(groups::get).anyMatch(each -> each != null && isSeen(each, sight));
        seen.put(group.id(), isSeen);
        return isSeen;
    }

    /**
     * The circle that would close if a group held these others: from the group back to itself, itself at both ends; empty
     * when none would.
     */
    List<Group> circle(Group group, Collection<String> members) {
        Map<String, Group> cameFrom = new HashMap<>();
        Deque<Group> ahead = new ArrayDeque<>();
        for (String member : members) {
            if (member.equals(group.id())) {
                return List.of(group, group);
            }
            reach(member, group, cameFrom, ahead);
        }
        while (!ahead.isEmpty()) {
            Group each = ahead.pop();
            if (each.groups().contains(group.id())) {
                List<Group> chain = new ArrayList<>(List.of(group));
                for (Group step = each; step != group; step = cameFrom.get(step.id())) {
                    chain.add(0, step);
                }
                chain.add(0, group);
                return chain;
            }
            each.groups().forEach(next -> reach(next, each, cameFrom, ahead));
        }
        return List.of();
    }

    private void reach(String id, Group from, Map<String, Group> cameFrom, Deque<Group> ahead) {
        Group found = groups.get(id);
        if (found != null && cameFrom.putIfAbsent(id, from) == null) {
            ahead.add(found);
        }
    }

    /**
     * How many groups would lie inside one another, from the outermost around this one to the innermost in it, if it held
     * these others. Only groups of the same owner count: how those of all are made is not for others to find out.
     */
    int depth(Group group, Collection<String> members) {
        return below(members, group.owner(), new HashMap<>()) + 1 + above(group, new HashMap<>());
    }

    private int below(Collection<String> members, String owner, Map<String, Integer> known) {
        int deepest = 0;
        for (String member : members) {
            Group each = groups.get(member);
            if (each != null && Objects.equals(each.owner(), owner)) {
                Integer depth = known.get(member);
                if (depth == null) {
                    known.put(member, 0);
                    depth = 1 + below(each.groups(), owner, known);
                    known.put(member, depth);
                }
                deepest = Math.max(deepest, depth);
            }
        }
        return deepest;
    }

    private int above(Group group, Map<String, Integer> known) {
        Integer height = known.get(group.id());
        if (height == null) {
            known.put(group.id(), 0);
            height = groups.values().stream()
                    .filter(each -> each.groups().contains(group.id()) && Objects.equals(each.owner(), group.owner()))
                    .mapToInt(each -> 1 + above(each, known))
                    .max()
                    .orElse(0);
            known.put(group.id(), height);
        }
        return height;
    }
}
