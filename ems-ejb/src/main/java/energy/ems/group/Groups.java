package energy.ems.group;

import energy.ems.audit.AuditAction;
import energy.ems.audit.AuditLog;
import energy.ems.boundary.Caller;
import energy.ems.boundary.ConflictException;
import energy.ems.boundary.InputCheck;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.InvalidInputException.Rule;
import energy.ems.boundary.NotFoundException;
import energy.ems.boundary.Roles;
import energy.ems.deviceevents.DeviceBounds;
import energy.ems.deviceevents.DevicePlace;
import energy.ems.metering.DeviceSets;
import energy.ems.metering.MeterChoice;
import energy.ems.metering.PlaceEntry;
import energy.ems.metering.Places;
import energy.ems.metering.Sight;
import energy.ems.platform.SearchText;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The door to the groups. Those of administrators are for all: whoever sees one of its devices sees such a group, with
 * that device and others of theirs in it, and nothing of the rest. Everybody else's groups are their own, and nobody
 * else's, not even an administrator's. What somebody does not see is not found, as if it were not there.
 */
@Stateless
@RolesAllowed({Roles.USER, Roles.OPERATOR, Roles.ADMINISTRATOR})
public class Groups {

    /** Of all, and of each person. */
    public static final int MOST_GROUPS = 200;

    /** Of one group, counting those that it names itself. */
    public static final int MOST_MEMBERS = 500;

    /** Groups in groups. */
    public static final int MOST_DEEP = 8;

    public static final int LONGEST_NAME = 100;

    @Inject
    StoredGroups stored;

    @Inject
    GroupSets sets;

    @Inject
    DeviceSets devices;

    @Inject
    Places places;

    @Inject
    Caller caller;

    @Inject
    AuditLog auditLog;

    @Inject
    Event<GroupDeleted> deleted;

    /** Those that the caller sees, by name. It costs at most three queries, however many groups and devices there are. */
    public List<GroupEntry> all() {
        return new Seen().entries(group -> true).toList();
    }

    /**
     * Those of them in whose name every word stands, in any case, with or without accents.
     *
     * @param typed blank for none
     * @param most how many at most
     */
    public List<GroupEntry> named(String typed, int most) {
        if (typed == null || typed.isBlank()) {
            return List.of();
        }
        List<String> words = List.of(typed.strip().split("\\s+"));
        // BEWARE: all are looked at whatever is typed, so that time does not tell the name of a group that is not seen.
        return new Seen()
                .entries(group -> words.stream().allMatch(word -> SearchText.isIn(word, group.name())))
                .limit(most)
                .toList();
    }

    /** @throws NotFoundException when the caller sees no such group */
    public GroupView get(String id) {
        Seen seen = new Seen();
        return seen.view(seen.get(id));
    }

    /**
     * Makes a group: an administrator one for all, anybody else one of their own.
     *
     * @throws InvalidInputException naming all that is wrong; of what the caller does not see: that it does not exist
     * @throws ConflictException when there is such a name among those groups
     */
    public GroupView create(GroupDraft draft) {
        stored.lock(caller.username(), caller.isAdministrator());
        Seen seen = new Seen();
        String owner = caller.isAdministrator() ? null : caller.username();
        long alike = seen.graph.all().stream()
                .filter(group -> Objects.equals(group.owner(), owner))
                .count();
        if (alike >= MOST_GROUPS) {
            throw new InvalidInputException("groups", Rule.TOO_MANY, MOST_GROUPS);
        }
        Group group = checked(Group.empty(UUID.randomUUID().toString(), null, owner, 1), draft, seen);
        stored.add(group);
        record(AuditAction.GROUP_CREATED, group);
        return get(group.id());
    }

    /**
     * Changes a group to what is wanted of it. Members that the caller does not see, such as a device that was theirs, are
     * not kept.
     *
     * @param version the version that the caller has seen
     * @throws NotFoundException when the caller sees no such group that is theirs to change
     * @throws InvalidInputException naming all that is wrong; of what the caller does not see: that it does not exist
     * @throws ConflictException when there is a newer version, or such a name among those groups
     */
    public GroupView update(String id, GroupDraft draft, long version) {
        stored.lock(caller.username(), caller.isAdministrator());
        Seen seen = new Seen();
        Group group = seen.changeable(id, version);
        Group changed = checked(Group.empty(id, group.name(), group.owner(), version + 1), draft, seen);
        stored.change(changed);
        record(AuditAction.GROUP_CHANGED, changed);
        return get(id);
    }

    /**
     * Its members stay what they are; other groups lose it.
     *
     * @param version the version that the caller has seen
     * @throws NotFoundException when the caller sees no such group that is theirs to change
     * @throws ConflictException when there is a newer version
     */
    public void delete(String id, long version) {
        stored.lock(caller.username(), caller.isAdministrator());
        Group group = new Seen().changeable(id, version);
        stored.remove(id);
        deleted.fire(new GroupDeleted(id));
        record(AuditAction.GROUP_DELETED, group);
    }

    /** The group that is wanted, when nothing is wrong with it. */
    private Group checked(Group group, GroupDraft draft, Seen seen) {
        InputCheck check = new InputCheck();
        String name = draft.name() == null ? "" : draft.name().strip();
        check.require(!name.isEmpty(), "name", Rule.REQUIRED);
        check.require(name.length() <= LONGEST_NAME, "name", Rule.TOO_LONG, LONGEST_NAME);
        check.require(!DeviceBounds.hasUnwelcomeCharacters(name, false), "name", Rule.CONTROL_CHARACTERS);
        Group wanted = Group.empty(group.id(), name, group.owner(), group.version());
        wanted.devices().addAll(draft.devices());
        draft.places().stream()
                .map(DevicePlace::normalized)
                .map(path -> path == null ? "" : path)
                .forEach(wanted.places()::add);
        wanted.groups().addAll(draft.groups());
        check.require(wanted.size() <= MOST_MEMBERS, "members", Rule.TOO_MANY, MOST_MEMBERS);
        check.finish();

        requireAll(check, "devices", wanted.devices(), there(wanted.devices()));
        requireAll(check, "places", wanted.places(), wanted.places().isEmpty() ? Set.of() : paths());
        // What is for all names nothing that is not.
        requireAll(
                check,
                "groups",
                wanted.groups(),
                wanted.groups().stream()
                        .filter(id -> seen.sees(id)
                                && (!wanted.isShared() || seen.graph.get(id).isShared()))
                        .collect(Collectors.toSet()));
        if (!check.hasProblemWith("groups")) {
            List<Group> circle = seen.graph.circle(wanted, wanted.groups());
            check.require(
                    circle.isEmpty(),
                    "groups",
                    Rule.CIRCLE,
                    circle.stream().map(Group::name).collect(Collectors.joining(" → ")));
            check.require(seen.graph.depth(wanted, wanted.groups()) <= MOST_DEEP, "groups", Rule.TOO_DEEP, MOST_DEEP);
        }
        check.finish();
        boolean isTaken = seen.graph.all().stream()
                .anyMatch(other -> !other.id().equals(wanted.id())
                        && Objects.equals(other.owner(), wanted.owner())
                        && SearchText.folded(other.name()).equals(SearchText.folded(name)));
        if (isTaken) {
            throw ConflictException.taken("Group", name);
        }
        return wanted;
    }

    private static void requireAll(InputCheck check, String field, Collection<String> wanted, Set<String> there) {
        wanted.stream()
                .filter(each -> !there.contains(each))
                .findFirst()
                .ifPresent(each -> check.require(false, field, Rule.NO_SUCH, each));
    }

    /** Those of the devices that the caller sees. Only the first of the others is looked up by itself. */
    private Set<String> there(Collection<String> deviceIds) {
        Set<String> there = new TreeSet<>();
        devices.named(deviceIds).forEach(device -> there.add(device.deviceId()));
        for (String id : deviceIds) {
            if (!there.contains(id)) {
                if (!devices.isThere(id)) {
                    break;
                }
                there.add(id);
            }
        }
        return there;
    }

    private Set<String> paths() {
        return places.all().stream().map(PlaceEntry::path).collect(Collectors.toSet());
    }

    /** Of somebody's own group no more than that it was one: the log is read by others. */
    private void record(AuditAction action, Group group) {
        auditLog.record(
                action,
                group.id(),
                (group.isShared() ? group.name() : "own") + ", "
                        + group.devices().size() + " devices, " + group.places().size() + " places, "
                        + group.groups().size() + " groups");
    }

    /** The groups as the caller sees them at the moment. */
    private final class Seen {

        private final SeenGroups seen = sets.seen(caller);
        private final GroupGraph graph = seen.graph();
        private final Sight sight = seen.sight();

        boolean sees(String id) {
            return seen.find(id) != null;
        }

        Group get(String id) {
            Group group = seen.find(id);
            if (group == null) {
                throw new NotFoundException("Group", id);
            }
            return group;
        }

        Group changeable(String id, long version) {
            Group group = get(id);
            if (!isChangeable(group)) {
                throw new NotFoundException("Group", id);
            }
            if (group.version() != version) {
                throw ConflictException.stale("Group", id);
            }
            return group;
        }

        private boolean isChangeable(Group group) {
            return !group.isShared() || caller.isAdministrator();
        }

        Stream<GroupEntry> entries(Predicate<Group> wanted) {
            return graph.all().stream().filter(seen::isSeen).filter(wanted).map(this::entry);
        }

        private GroupEntry entry(Group group) {
            return new GroupEntry(
                    group.id(),
                    group.name(),
                    group.isShared(),
                    (int) group.devices().stream().filter(sight::sees).count(),
                    (int) group.places().stream().filter(sight::seesSomeIn).count(),
                    (int) group.groups().stream().filter(this::sees).count());
        }

        GroupView view(Group group) {
            return new GroupView(
                    group.id(),
                    group.name(),
                    group.isShared(),
                    isChangeable(group),
                    group.version(),
                    devicesOf(group),
                    placesOf(group),
                    graph.all().stream()
                            .filter(each -> group.groups().contains(each.id()) && seen.isSeen(each))
                            .map(this::entry)
                            .toList(),
                    seen.content(group));
        }

        private List<MeterChoice> devicesOf(Group group) {
            if (sight.all()) {
                return group.devices().isEmpty() ? List.of() : devices.named(group.devices());
            }
            return group.devices().stream()
                    .filter(sight::sees)
                    .map(id -> new MeterChoice(id, sight.devices().get(id)))
                    .sorted(MeterChoice.BY_NAME)
                    .toList();
        }

        private List<PlaceEntry> placesOf(Group group) {
            Map<String, Long> counts = sight.places();
            if (sight.all() && !group.places().isEmpty()) {
                counts = places.all().stream().collect(Collectors.toMap(PlaceEntry::path, PlaceEntry::devices));
            }
            List<PlaceEntry> entries = new ArrayList<>();
            for (String path : group.places()) {
                if (sight.seesSomeIn(path)) {
                    entries.add(new PlaceEntry(
                            path,
                            path.substring(path.lastIndexOf(DevicePlace.SEPARATOR) + 1),
                            // None, where no device stands at the moment.
                            counts.getOrDefault(path, 0L)));
                }
            }
            return entries;
        }
    }
}
