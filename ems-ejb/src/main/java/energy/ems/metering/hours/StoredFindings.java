package energy.ems.metering.hours;

import energy.ems.boundary.Page;
import energy.ems.boundary.PageRequest;
import energy.ems.metering.profile.AffectedWindow;
import energy.ems.metering.profile.Finding;
import energy.ems.platform.MultiRowInsert;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.Query;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the calculation noticed, brought to what it says now: a finding goes when a recalculation of its time no longer
 * finds it. The callers hold the meters' locks.
 */
@ApplicationScoped
public class StoredFindings {

    private static final int WINDOWS = 100;
    private static final MultiRowInsert INSERT =
            new MultiRowInsert("INSERT INTO finding (meter_id, until_at, kind, from_at, kwh)", 5);

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    /** A finding, and of which device. */
    public record OfMeter(String deviceId, String deviceName, Finding finding) {}

    private record Place(long meterId, Instant until, Finding.Kind kind) implements Comparable<Place> {

        @Override
        public int compareTo(Place other) {
            int byMeter = Long.compare(meterId, other.meterId);
            int byTime = byMeter != 0 ? byMeter : until.compareTo(other.until);
            return byTime != 0 ? byTime : kind.compareTo(other.kind);
        }
    }

    private record Window(long meterId, AffectedWindow window) {}

    /** After a recomputation, whatever was found before by other settings. */
    void replace(List<MeterWindows> recalculated) {
        storeAll(windows(recalculated.stream()));
    }

    void store(List<MeterWindows> recalculated) {
        storeAll(windows(
                recalculated.stream().filter(each -> each.meter().settings().bringsFindings())));
    }

    private static List<Window> windows(Stream<MeterWindows> recalculated) {
        return recalculated
                .flatMap(each -> each.windows().stream()
                        .map(window -> new Window(each.meter().id(), window)))
                .toList();
    }

    private void storeAll(List<Window> windows) {
        for (int start = 0; start < windows.size(); start += WINDOWS) {
            storeSome(windows.subList(start, Math.min(windows.size(), start + WINDOWS)));
        }
    }

    private void storeSome(List<Window> windows) {
        TreeMap<Place, Finding> found = new TreeMap<>();
        for (Window each : windows) {
            each.window()
                    .profile()
                    .findings()
                    .forEach(finding -> found.put(new Place(each.meterId(), finding.until(), finding.kind()), finding));
        }
        List<Place> gone = new ArrayList<>();
        stored(windows).forEach((place, stored) -> {
            if (isSame(stored, found.get(place))) {
                found.remove(place);
            } else {
                gone.add(place);
            }
        });
        remove(gone);
        INSERT.run(
                entityManager,
                found.entrySet().stream()
                        .map(each -> new Object[] {
                            each.getKey().meterId(),
                            each.getKey().until().toEpochMilli(),
                            each.getKey().kind().name(),
                            each.getValue().from().toEpochMilli(),
                            each.getValue().kwh()
                        })
                        .toList());
    }

    private static boolean isSame(Finding stored, Finding found) {
        return found != null
                && stored.from().equals(found.from())
                && stored.kwh().compareTo(found.kwh()) == 0;
    }

    /**
     * BEWARE: not by a native query, because EclipseLink parses the text of each, and it is another one each time. The
     * index is named, because the server would otherwise try to join the windows of all indexes, which took ten times as
     * long as reading the rows.
     */
    private Map<Place, Finding> stored(List<Window> windows) {
        StringJoiner sql = new StringJoiner(
                " OR ", "SELECT meter_id, until_at, kind, from_at, kwh FROM finding FORCE INDEX (PRIMARY) WHERE ", "");
        for (Window each : windows) {
            sql.add("(meter_id = " + each.meterId() + " AND until_at >= "
                    + each.window().from().toEpochMilli() + " AND until_at < "
                    + each.window().to().toEpochMilli() + ")");
        }
        Map<Place, Finding> stored = new TreeMap<>();
        try (Statement select = connection().createStatement();
                ResultSet rows = select.executeQuery(sql.toString())) {
            while (rows.next()) {
                Object[] row = {rows.getLong(2), rows.getString(3), rows.getLong(4), rows.getBigDecimal(5)};
                Finding finding = finding(row, 0);
                stored.put(new Place(rows.getLong(1), finding.until(), finding.kind()), finding);
            }
            return stored;
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
    }

    /** BEWARE: by one key at a time, because with several a small table would be read, and locked, as a whole. */
    private void remove(List<Place> places) {
        if (places.isEmpty()) {
            return;
        }
        try (PreparedStatement delete =
                connection().prepareStatement("DELETE FROM finding WHERE meter_id = ? AND until_at = ? AND kind = ?")) {
            for (Place place : places) {
                delete.setLong(1, place.meterId());
                delete.setLong(2, place.until().toEpochMilli());
                delete.setString(3, place.kind().name());
                delete.addBatch();
            }
            delete.executeBatch();
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
    }

    private Connection connection() {
        return entityManager.unwrap(Connection.class);
    }

    /** The finding of that kind that stands at that instant. */
    public Optional<Finding> find(long meterId, Instant until, Finding.Kind kind) {
        return load(meterId, until, until.plusMillis(1), WINDOWS).stream()
                .filter(finding -> finding.until().equals(until) && finding.kind() == kind)
                .findFirst();
    }

    /** The findings of a meter that reach into {@code [from, to)}, ascending; of very many the first. */
    public List<Finding> load(long meterId, Instant from, Instant to, int most) {
        List<?> rows = entityManager
                .createNativeQuery("SELECT until_at, kind, from_at, kwh FROM finding"
                        + " WHERE meter_id = ?1 AND until_at >= ?2 AND from_at < ?3 ORDER BY until_at, kind LIMIT "
                        + most)
                .setParameter(1, meterId)
                .setParameter(2, from.toEpochMilli())
                .setParameter(3, to.toEpochMilli())
                .getResultList();
        return rows.stream().map(row -> finding((Object[]) row, 0)).toList();
    }

    /**
     * The findings of registered meters, the latest first.
     *
     * @param deviceId null for all
     * @param kind null for all
     */
    public Page<OfMeter> page(String deviceId, Finding.Kind kind, PageRequest page) {
        String rest = " FROM finding f JOIN meter m ON m.id = f.meter_id WHERE m.state = 'ACTIVE'"
                + (deviceId == null ? "" : " AND m.device_id = ?1")
                + (kind == null ? "" : " AND f.kind = ?2");
        List<?> rows = asked(
                        "SELECT f.until_at, f.kind, f.from_at, f.kwh, m.device_id, m.name" + rest
                                + " ORDER BY f.until_at DESC, f.meter_id, f.kind LIMIT " + page.size() + " OFFSET "
                                + page.offset(),
                        deviceId,
                        kind)
                .getResultList();
        Number total = (Number) asked("SELECT COUNT(*)" + rest, deviceId, kind).getSingleResult();
        return new Page<>(
                rows.stream()
                        .map(each -> (Object[]) each)
                        .map(row -> new OfMeter((String) row[4], (String) row[5], finding(row, 0)))
                        .toList(),
                total.longValue());
    }

    private Query asked(String sql, String deviceId, Finding.Kind kind) {
        Query query = entityManager.createNativeQuery(sql);
        if (deviceId != null) {
            query.setParameter(1, deviceId);
        }
        if (kind != null) {
            query.setParameter(2, kind.name());
        }
        return query;
    }

    private static Finding finding(Object[] row, int first) {
        return new Finding(
                Finding.Kind.valueOf((String) row[first + 1]),
                Instant.ofEpochMilli(((Number) row[first + 2]).longValue()),
                Instant.ofEpochMilli(((Number) row[first]).longValue()),
                ((BigDecimal) row[first + 3]).stripTrailingZeros());
    }
}
