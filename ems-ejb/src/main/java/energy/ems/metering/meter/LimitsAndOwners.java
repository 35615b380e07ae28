package energy.ems.metering.meter;

import energy.ems.metering.profile.Energy;
import energy.ems.metering.profile.UtcHour;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.math.BigDecimal;
import java.time.Instant;
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

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    public void limit(long meterId, Instant from, BigDecimal limitKwh) {
        if (!Energy.sameNumber(limits(meterId).at(from), limitKwh)) {
            put("meter_limit", "limit_kwh", meterId, from, limitKwh);
        }
    }

    public void owner(long meterId, Instant from, String owner) {
        put("meter_owner", "owner", meterId, from, owner);
    }

    /** Whether anybody, or expressly nobody, was ever said to own the meter: so since its first event with settings. */
    public boolean hasHadOwner(long meterId) {
        return !entityManager
                .createNativeQuery("SELECT valid_from FROM meter_owner WHERE meter_id = ?1 LIMIT 1")
                .setParameter(1, meterId)
                .getResultList()
                .isEmpty();
    }

    private void put(String table, String column, long meterId, Instant from, Object value) {
        entityManager
                .createNativeQuery(
                        "INSERT INTO %s (meter_id, valid_from, %s) VALUES (?1, ?2, ?3)".formatted(table, column)
                                + " ON DUPLICATE KEY UPDATE %s = ?4".formatted(column))
                .setParameter(1, meterId)
                .setParameter(2, UtcHour.of(from).toEpochMilli())
                .setParameter(3, value)
                .setParameter(4, value)
                .executeUpdate();
    }

    public Limits limits(Meter meter) {
        return meter.isAnnounced() ? Limits.always(meter.maxHourlyKwh()) : limits(meter.id());
    }

    public Limits limits(long meterId) {
        return limits(List.of(meterId)).get(meterId);
    }

    /** The limits of many meters with one query; a meter without any is there too. */
    public Map<Long, Limits> limits(Collection<Long> meterIds) {
        Map<Long, TreeMap<Instant, BigDecimal>> found = new HashMap<>();
        meterIds.forEach(id -> found.put(id, new TreeMap<>()));
        if (!meterIds.isEmpty()) {
            String in = meterIds.stream().map(String::valueOf).collect(Collectors.joining(", "));
            @SuppressWarnings("unchecked")
            List<Object[]> rows = entityManager
                    .createNativeQuery(
                            "SELECT meter_id, valid_from, limit_kwh FROM meter_limit WHERE meter_id IN (" + in + ")")
                    .getResultList();
            for (Object[] row : rows) {
                found.get(((Number) row[0]).longValue())
                        .put(Instant.ofEpochMilli(((Number) row[1]).longValue()), (BigDecimal) row[2]);
            }
        }
        return found.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> new Limits(entry.getValue())));
    }

    /** Since when the latest of what is known of the meter is true. */
    public Instant latestChange(long meterId) {
        Number latest = (Number) entityManager
                .createNativeQuery("SELECT MAX(valid_from) FROM (SELECT valid_from FROM meter_limit WHERE meter_id = ?1"
                        + " UNION ALL SELECT valid_from FROM meter_owner WHERE meter_id = ?2) known")
                .setParameter(1, meterId)
                .setParameter(2, meterId)
                .getSingleResult();
        return latest == null ? Instant.EPOCH : Instant.ofEpochMilli(latest.longValue());
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

    /** Since when the meter belongs to its present owner. */
    public Instant ownedSince(long meterId) {
        Number since = (Number) entityManager
                .createNativeQuery("SELECT MAX(valid_from) FROM meter_owner WHERE meter_id = ?1")
                .setParameter(1, meterId)
                .getSingleResult();
        return since == null ? Instant.EPOCH : Instant.ofEpochMilli(since.longValue());
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
