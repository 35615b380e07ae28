package energy.ems.metering.readings;

import energy.ems.boundary.Caller;
import energy.ems.boundary.Page;
import energy.ems.boundary.PageRequest;
import energy.ems.metering.profile.Amount;
import energy.ems.metering.profile.Plausibility;
import energy.ems.metering.profile.Plausibility.Reason;
import energy.ems.platform.MultiRowInsert;
import energy.ems.platform.Removal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Implausible readings, kept with the reason until a person decides. */
@ApplicationScoped
public class Quarantine {

    static final String WAITING = "WAITING";
    public static final String RELEASED = "RELEASED";
    public static final String DISCARDED = "DISCARDED";

    private static final String WAITING_ROWS = " FROM quarantined_reading q"
            + " LEFT JOIN meter m ON m.device_id = q.device_id WHERE q.state = '" + WAITING + "'";

    private static final String COLUMNS = "SELECT q.id, q.device_id, m.name, q.taken_at, q.value_text, q.reason,"
            + " q.received_at, m.id, q.interval_s" + WAITING_ROWS;

    private static final int ENTRIES = 200;

    /** So many stored readings on either side show whether a doubted one fits: an hour of ten-minute ones. */
    private static final int NEIGHBOURS = 6;

    private static final MultiRowInsert INSERT = new MultiRowInsert(
            "INSERT IGNORE INTO quarantined_reading"
                    + " (device_id, taken_at, value_text, interval_s, reason, received_at, state)",
            7);

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    StoredReadings storedReadings;

    public record Entry(Measurement measurement, Plausibility.Reason reason, Instant receivedAt) {}

    /** A reading that nobody has decided about. */
    public record Waiting(
            long id,
            String deviceId,
            Instant takenAt,
            String value,
            Duration interval,
            Reason reason,
            Instant receivedAt) {

        /** BEWARE: its value may be beyond any number that can be calculated with. */
        public Amount said() {
            return new Amount(new BigDecimal(value), interval);
        }
    }

    /** A stretch of time, {@code [from, to)}. */
    public record Place(Instant from, Instant to) {}

    /** @return how many were doubted; the same value for the same instant is kept once */
    public int add(List<Entry> entries) {
        INSERT.run(
                entityManager,
                entries.stream()
                        .map(entry -> new Object[] {
                            entry.measurement().deviceId(),
                            entry.measurement().timestamp().toEpochMilli(),
                            entry.measurement().said().value().toString(),
                            seconds(entry),
                            entry.reason().name(),
                            entry.receivedAt().toEpochMilli(),
                            WAITING
                        })
                        .toList());
        return entries.size();
    }

    private static int seconds(Entry entry) {
        Integer seconds = entry.measurement().said().seconds();
        return seconds == null ? 0 : seconds;
    }

    /** The same for readings that were believed until now; what had been released by itself waits once more. */
    public void addAgain(List<Entry> entries) {
        add(entries);
        for (int start = 0; start < entries.size(); start += ENTRIES) {
            List<Entry> some = entries.subList(start, Math.min(entries.size(), start + ENTRIES));
            Query update = entityManager.createNativeQuery("UPDATE quarantined_reading SET state = '" + WAITING
                    + "', decided_at = NULL, decided_by = NULL, note = NULL WHERE state = '" + RELEASED
                    + "' AND decided_by = ? AND (device_id, taken_at, value_text, interval_s) IN ("
                    + String.join(", ", Collections.nCopies(some.size(), "(?, ?, ?, ?)")) + ")");
            int position = 1;
            update.setParameter(position++, Caller.SYSTEM);
            for (Entry entry : some) {
                update.setParameter(position++, entry.measurement().deviceId());
                update.setParameter(position++, entry.measurement().timestamp().toEpochMilli());
                update.setParameter(
                        position++, entry.measurement().said().value().toString());
                update.setParameter(position++, seconds(entry));
            }
            update.executeUpdate();
        }
    }

    /**
     * What waits, the latest to come first, each with what is stored next to it.
     *
     * @param deviceId of which device; null for all
     * @param reason for which reason; null for any
     */
    public Page<QuarantinedReading> page(String deviceId, Reason reason, PageRequest page) {
        List<?> rows = asked(
                        COLUMNS + narrowed(deviceId, reason) + " ORDER BY q.received_at DESC, q.id DESC LIMIT "
                                + page.size() + " OFFSET " + page.offset(),
                        deviceId,
                        reason)
                .getResultList();
        Number total = (Number) asked("SELECT COUNT(*)" + WAITING_ROWS + narrowed(deviceId, reason), deviceId, reason)
                .getSingleResult();
        return new Page<>(beside(rows), total.longValue());
    }

    /**
     * What waits, by device and reason, that of which something came last first.
     *
     * @param deviceId of which device; null for all
     */
    public Page<QuarantineGroup> groups(String deviceId, PageRequest page) {
        String groups = WAITING_ROWS + narrowed(deviceId, null) + " GROUP BY q.device_id, q.reason";
        List<QuarantineGroup> shown = new ArrayList<>();
        for (Object each : asked(
                        "SELECT q.device_id, MAX(m.name), q.reason, COUNT(*), MIN(q.taken_at), MAX(q.taken_at)" + groups
                                + " ORDER BY MAX(q.received_at) DESC, q.device_id, q.reason LIMIT " + page.size()
                                + " OFFSET " + page.offset(),
                        deviceId,
                        null)
                .getResultList()) {
            Object[] row = (Object[]) each;
            shown.add(new QuarantineGroup(
                    (String) row[0],
                    (String) row[1],
                    Reason.valueOf((String) row[2]),
                    ((Number) row[3]).longValue(),
                    Instant.ofEpochMilli(((Number) row[4]).longValue()),
                    Instant.ofEpochMilli(((Number) row[5]).longValue())));
        }
        Number total = (Number) asked("SELECT COUNT(*) FROM (SELECT q.device_id" + groups + ") g", deviceId, null)
                .getSingleResult();
        return new Page<>(shown, total.longValue());
    }

    /** What waits of a device for one reason, the first to be taken first. */
    public List<Waiting> waiting(String deviceId, Reason reason, int most) {
        return asWaiting(asked(
                        COLUMNS + narrowed(deviceId, reason) + " ORDER BY q.taken_at, q.id LIMIT " + most,
                        deviceId,
                        reason)
                .getResultList());
    }

    private static String narrowed(String deviceId, Reason reason) {
        return (deviceId == null ? "" : " AND q.device_id = ?1") + (reason == null ? "" : " AND q.reason = ?2");
    }

    private Query asked(String sql, String deviceId, Reason reason) {
        Query query = entityManager.createNativeQuery(sql);
        if (deviceId != null) {
            query.setParameter(1, deviceId);
        }
        if (reason != null) {
            query.setParameter(2, reason.name());
        }
        return query;
    }

    /** With the readings before and after, where the device is known. */
    private List<QuarantinedReading> beside(List<?> rows) {
        List<QuarantinedReading> views = views(rows);
        List<Integer> known = IntStream.range(0, rows.size())
                .filter(i -> ((Object[]) rows.get(i))[7] != null)
                .boxed()
                .toList();
        List<StoredReadings.Around> around = storedReadings.around(
                known.stream()
                        .map(i -> new StoredReadings.Range(
                                ((Number) ((Object[]) rows.get(i))[7]).longValue(),
                                views.get(i).takenAt(),
                                views.get(i).takenAt().plusMillis(1)))
                        .toList(),
                NEIGHBOURS);
        for (int i = 0; i < known.size(); i++) {
            views.set(known.get(i), views.get(known.get(i)).beside(around.get(i)));
        }
        return views;
    }

    public List<Waiting> waiting(Collection<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        String in = ids.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return asWaiting(entityManager
                .createNativeQuery(COLUMNS + " AND q.id IN (" + in + ") ORDER BY q.taken_at, q.id")
                .getResultList());
    }

    /**
     * What waits for one of these reasons, of some devices, in the order of time and of arrival.
     *
     * @param places where to look, {@code [from, to)} of each device
     */
    public List<Waiting> waiting(Map<String, Place> places, Set<Reason> reasons) {
        if (places.isEmpty()) {
            return List.of();
        }
        String where = "(q.device_id = ? AND q.taken_at >= ? AND q.taken_at < ?)";
        Query query = entityManager.createNativeQuery(
                COLUMNS + " AND (" + String.join(" OR ", Collections.nCopies(places.size(), where))
                        + ") ORDER BY q.taken_at, q.received_at, q.id");
        int position = 1;
        for (Map.Entry<String, Place> place : places.entrySet()) {
            query.setParameter(position++, place.getKey());
            query.setParameter(position++, place.getValue().from().toEpochMilli());
            query.setParameter(position++, place.getValue().to().toEpochMilli());
        }
        return asWaiting(query.getResultList()).stream()
                .filter(each -> reasons.contains(each.reason()))
                .toList();
    }

    /** What came of a device in a batch and waits. */
    public List<Long> received(String deviceId, Instant receivedAt) {
        List<?> ids = entityManager
                .createNativeQuery("SELECT id FROM quarantined_reading WHERE device_id = ?1 AND received_at = ?2"
                        + " AND state = '" + WAITING + "'")
                .setParameter(1, deviceId)
                .setParameter(2, receivedAt.toEpochMilli())
                .getResultList();
        return ids.stream().map(id -> ((Number) id).longValue()).toList();
    }

    /** What waits because it lay in the future, and does so no longer; the first to come. */
    public List<Waiting> noLongerInTheFuture(Instant now, int most) {
        return asWaiting(entityManager
                .createNativeQuery(COLUMNS + " AND q.reason = '" + Reason.FROM_THE_FUTURE
                        + "' AND q.taken_at <= ?1 ORDER BY q.taken_at, q.id LIMIT " + most)
                .setParameter(1, now.toEpochMilli())
                .getResultList());
    }

    /** It goes on waiting, for another reason. */
    public void doubtAnew(long id, Reason reason) {
        entityManager
                .createNativeQuery("UPDATE quarantined_reading SET reason = ?1 WHERE id = ?2")
                .setParameter(1, reason.name())
                .setParameter(2, id)
                .executeUpdate();
    }

    public void decide(List<Long> ids, String state, String by, String note, Instant now) {
        if (ids.isEmpty()) {
            return;
        }
        String in = ids.stream().map(String::valueOf).collect(Collectors.joining(", "));
        entityManager
                .createNativeQuery("UPDATE quarantined_reading SET state = ?1, decided_at = ?2, decided_by = ?3,"
                        + " note = ?4 WHERE id IN (" + in + ")")
                .setParameter(1, state)
                .setParameter(2, now.toEpochMilli())
                .setParameter(3, by)
                .setParameter(4, note)
                .executeUpdate();
    }

    /**
     * Removes readings that were decided about before that instant. What comes once more of them is doubted once more.
     *
     * @return how many, at most so many; none when no older ones are left
     */
    @SuppressWarnings("unchecked")
    public int removeDecided(Instant before, int most) {
        for (String state : List.of(RELEASED, DISCARDED)) {
            List<Number> ids = entityManager
                    .createNativeQuery("SELECT id FROM quarantined_reading FORCE INDEX (quarantined_by_state)"
                            + " WHERE state = ?1 AND received_at < ?2 AND decided_at < ?2 ORDER BY received_at LIMIT "
                            + most + " FOR UPDATE SKIP LOCKED")
                    .setParameter(1, state)
                    .setParameter(2, before.toEpochMilli())
                    .getResultList();
            if (!ids.isEmpty()) {
                return Removal.of(entityManager, "quarantined_reading", ids);
            }
        }
        return 0;
    }

    private static List<Waiting> asWaiting(List<?> rows) {
        return views(rows).stream()
                .map(view -> new Waiting(
                        view.id(),
                        view.deviceId(),
                        view.takenAt(),
                        view.value(),
                        view.interval(),
                        view.reason(),
                        view.receivedAt()))
                .toList();
    }

    private static Duration interval(Number seconds) {
        return seconds.intValue() == 0 ? null : Duration.ofSeconds(seconds.intValue());
    }

    private static List<QuarantinedReading> views(List<?> rows) {
        List<QuarantinedReading> views = new ArrayList<>();
        for (Object each : rows) {
            Object[] row = (Object[]) each;
            views.add(new QuarantinedReading(
                    ((Number) row[0]).longValue(),
                    (String) row[1],
                    (String) row[2],
                    Instant.ofEpochMilli(((Number) row[3]).longValue()),
                    (String) row[4],
                    interval((Number) row[8]),
                    Reason.valueOf((String) row[5]),
                    Instant.ofEpochMilli(((Number) row[6]).longValue()),
                    List.of(),
                    List.of()));
        }
        return views;
    }
}
