package energy.ems.group;

import energy.ems.platform.MultiRowInsert;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rows of the groups. */
@ApplicationScoped
class StoredGroups {

    private static final String DEVICE = "DEVICE";
    private static final String PLACE = "PLACE";
    private static final String GROUP = "GROUP";

    private static final MultiRowInsert MEMBERS =
            new MultiRowInsert("INSERT INTO device_group_member (group_id, kind, member)", 3);

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    /** Those that are for all and those of that user, by name; at most two queries. */
    List<Group> of(String username) {
        Map<String, Group> groups = new LinkedHashMap<>();
        for (Object[] row : rows(
                "SELECT g.id, g.name, g.owner, g.version FROM device_group g"
                        + " WHERE g.owner IS NULL OR g.owner = ?1 ORDER BY g.name, g.id",
                username)) {
            groups.put(
                    (String) row[0],
                    Group.empty((String) row[0], (String) row[1], (String) row[2], ((Number) row[3]).longValue()));
        }
        if (groups.isEmpty()) {
            return List.of();
        }
        for (Object[] row : rows(
                "SELECT m.group_id, m.kind, m.member FROM device_group_member m JOIN device_group g ON g.id = m.group_id"
                        + " WHERE g.owner IS NULL OR g.owner = ?1",
                username)) {
            Group group = groups.get((String) row[0]);
            if (group != null) {
                members(group, (String) row[1]).add((String) row[2]);
            }
        }
        return List.copyOf(groups.values());
    }

    @SuppressWarnings("unchecked")
    private List<Object[]> rows(String sql, String username) {
        return entityManager.createNativeQuery(sql).setParameter(1, username).getResultList();
    }

    private static Set<String> members(Group group, String kind) {
        return kind.equals(DEVICE) ? group.devices() : kind.equals(PLACE) ? group.places() : group.groups();
    }

    /**
     * Lets one change after the other happen to the groups that this user may change: two at a time might close a circle
     * of which neither knows.
     *
     * <p>BEWARE: it has to be the first statement of its transaction, so that what is read afterwards is what the one
     * before has left, whatever the isolation.
     */
    void lock(String username, boolean sharedOnesToo) {
        rows(
                "SELECT g.id, g.version FROM device_group g WHERE g.owner = ?1"
                        + (sharedOnesToo ? " OR g.owner IS NULL" : "") + " ORDER BY g.id FOR UPDATE",
                username);
    }

    void add(Group group) {
        entityManager
                .createNativeQuery("INSERT INTO device_group (id, name, owner, version) VALUES (?1, ?2, ?3, ?4)")
                .setParameter(1, group.id())
                .setParameter(2, group.name())
                .setParameter(3, group.owner())
                .setParameter(4, group.version())
                .executeUpdate();
        addMembers(group);
    }

    void change(Group group) {
        entityManager
                .createNativeQuery("UPDATE device_group SET name = ?2, version = ?3 WHERE id = ?1")
                .setParameter(1, group.id())
                .setParameter(2, group.name())
                .setParameter(3, group.version())
                .executeUpdate();
        run("DELETE FROM device_group_member WHERE group_id = ?1", group.id());
        addMembers(group);
    }

    private void addMembers(Group group) {
        List<Object[]> rows = new ArrayList<>();
        for (String kind : List.of(DEVICE, PLACE, GROUP)) {
            members(group, kind).forEach(member -> rows.add(new Object[] {group.id(), kind, member}));
        }
        if (!rows.isEmpty()) {
            MEMBERS.run(entityManager, rows);
        }
    }

    /** Other groups lose it, too. */
    void remove(String id) {
        letGo(GROUP, id);
        run("DELETE FROM device_group WHERE id = ?1", id);
    }

    /** No group has it any more. */
    void letGoOfDevice(String deviceId) {
        letGo(DEVICE, deviceId);
    }

    private void letGo(String kind, String member) {
        entityManager
                .createNativeQuery("DELETE FROM device_group_member WHERE kind = ?1 AND member = ?2")
                .setParameter(1, kind)
                .setParameter(2, member)
                .executeUpdate();
    }

    void removeAllOf(String username) {
        run("DELETE FROM device_group WHERE owner = ?1", username);
    }

    /** Every place that is in a group, and in which. */
    List<Place> places() {
        List<Place> places = new ArrayList<>();
        for (Object each : entityManager
                .createNativeQuery(
                        "SELECT group_id, member FROM device_group_member WHERE kind = 'PLACE' ORDER BY group_id, member")
                .getResultList()) {
            Object[] row = (Object[]) each;
            places.add(new Place((String) row[0], (String) row[1]));
        }
        return places;
    }

    /** A place in a group. */
    record Place(String groupId, String path) {}

    /** Where the group has the other place already, it has it once. */
    void rename(Place place, String path) {
        entityManager
                .createNativeQuery(
                        "DELETE FROM device_group_member WHERE group_id = ?1 AND kind = 'PLACE' AND member IN (?2, ?3)")
                .setParameter(1, place.groupId())
                .setParameter(2, place.path())
                .setParameter(3, path)
                .executeUpdate();
        MEMBERS.run(entityManager, List.<Object[]>of(new Object[] {place.groupId(), PLACE, path}));
    }

    private void run(String sql, String parameter) {
        entityManager.createNativeQuery(sql).setParameter(1, parameter).executeUpdate();
    }
}
