package energy.ems.retention;

import energy.ems.alerting.OldAlerts;
import energy.ems.audit.OldAuditEntries;
import energy.ems.metering.retention.OldReadings;
import energy.ems.metering.retention.OldReadings.Closing;
import energy.ems.metering.retention.OldRecords;
import energy.ems.platform.BackgroundWork;
import energy.ems.platform.BackgroundWorks;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Removes what is older than it is to be kept, piece by piece, each piece in a short transaction of its own. What fails
 * holds up no other kind, is told of in one line and tried again. Safe for use by several threads.
 */
@ApplicationScoped
public class RetentionWorker {

    private static final Logger LOG = System.getLogger(RetentionWorker.class.getName());

    @Inject
    RetentionSettings settings;

    @Inject
    RetentionRuns runs;

    @Inject
    OldReadings oldReadings;

    @Inject
    OldRecords oldRecords;

    @Inject
    OldAlerts oldAlerts;

    @Inject
    OldAuditEntries oldAuditEntries;

    @Inject
    BackgroundWorks works;

    @Inject
    Clock clock;

    private final Map<Kind, AtomicLong> removed = new EnumMap<>(Kind.class);
    private final AtomicLong failures = new AtomicLong();
    private volatile Instant lastRun;
    private BackgroundWork work;

    @PostConstruct
    void prepare() {
        for (Kind kind : Kind.values()) {
            removed.put(kind, new AtomicLong());
        }
        work = works.prepare(BackgroundWorks.RETENTION, this::round);
    }

    /** Says that it may be time. Returns at once. */
    void nudge() {
        if (settings.removeAnything()) {
            work.nudge();
        }
    }

    /** How many rows this node has removed since it started. */
    public long removed(Kind kind) {
        return removed.get(kind).get();
    }

    /** How often something could not be removed since this node started. */
    public long failures() {
        return failures.get();
    }

    /** When this node has ended a run last in which nothing failed; null before. */
    public Instant lastRun() {
        return lastRun;
    }

    /** What a run is about. */
    private final class Run {
        private final long turn;
        private final Instant now = clock.instant();
        private final Map<Kind, Long> rows = new EnumMap<>(Kind.class);
        private final List<String> errors = new ArrayList<>();
        private long putOff;

        Run(long turn) {
            this.turn = turn;
        }

        void note(Kind kind, long count) {
            rows.merge(kind, count, Long::sum);
            removed.get(kind).addAndGet(count);
            if (!runs.removed(turn, kind, count)) {
                throw new TurnLostException();
            }
        }
    }

    /** Another node has taken this one for dead and goes on. */
    private static final class TurnLostException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    void round() {
        Optional<Long> turn = runs.begin();
        if (turn.isPresent()) {
            Run run = new Run(turn.get());
            try {
                for (Kind kind : Kind.values()) {
                    settings.before(kind, run.now).ifPresent(before -> attempt(run, kind, before));
                }
                end(run);
            } catch (TurnLostException lost) {
                LOG.log(Level.INFO, "retention: another node goes on");
            }
        }
    }

    private void attempt(Run run, Kind kind, Instant before) {
        try {
            switch (kind) {
                case READINGS -> removeReadings(run, before);
                case REVISIONS -> {
                    removeReadingRevisions(run, before);
                    drain(run, kind, () -> oldRecords.removeHourRevisions(before));
                }
                case ALERTS -> drain(run, kind, () -> oldAlerts.removeSome(before));
                case AUDIT -> drain(run, kind, () -> oldAuditEntries.removeSome(before));
                case QUARANTINE -> drain(run, kind, () -> oldRecords.removeQuarantined(before));
            }
        } catch (TurnLostException lost) {
            throw lost;
        } catch (RuntimeException e) {
            failures.incrementAndGet();
            Throwable cause = e;
            while (cause.getCause() != null && cause.getCause() != cause) {
                cause = cause.getCause();
            }
            run.errors.add(kind + ": " + cause);
        }
    }

    /** A piece of work; answers how many rows have gone, none when it is done. */
    @FunctionalInterface
    private interface Piece {
        int remove();
    }

    private void drain(Run run, Kind kind, Piece piece) {
        for (int count = piece.remove(); count > 0; count = piece.remove()) {
            run.note(kind, count);
        }
    }

    private void removeReadings(Run run, Instant before) {
        List<String> busy = new ArrayList<>();
        Optional<Long> next = Optional.of(0L);
        while (next.isPresent()) {
            OldReadings.Found found = oldReadings.find(next.get(), before);
            run.putOff += found.putOff();
            for (String device : found.devices()) {
                if (removeReadings(run, device, before) == Closing.BUSY) {
                    busy.add(device);
                }
            }
            next = found.last();
        }
        for (String device : busy) {
            if (removeReadings(run, device, before) == Closing.BUSY) {
                run.putOff++;
            }
        }
        removeFromImports(run, before);
    }

    /** No readings, but what would be needed to take them back: not counted among them. */
    private void removeFromImports(Run run, Instant before) {
        List<Long> imports = oldReadings.imports(0, before);
        while (!imports.isEmpty()) {
            for (long id : imports) {
                while (oldReadings.removeSomeOfImport(id) > 0) {
                    run.note(Kind.READINGS, 0);
                }
            }
            imports = oldReadings.imports(imports.get(imports.size() - 1), before);
        }
    }

    private Closing removeReadings(Run run, String device, Instant before) {
        Closing closing = oldReadings.close(device, before);
        if (closing == Closing.LATER) {
            run.putOff++;
        }
        // Whatever became of the border: another run may have set it and not lived to see the end.
        drain(run, Kind.READINGS, () -> oldReadings.removeSome(device));
        return closing;
    }

    private void removeReadingRevisions(Run run, Instant before) {
        OldRecords.Looked looked = new OldRecords.Looked(0, 0, true);
        while (looked.more()) {
            looked = oldRecords.removeReadingRevisions(before, looked.last());
            run.note(Kind.REVISIONS, looked.removed());
        }
    }

    private void end(Run run) {
        String error = run.errors.isEmpty() ? null : String.join("; ", run.errors);
        runs.finish(run.turn, run.putOff, error);
        String rows = settings.kinds().stream()
                .map(kind -> run.rows.getOrDefault(kind, 0L) + " " + kind.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        if (error == null) {
            lastRun = clock.instant();
            LOG.log(Level.INFO, "retention: removed {0}; {1} meters put off", rows, run.putOff);
        } else {
            LOG.log(Level.WARNING, "retention: removed {0}; tried again in half an hour: {1}", rows, error);
        }
    }
}
