package energy.ems.device;

import energy.ems.device.DeviceChangeView.Kind;
import energy.ems.deviceevents.DeviceState;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The tombstones: which devices there were, and where their versions stopped. */
final class DeletedDevices {

    private DeletedDevices() {}

    /** Locks and removes the tombstones of these ids; answers their versions. */
    static Map<String, Long> take(EntityManager entityManager, Collection<String> ids) {
        Map<String, Long> versions = versions(entityManager, ids);
        if (!versions.isEmpty()) {
            withIds(
                            entityManager.createNativeQuery(
                                    "DELETE FROM device_tombstone WHERE device_id IN " + placeholders(ids)),
                            ids)
                    .executeUpdate();
        }
        return versions;
    }

    /** Locks the tombstones of these ids; answers their versions. */
    @SuppressWarnings("unchecked")
    static Map<String, Long> versions(EntityManager entityManager, Collection<String> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        List<Object[]> rows = withIds(
                        entityManager.createNativeQuery("SELECT device_id, version FROM device_tombstone"
                                + " WHERE device_id IN " + placeholders(ids) + " ORDER BY device_id FOR UPDATE"),
                        ids)
                .getResultList();
        Map<String, Long> versions = new HashMap<>();
        rows.forEach(row -> versions.put((String) row[0], ((Number) row[1]).longValue()));
        return versions;
    }

    static void bury(EntityManager entityManager, String id, long version, Instant now) {
        entityManager
                .createNativeQuery("INSERT INTO device_tombstone (device_id, version, deleted_at) VALUES (?1, ?2, ?3)")
                .setParameter(1, id)
                .setParameter(2, version)
                .setParameter(3, now.toEpochMilli())
                .executeUpdate();
    }

    /** The tombstones after that id, in ascending order. */
    @SuppressWarnings("unchecked")
    static Map<String, Long> after(EntityManager entityManager, String afterId, int limit) {
        List<Object[]> rows = entityManager
                .createNativeQuery("SELECT device_id, version FROM device_tombstone WHERE device_id > ?1"
                        + " ORDER BY device_id LIMIT " + limit)
                .setParameter(1, afterId)
                .getResultList();
        Map<String, Long> versions = new LinkedHashMap<>();
        rows.forEach(row -> versions.put((String) row[0], ((Number) row[1]).longValue()));
        return versions;
    }

    /** A deletion tells no more than the id: what the device was like is of no use any more. */
    static DeviceChange deletion(String id, long version, Instant at) {
        DeviceState gone = DeviceState.named(id);
        return new DeviceChange(Kind.DELETED, version, at, gone, List.of());
    }

    private static String placeholders(Collection<String> ids) {
        return IntStream.rangeClosed(1, ids.size()).mapToObj(n -> "?" + n).collect(Collectors.joining(", ", "(", ")"));
    }

    private static Query withIds(Query query, Collection<String> ids) {
        int position = 1;
        for (String id : ids) {
            query.setParameter(position++, id);
        }
        return query;
    }
}
