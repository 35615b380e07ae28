package energy.ems.metering.backfill;

import energy.ems.boundary.ConflictException;
import energy.ems.boundary.NotFoundException;
import energy.ems.metering.backfill.Backfill.Piece;
import energy.ems.metering.backfill.BackfillView.State;
import energy.ems.metering.backfill.BroughtReadings.Brought;
import energy.ems.metering.backfill.file.FileReading.Sent;
import energy.ems.metering.backfill.file.Layout;
import energy.ems.metering.backfill.file.LineProblem;
import energy.ems.metering.intake.MeasurementIntake;
import energy.ems.metering.meter.Meter;
import energy.ems.metering.meter.Meters;
import energy.ems.metering.profile.Amount;
import energy.ems.metering.profile.Reading;
import energy.ems.metering.profile.ReadingSource;
import energy.ems.metering.readings.Measurement;
import energy.ems.metering.readings.Quarantine;
import energy.ems.metering.readings.StoredReadings;
import energy.ems.metering.readings.StoredReadings.Place;
import energy.ems.metering.readings.StoredReadings.Range;
import energy.ems.metering.recomputation.Recomputations;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The imports, each stored and undone piece by piece, a piece in a transaction of its own: readings go on coming in
 * between, and what is done stays done when the node dies.
 */
@Stateless
@PermitAll
public class Backfills {

    static final int UNDONE_AT_ONCE = 2_000;

    private static final int LISTED_PROBLEMS = 1_000;
    private static final int LATEST = 100;
    private static final Duration PREVIEWS_LAST = Duration.ofDays(1);
    private static final List<State> FINISHED = List.of(State.DONE, State.FAILED);
    /** Instants further apart are asked for apart. */
    private static final Duration APART = Duration.ofDays(1);
    /** What is left of a register is judged by its neighbours; some more than that. */
    private static final int NEIGHBOURS = 16;

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    Meters meters;

    @Inject
    MeasurementIntake intake;

    @Inject
    StoredReadings storedReadings;

    @Inject
    Quarantine quarantine;

    @Inject
    BroughtReadings brought;

    @Inject
    Recomputations recomputations;

    @Inject
    Event<BackfillOrdered> ordered;

    @Inject
    Clock clock;

    /** An import that is due, as it was found. */
    record Work(long id, State state, String deviceId, Layout layout, int doneLine) {}

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public long begin(String deviceId, String fileName, String by) {
        Backfill backfill = new Backfill(deviceId, fileName, by, clock.instant());
        entityManager.persist(backfill);
        entityManager.flush();
        return backfill.id();
    }

    /** Notes what a person has said of the layout. */
    public void say(String deviceId, long id, Layout layout) {
        inPreview(deviceId, id).layout(layout);
    }

    public void confirm(String deviceId, long id, Layout layout, int lines) {
        inPreview(deviceId, id).confirmed(layout, lines, clock.instant());
        ordered.fire(new BackfillOrdered());
    }

    /** What a person has said of the layout of an import that is not confirmed. */
    public Layout said(String deviceId, long id) {
        return inPreview(deviceId, id).layout();
    }

    private Backfill inPreview(String deviceId, long id) {
        Backfill backfill = locked(deviceId, id);
        if (backfill.state() != State.PREVIEW) {
            throw new ConflictException("conflict.import_confirmed", "Import " + id + " is confirmed already");
        }
        return backfill;
    }

    /** Forgets an import that was never confirmed, with its file. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void discard(String deviceId, long id) {
        Backfill backfill = inPreview(deviceId, id);
        brought.forgetFile(id);
        entityManager.remove(backfill);
    }

    /** Those that nobody has confirmed for a day. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void discardOld() {
        entityManager
                .createQuery("SELECT b FROM Backfill b WHERE b.state = :state AND b.dueAt < :since", Backfill.class)
                .setParameter("state", State.PREVIEW)
                .setParameter("since", clock.instant().minus(PREVIEWS_LAST))
                .getResultList()
                .forEach(backfill -> {
                    brought.forgetFile(backfill.id());
                    entityManager.remove(backfill);
                });
    }

    /**
     * Has all taken back that it has brought, in the background.
     *
     * @throws ConflictException when it has nothing to undo, or a later import stands on its readings
     */
    public void undo(String deviceId, long id, String by) {
        Backfill backfill = locked(deviceId, id);
        if (!backfill.view().isUndoable()) {
            throw new ConflictException("conflict.import_not_undoable", "Import " + id + " cannot be undone now");
        }
        List<Long> later = brought.builtUpon(id);
        if (!later.isEmpty()) {
            throw new ConflictException(
                    "conflict.import_built_upon",
                    "Import " + id + " cannot be undone before import " + later.get(later.size() - 1));
        }
        backfill.undo(by, clock.instant());
        ordered.fire(new BackfillOrdered());
    }

    private Backfill locked(String deviceId, long id) {
        Backfill backfill = entityManager.find(Backfill.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (backfill == null || !backfill.deviceId().equals(deviceId)) {
            throw new NotFoundException("Import", id);
        }
        return backfill;
    }

    public BackfillView view(String deviceId, long id) {
        Backfill backfill = entityManager.find(Backfill.class, id);
        if (backfill == null || !backfill.deviceId().equals(deviceId)) {
            throw new NotFoundException("Import", id);
        }
        return backfill.view();
    }

    public List<LineProblem> problems(long id) {
        return brought.problems(id);
    }

    /** Whether an import of that device is at work, or waits for somebody to confirm it. */
    public boolean areUnderWay(String deviceId) {
        return !entityManager
                .createNativeQuery("SELECT id FROM backfill WHERE device_id = ?1"
                        + " AND state IN ('PREVIEW', 'RUNNING', 'UNDOING') LIMIT 1")
                .setParameter(1, deviceId)
                .getResultList()
                .isEmpty();
    }

    /** @param deviceId null for those of all devices */
    public List<BackfillView> latest(String deviceId) {
        String ofDevice = deviceId == null ? "" : " WHERE b.deviceId = :device";
        var query = entityManager.createQuery(
                "SELECT b FROM Backfill b" + ofDevice + " ORDER BY b.id DESC", Backfill.class);
        if (deviceId != null) {
            query.setParameter("device", deviceId);
        }
        return query.setMaxResults(LATEST).getResultStream().map(Backfill::view).toList();
    }

    /** The import that is due first, if any; nobody else works at it for a while. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public Optional<Work> next() {
        List<?> found = entityManager
                .createNativeQuery(
                        "SELECT * FROM backfill FORCE INDEX (backfill_by_age) WHERE state IN ('RUNNING', 'UNDOING')"
                                + " AND due_at <= ?1 ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED",
                        Backfill.class)
                .setParameter(1, clock.millis())
                .getResultList();
        return found.stream().map(Backfill.class::cast).findFirst().map(backfill -> {
            backfill.worked(clock.instant());
            return new Work(
                    backfill.id(), backfill.state(), backfill.deviceId(), backfill.layout(), backfill.doneLine());
        });
    }

    /** The meter with its settings as they are now. */
    public Meter meter(String deviceId) {
        return meters.find(deviceId).orElseThrow(() -> new NotFoundException("Device", deviceId));
    }

    /**
     * Stores what stands on the lines from the one that was done last up to this one.
     *
     * @param from the line that was done before; when it is another by now, somebody else works at the import
     * @return whether it was so, and there is more to do
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public boolean store(Work work, int from, int line, List<Sent> readings, List<LineProblem> problems) {
        Backfill backfill = locked(work.deviceId(), work.id());
        if (backfill.state() != State.RUNNING || backfill.doneLine() != from) {
            return false;
        }
        Instant now = clock.instant();
        Piece piece = readings.isEmpty()
                ? new Piece(0, 0, 0, 0, problems.size(), null, null)
                : store(backfill, readings, problems.size(), now);
        if (backfill.view().leftOut() < LISTED_PROBLEMS) {
            brought.addProblems(work.id(), problems);
        }
        backfill.stored(line, piece, now);
        return true;
    }

    private Piece store(Backfill backfill, List<Sent> readings, int leftOut, Instant now) {
        Meter meter = meters.lock(Set.of(backfill.deviceId())).get(backfill.deviceId());
        List<Measurement> measurements = readings.stream()
                .map(each -> new Measurement(meter.deviceId(), inMillis(each.at()), each.said()))
                .toList();
        TreeSet<Instant> instants = new TreeSet<>();
        measurements.forEach(each -> instants.add(each.timestamp()));
        TreeMap<Instant, Amount> before = values(meter, instants);
        int doubted = intake.backfill(meter, measurements, backfill.reason(), now);
        TreeMap<Instant, Amount> after = values(meter, instants);
        List<Brought> changes = new ArrayList<>();
        int added = 0;
        for (Map.Entry<Instant, Amount> each : after.entrySet()) {
            Amount old = before.get(each.getKey());
            if (!Amount.areSame(old, each.getValue())) {
                changes.add(new Brought(each.getKey(), old, each.getValue()));
                added += old == null ? 1 : 0;
            }
        }
        brought.add(backfill.id(), changes);
        if (doubted > 0) {
            brought.addDoubts(backfill.id(), quarantine.received(meter.deviceId(), now));
        }
        return new Piece(
                added,
                changes.size() - added,
                readings.size() - changes.size() - doubted,
                doubted,
                leftOut,
                instants.first(),
                instants.last());
    }

    /** As it is stored. */
    private static Instant inMillis(Instant at) {
        return Instant.ofEpochMilli(at.toEpochMilli());
    }

    /** What is stored at these instants. */
    private TreeMap<Instant, Amount> values(Meter meter, TreeSet<Instant> instants) {
        List<Range> ranges = new ArrayList<>();
        Instant from = null;
        Instant previous = null;
        for (Instant at : instants) {
            if (previous != null && Duration.between(previous, at).compareTo(APART) > 0) {
                ranges.add(new Range(meter.id(), from, previous.plusMillis(1)));
                from = null;
            }
            from = from == null ? at : from;
            previous = at;
        }
        ranges.add(new Range(meter.id(), from, previous.plusMillis(1)));
        TreeMap<Instant, Amount> values = new TreeMap<>();
        storedReadings.load(ranges).forEach(values::putAll);
        values.keySet().retainAll(instants);
        return values;
    }

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void done(Work work) {
        Backfill backfill = locked(work.deviceId(), work.id());
        if (backfill.state() == State.RUNNING) {
            backfill.finished(State.DONE, clock.instant());
            brought.forgetFile(work.id());
        }
    }

    /**
     * Takes the next of its readings back. What something else has replaced since is no longer its own and stays, and so
     * does what is older than the readings that are kept.
     *
     * @return whether there are more
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public boolean undoPiece(Work work) {
        Backfill backfill = locked(work.deviceId(), work.id());
        if (backfill.state() != State.UNDOING) {
            return false;
        }
        Instant now = clock.instant();
        Meter meter = meters.lock(Set.of(backfill.deviceId())).get(backfill.deviceId());
        List<Brought> readings = brought.first(work.id(), UNDONE_AT_ONCE);
        if (readings.isEmpty()) {
            finishUndoing(backfill, meter, now);
            return false;
        }
        TreeSet<Instant> instants = new TreeSet<>();
        readings.forEach(each -> instants.add(each.at()));
        TreeMap<Instant, Amount> present = values(meter, instants);
        Map<Place, Amount> old = new TreeMap<>();
        for (Brought each : readings) {
            Amount said = present.get(each.at());
            if (meter.isOpen(each.at()) && Amount.areSame(said, each.newValue())) {
                old.put(new Place(meter.id(), each.at()), each.oldValue());
            }
        }
        if (!old.isEmpty()) {
            storedReadings.takeBack(old, backfill.reason(), now);
        }
        brought.removeTo(work.id(), instants.last());
        backfill.takenBack(old.size(), readings.size() - old.size(), now);
        return true;
    }

    /**
     * Some imports of which nobody works at any, and which have brought readings from before an instant.
     *
     * @param after the ids are greater than this
     */
    public List<Long> finishedWithReadingsBefore(Instant end, long after, int most) {
        return entityManager
                .createQuery(
                        "SELECT b.id FROM Backfill b WHERE b.id > :after AND b.state IN :states AND b.firstAt < :end"
                                + " ORDER BY b.id",
                        Long.class)
                .setParameter("after", after)
                .setParameter("states", FINISHED)
                .setParameter("end", end)
                .setMaxResults(most)
                .getResultList();
    }

    /**
     * Forgets what stood in the place of an import's readings that are final by now: they can neither be taken back nor
     * replaced.
     *
     * @return how many; there may be more until there are none
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public int forgetFinal(long id, int most) {
        Backfill backfill = entityManager.find(Backfill.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (backfill == null || !FINISHED.contains(backfill.state())) {
            return 0;
        }
        // Not from when on they are open, which another setting may put earlier again: nothing before the border ever
        // is.
        Instant border = meters.find(backfill.deviceId())
                .map(meter -> meter.kept().border())
                .orElse(Instant.MIN);
        if (!backfill.firstAt().isBefore(border)) {
            return 0;
        }
        int forgotten = brought.removeBefore(id, border, most);
        backfill.stay(forgotten);
        return forgotten;
    }

    private void finishUndoing(Backfill backfill, Meter meter, Instant now) {
        List<Long> waiting = quarantine.waiting(brought.doubts(backfill.id())).stream()
                .map(Quarantine.Waiting::id)
                .toList();
        quarantine.decide(waiting, Quarantine.DISCARDED, backfill.undoneBy(), backfill.reason() + " undone", now);
        ReadingSource left = storedReadings.source(meter);
        meter.readingsEndAt(left.before(Instant.ofEpochMilli(Long.MAX_VALUE), 1).stream()
                .map(Reading::at)
                .findFirst()
                .orElse(null));
        if (backfill.firstAt() != null) {
            Duration interval = meter.settings().longestInterval(Instant.MAX);
            Instant from = left.before(backfill.firstAt(), NEIGHBOURS).stream()
                    .map(Reading::at)
                    .findFirst()
                    .orElse(backfill.firstAt())
                    .minus(interval);
            Instant to = left.from(backfill.lastAt(), NEIGHBOURS).stream()
                    .map(Reading::at)
                    .reduce(backfill.lastAt(), (one, other) -> other)
                    .plus(interval);
            recomputations.order(meter.deviceId(), from, to.plus(Duration.ofHours(1)), backfill.undoneBy());
        }
        brought.forgetFile(backfill.id());
        backfill.finished(State.UNDONE, now);
    }

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void failed(Work work, String reason) {
        locked(work.deviceId(), work.id()).failed(reason, clock.instant());
    }

    /** The file itself cannot be read: no further attempt would end otherwise. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void unreadable(Work work, String reason) {
        locked(work.deviceId(), work.id()).givenUp(reason, clock.instant());
    }
}
