package energy.ems.metering.meter;

import energy.ems.platform.MultiRowInsert;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was true of a meter when: its limits and its owners. A change counts from the start of the UTC hour in which it
 * was made, so that an hour has one limit and one owner.
 */
@ApplicationScoped
public class LimitsAndOwners {

    private static final MultiRowInsert LIMITS =
            new MultiRowInsert("REPLACE INTO meter_limit (meter_id, valid_from, limit_kwh)", 3);
    private static final MultiRowInsert OWNERS =
            new MultiRowInsert("REPLACE INTO meter_owner (meter_id, valid_from, owner)", 3);

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    /** What is known of these meters, to be changed; {@link #store} writes the changes. */
    public FactChanges changes(Collection<Meter> meters) {
        FactChanges changes = new FactChanges();
        // Of what no event has told of, there is nothing to know.
        List<Long> ids = meters.stream()
                .filter(meter -> meter.eventVersion() > 0)
                .map(Meter::id)
                .toList();
        rows("limit_kwh", "meter_limit", ids)
                .forEach(row -> changes.knownLimit(id(row), from(row), (BigDecimal) row[2]));
        rows("owner", "meter_owner", ids).forEach(row -> changes.knownOwner(id(row), from(row), (String) row[2]));
        return changes;
    }

    public void store(FactChanges changes) {
        LIMITS.run(entityManager, changes.limitRows());
        OWNERS.run(entityManager, changes.ownerRows());
    }

    public Limits limits(Meter meter) {
        return meter.isAnnounced() ? Limits.always(meter.maxHourlyKwh()) : limits(meter.id());
    }

    public Limits limits(long meterId) {
        return limits(List.of(meterId)).get(meterId);
    }

    /** The limits of many meters by id, with one query for those that do not know them; one without any is there too. */
    public Map<Long, Limits> limitsOf(Collection<Meter> meters) {
        Map<Long, Limits> found = new HashMap<>();
        List<Long> asked = new ArrayList<>();
        for (Meter meter : meters) {
            if (meter.knownLimits() == null) {
                asked.add(meter.id());
            } else {
                found.put(meter.id(), meter.knownLimits());
            }
        }
        found.putAll(limits(asked));
        return found;
    }

    /** The limits of many meters with one query; a meter without any is there too. */
    public Map<Long, Limits> limits(Collection<Long> meterIds) {
        Map<Long, Limits> found = new HashMap<>();
        meterIds.forEach(id -> found.put(id, new Limits(new TreeMap<>())));
        rows("limit_kwh", "meter_limit", meterIds)
                .forEach(row -> found.get(id(row)).byStart().put(from(row), (BigDecimal) row[2]));
        return found;
    }

    @SuppressWarnings("unchecked")
    private List<Object[]> rows(String column, String table, Collection<Long> meterIds) {
        if (meterIds.isEmpty()) {
            return List.of();
        }
        String in = meterIds.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return entityManager
                .createNativeQuery(
                        "SELECT meter_id, valid_from, %s FROM %s WHERE meter_id IN (%s)".formatted(column, table, in))
                .getResultList();
    }

    private static long id(Object[] row) {
        return ((Number) row[0]).longValue();
    }

    private static Instant from(Object[] row) {
        return Instant.ofEpochMilli(((Number) row[1]).longValue());
    }

    /** Whose the meter was at that instant, or null. */
    public String ownerAt(long meterId, Instant instant) {
        List<?> owners = entityManager
                .createNativeQuery("SELECT owner FROM meter_owner WHERE meter_id = ?1 AND valid_from <= ?2"
                        + " ORDER BY valid_from DESC LIMIT 1")
                .setParameter(1, meterId)
                .setParameter(2, instant.toEpochMilli())
                .getResultList();
        return owners.isEmpty() ? null : (String) owners.get(0);
    }

    /** Whose name stood there before belongs to nobody: a later namesake is somebody else. */
    public void forgetOwner(String owner) {
        entityManager
                .createNativeQuery("UPDATE meter_owner SET owner = NULL WHERE owner = ?1")
                .setParameter(1, owner)
                .executeUpdate();
    }

    /** Since when the meter belongs to its present owner. */
    public Instant ownedSince(long meterId) {
        Number since = (Number) entityManager
                .createNativeQuery("SELECT MAX(valid_from) FROM meter_owner WHERE meter_id = ?1")
                .setParameter(1, meterId)
                .getSingleResult();
        return since == null ? Instant.EPOCH : Instant.ofEpochMilli(since.longValue());
    }

    /** Since when each of these meters belongs to its present owner, by one query; those that never had one are left out. */
    public Map<Long, Instant> ownedSince(Collection<Long> meterIds) {
        Map<Long, Instant> since = new HashMap<>();
        if (meterIds.isEmpty()) {
            return since;
        }
        String in = meterIds.stream().map(String::valueOf).collect(Collectors.joining(", "));
        for (Object each : entityManager
                .createNativeQuery("SELECT meter_id, MAX(valid_from) FROM meter_owner WHERE meter_id IN (" + in
                        + ") GROUP BY meter_id")
                .getResultList()) {
            Object[] row = (Object[]) each;
            since.put(id(row), from(row));
        }
        return since;
    }

    /** A meter's limits in the course of time. */
    public record Limits(TreeMap<Instant, BigDecimal> byStart) {

        static Limits always(BigDecimal limitKwh) {
            TreeMap<Instant, BigDecimal> byStart = new TreeMap<>();
            byStart.put(Instant.EPOCH, limitKwh);
            return new Limits(byStart);
        }

        /** The limit in force at that instant, in kWh for an hour, or null for none. */
        public BigDecimal at(Instant instant) {
            Map.Entry<Instant, BigDecimal> inForce = byStart.floorEntry(instant);
            return inForce == null ? null : inForce.getValue();
        }
    }
}
