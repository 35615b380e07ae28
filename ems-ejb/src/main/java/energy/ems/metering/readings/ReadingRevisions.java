package energy.ems.metering.readings;

import energy.ems.boundary.Caller;
import energy.ems.metering.profile.Amount;
import energy.ems.metering.readings.StoredReadings.Place;
import energy.ems.metering.readings.StoredReadings.ReadingsUnavailableException;
import energy.ems.platform.MultiRowInsert;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is on record of readings that were replaced, removed or put in by people: nothing vanishes. Plain SQL on the
 * connection of the current transaction, as {@link StoredReadings}. The callers hold the meters' locks.
 */
@ApplicationScoped
public class ReadingRevisions {

    /** As many readings as one statement asks for. */
    private static final int PLACES = 100;

    private static final MultiRowInsert INSERT_REVISION = new MultiRowInsert(
            "INSERT INTO reading_revision"
                    + " (meter_id, taken_at, old_value, old_interval_s, new_value, new_interval_s, changed_at, changed_by,"
                    + " reason)",
            9);

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    /** The values that stood at an instant and were replaced, and whether a person has had a say in it. */
    public static final class Past {
        private final List<Amount> values = new ArrayList<>();
        private boolean decided;

        public void add(Amount oldValue, String changedBy) {
            if (oldValue != null) {
                values.add(oldValue);
            }
            decided |= !Caller.SYSTEM.equals(changedBy);
        }

        /** Whether a meter that sends this value has nothing new to say. */
        public boolean settles(Amount said) {
            return decided || values.stream().anyMatch(said::isSame);
        }
    }

    /** A value that took another's place; null where there was none or is none any more. */
    public record Revision(long meterId, Instant at, Amount oldValue, Amount newValue, String by, String reason) {}

    /** Puts on record what has changed, in this transaction. */
    public void record(List<Revision> revisions, Instant now) {
        INSERT_REVISION.run(
                entityManager,
                revisions.stream()
                        .map(revision -> new Object[] {
                            revision.meterId(),
                            revision.at().toEpochMilli(),
                            valueOf(revision.oldValue()),
                            secondsOf(revision.oldValue()),
                            valueOf(revision.newValue()),
                            secondsOf(revision.newValue()),
                            now.toEpochMilli(),
                            revision.by(),
                            revision.reason()
                        })
                        .toList());
    }

    private static BigDecimal valueOf(Amount said) {
        return said == null ? null : said.value();
    }

    private static Integer secondsOf(Amount said) {
        return said == null ? null : said.seconds();
    }

    /** What became of the readings of these instants before, of each of which something is on record. */
    public Map<Place, Past> past(Collection<Place> places) {
        Map<Place, Past> found = new HashMap<>();
        List<Place> ordered = places.stream().sorted().toList();
        for (int start = 0; start < ordered.size(); start += PLACES) {
            past(ordered.subList(start, Math.min(ordered.size(), start + PLACES)), found);
        }
        return found;
    }

    private void past(List<Place> places, Map<Place, Past> found) {
        String sql = "SELECT meter_id, taken_at, old_value, old_interval_s, changed_by FROM reading_revision"
                + " WHERE (meter_id, taken_at) IN ("
                + String.join(", ", Collections.nCopies(places.size(), "(?, ?)")) + ")";
        try (PreparedStatement select = connection().prepareStatement(sql)) {
            int parameter = 1;
            for (Place place : places) {
                select.setLong(parameter++, place.meterId());
                select.setLong(parameter++, place.at().toEpochMilli());
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.computeIfAbsent(
                                    new Place(rows.getLong(1), Instant.ofEpochMilli(rows.getLong(2))),
                                    place -> new Past())
                            .add(said(rows.getBigDecimal(3), rows.getInt(4)), rows.getString(5));
                }
            }
        } catch (SQLException e) {
            throw new ReadingsUnavailableException(e);
        }
    }

    /** Null where there was no value. */
    private static Amount said(BigDecimal value, int seconds) {
        return value == null ? null : Amount.of(value, seconds);
    }

    /** Whether a person has decided about the reading of that instant. */
    public boolean wasDecided(long meterId, Instant at) {
        return !entityManager
                .createNativeQuery("SELECT id FROM reading_revision WHERE meter_id = ?1 AND taken_at = ?2"
                        + " AND changed_by <> ?3")
                .setParameter(1, meterId)
                .setParameter(2, at.toEpochMilli())
                .setParameter(3, Caller.SYSTEM)
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }

    /**
     * A stretch of the record that was looked at.
     *
     * @param last the last id in it
     * @param more whether older ones than asked for may follow
     */
    public record Old(long last, int removed, boolean more) {}

    /**
     * Removes what was written before that instant, but for what a person has decided of a reading that may still change.
     * The ids are in the order of time, near enough, so nothing is read that is younger.
     *
     * @param after the ids that are looked at are greater than this
     * @param most how many are looked at
     */
    public Old removeOld(Instant before, long after, int most) {
        // No join, before which MySQL would read and sort all that there are.
        String sql = "SELECT r.id, r.changed_at, r.changed_by = ? OR r.taken_at"
                + " < (SELECT m.readings_kept_from FROM meter m WHERE m.id = r.meter_id)"
                + " FROM reading_revision r WHERE r.id > ? ORDER BY r.id LIMIT " + most;
        List<Long> old = new ArrayList<>();
        long last = after;
        int looked = 0;
        try (PreparedStatement select = connection().prepareStatement(sql)) {
            select.setString(1, Caller.SYSTEM);
            select.setLong(2, after);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next() && rows.getLong(2) < before.toEpochMilli()) {
                    last = rows.getLong(1);
                    looked++;
                    if (rows.getBoolean(3)) {
                        old.add(last);
                    }
                }
            }
        } catch (SQLException e) {
            throw new ReadingsUnavailableException(e);
        }
        try (PreparedStatement delete = connection().prepareStatement("DELETE FROM reading_revision WHERE id = ?")) {
            for (long id : old) {
                delete.setLong(1, id);
                delete.addBatch();
            }
            delete.executeBatch();
        } catch (SQLException e) {
            throw new ReadingsUnavailableException(e);
        }
        return new Old(last, old.size(), looked == most);
    }

    /** Takes from the record what was noted of these readings for that reason. */
    void forget(Collection<Place> places, String reason) {
        String sql = "DELETE FROM reading_revision WHERE meter_id = ? AND taken_at = ? AND reason = ?";
        try (PreparedStatement forget = connection().prepareStatement(sql)) {
            for (Place place : places) {
                forget.setLong(1, place.meterId());
                forget.setLong(2, place.at().toEpochMilli());
                forget.setString(3, reason);
                forget.addBatch();
            }
            forget.executeBatch();
        } catch (SQLException e) {
            throw new ReadingsUnavailableException(e);
        }
    }

    private Connection connection() {
        return entityManager.unwrap(Connection.class);
    }
}
