package energy.ems.metering.meter;

import com.github.benmanes.caffeine.cache.Cache;
import energy.ems.metering.meter.LimitsAndOwners.Limits;
import energy.ems.platform.Remembered;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The meters that are heard from, thousands a second and for nearly all of them with nothing new but the reading. They
 * are locked as {@link Meters} locks them, by the narrow part of their rows; the rest is remembered from the last time
 * where the locked row's version proves that it still is so.
 *
 * <p>Nothing that is remembered is believed without that proof: another node, an operator or a restored database may
 * have changed the row. Thread-safe.
 */
@ApplicationScoped
public class HeardMeters {

    /** An eighth of the heap, at about 700 bytes each. */
    private static final int MOST_REMEMBERED =
            (int) Math.min(10_000_000, Runtime.getRuntime().maxMemory() / 8 / 700);

    private static final int IDS = 1_000;

    private static final String LOCK = "SELECT id, device_id, event_version, checksum, last_reading_at,"
            + " last_received_at, silent_since, readings_version, warns_before_limit, rulings,"
            + " longest_stated_s, last_stated_s, readings_kept_from"
            + " FROM meter FORCE INDEX (meter_by_device) WHERE device_id IN (";

    // One statement for all of them, because one for each was the dearest of a batch; a zero for what has no value,
    // because the servers do not agree about a null in a JSON text. BEWARE: the order of the join is forced, because a
    // small table would be read, and locked, as a whole.
    private static final String STORE = "UPDATE JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$[0]',"
            + " reading_at BIGINT PATH '$[1]', received_at BIGINT PATH '$[2]', silent_since BIGINT PATH '$[3]',"
            + " version BIGINT PATH '$[4]')) h STRAIGHT_JOIN meter m FORCE INDEX (PRIMARY) ON m.id = h.id"
            + " SET m.last_reading_at = h.reading_at, m.last_received_at = h.received_at,"
            + " m.silent_since = NULLIF(h.silent_since, 0), m.readings_version = h.version";

    private final Cache<String, Meter> remembered = Remembered.upTo(MOST_REMEMBERED, meter -> 1);

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    Meters meters;

    @Inject
    LimitsAndOwners facts;

    /** What changes with every reading, and what proves that nothing else has changed. */
    record Row(
            long id,
            String deviceId,
            long eventVersion,
            String checksum,
            Instant lastReadingAt,
            Instant lastReceivedAt,
            Instant silentSince,
            long readingsVersion,
            boolean warnsBeforeLimit,
            String rulings,
            int longestStatedSeconds,
            int lastStatedSeconds,
            Instant readingsKeptFrom) {

        static Row of(ResultSet row) throws SQLException {
            return new Row(
                    row.getLong(1),
                    row.getString(2),
                    row.getLong(3),
                    row.getString(4),
                    instant(row, 5),
                    instant(row, 6),
                    instant(row, 7),
                    row.getLong(8),
                    row.getBoolean(9),
                    row.getString(10),
                    row.getInt(11),
                    row.getInt(12),
                    instant(row, 13));
        }

        private static Instant instant(ResultSet row, int column) throws SQLException {
            long millis = row.getLong(column);
            return row.wasNull() ? null : Instant.ofEpochMilli(millis);
        }
    }

    /**
     * Locks the meters of these devices until the transaction ends; unknown ids become unassigned meters. They are not
     * managed by JPA: {@link #store} writes what is noted in them.
     *
     * @return by device id
     */
    public Map<String, Meter> lock(Collection<String> deviceIds) {
        List<String> wanted = List.copyOf(new TreeSet<>(deviceIds));
        // BEWARE: before the first lock, as in Meters.
        List<String> unheard = wanted.stream()
                .filter(id -> remembered.getIfPresent(id) == null)
                .toList();
        if (!unheard.isEmpty()) {
            meters.addUnknown(unheard);
        }
        Map<String, Meter> locked = new TreeMap<>();
        for (int start = 0; start < wanted.size(); start += IDS) {
            lockSome(wanted.subList(start, Math.min(wanted.size(), start + IDS)), locked);
        }
        List<String> unproven =
                wanted.stream().filter(id -> !locked.containsKey(id)).toList();
        if (!unproven.isEmpty()) {
            locked.putAll(load(unproven));
        }
        return locked;
    }

    private void lockSome(List<String> deviceIds, Map<String, Meter> locked) {
        String sql = LOCK + "?" + ", ?".repeat(deviceIds.size() - 1) + ") ORDER BY device_id FOR UPDATE";
        try (PreparedStatement select = connection().prepareStatement(sql)) {
            for (int i = 0; i < deviceIds.size(); i++) {
                select.setString(i + 1, deviceIds.get(i));
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Row row = Row.of(rows);
                    Meter meter = remembered.getIfPresent(row.deviceId());
                    if (meter != null && meter.isProvenBy(row)) {
                        locked.put(row.deviceId(), meter.heardSo(row));
                    }
                }
            }
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
    }

    /** Whole, and to be remembered: what is read here under the lock was committed by somebody. */
    private Map<String, Meter> load(Collection<String> deviceIds) {
        Map<String, Meter> loaded = meters.lock(deviceIds);
        Map<Long, Limits> limits = facts.limitsOf(loaded.values());
        Map<String, Meter> found = new TreeMap<>();
        loaded.forEach((deviceId, meter) -> {
            entityManager.detach(meter);
            remembered.put(deviceId, meter.remembered(limits.get(meter.id())));
            found.put(deviceId, meter);
        });
        return found;
    }

    /** Writes down when these were heard, since when they are silent, and the version of their readings. */
    public void store(Collection<Meter> heard) {
        if (heard.isEmpty()) {
            return;
        }
        List<String> rows = new ArrayList<>(heard.size());
        for (Meter meter : heard) {
            rows.add("[" + meter.id() + "," + meter.lastReadingAt().toEpochMilli() + ","
                    + meter.lastReceivedAt().toEpochMilli() + ","
                    + (meter.silentSince() == null ? 0 : meter.silentSince().toEpochMilli()) + ","
                    + meter.readingsVersion() + "]");
        }
        try (PreparedStatement update = connection().prepareStatement(STORE)) {
            update.setString(1, "[" + String.join(",", rows) + "]");
            update.executeUpdate();
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
        List<Meter> stating = heard.stream().filter(Meter::statesOtherwise).toList();
        if (!stating.isEmpty()) {
            storeStated(stating);
        }
    }

    /** Apart, because most meters never state a length, and those that do state the same one again and again. */
    private void storeStated(List<Meter> stating) {
        try (PreparedStatement update = connection()
                .prepareStatement("UPDATE meter SET longest_stated_s = ?, last_stated_s = ? WHERE id = ?")) {
            for (Meter meter : stating) {
                update.setInt(1, meter.longestStatedSeconds());
                update.setInt(2, meter.lastStatedSeconds());
                update.setLong(3, meter.id());
                update.addBatch();
            }
            update.executeBatch();
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
    }

    private Connection connection() {
        return entityManager.unwrap(Connection.class);
    }
}
