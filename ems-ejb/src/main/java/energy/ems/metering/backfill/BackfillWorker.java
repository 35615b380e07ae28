package energy.ems.metering.backfill;

import energy.ems.metering.backfill.BackfillView.State;
import energy.ems.metering.backfill.Backfills.Work;
import energy.ems.metering.backfill.file.FileContent;
import energy.ems.metering.backfill.file.FileReader;
import energy.ems.metering.backfill.file.FileReading;
import energy.ems.metering.backfill.file.FileReading.Sent;
import energy.ems.metering.backfill.file.LineProblem;
import energy.ems.metering.profile.DatedSettings;
import energy.ems.platform.BackgroundWork;
import energy.ems.platform.BackgroundWorks;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Works at the imports, one after the other. Safe for use by several threads. */
@ApplicationScoped
public class BackfillWorker {

    /** Bounds a transaction: its locks, its statements and how long the meter waits. */
    static final int PIECE = 2_000;

    private static final Logger LOG = System.getLogger(BackfillWorker.class.getName());

    @Inject
    Backfills backfills;

    @Inject
    BackfillFiles files;

    @Inject
    BackgroundWorks works;

    private BackgroundWork work;

    @PostConstruct
    void prepare() {
        work = works.prepare(BackgroundWorks.BACKFILLS, this::workOff);
    }

    void ordered(@Observes(during = TransactionPhase.AFTER_SUCCESS) BackfillOrdered event) {
        nudge();
    }

    /** Says that there may be something to do. Returns at once. */
    public void nudge() {
        work.nudge();
    }

    /** Does all that is due. */
    public void workOff() {
        backfills.discardOld();
        for (Optional<Work> next = backfills.next(); next.isPresent(); next = backfills.next()) {
            workAt(next.get());
        }
    }

    /** One that fails does not hold up the others; when its failure cannot be noted, the round has failed. */
    private void workAt(Work next) {
        try {
            if (next.state() == State.UNDOING) {
                undo(next);
            } else {
                store(next);
            }
        } catch (IllegalArgumentException unreadable) {
            backfills.unreadable(next, unreadable.getMessage());
        } catch (RuntimeException e) {
            backfills.failed(next, String.valueOf(e.getMessage()));
            LOG.log(Level.WARNING, "Import " + next.id() + " failed and is tried again: " + e);
        }
    }

    private void undo(Work next) {
        boolean more = true;
        while (more) {
            more = backfills.undoPiece(next);
        }
    }

    /** Reads what is done already once more, because what a line means depends on those before it. */
    private void store(Work next) {
        DatedSettings device = backfills.meter(next.deviceId()).settings();
        FileReader reader = new FileReader(files.read(next.id()), next.layout());
        List<Sent> readings = new ArrayList<>();
        List<LineProblem> problems = new ArrayList<>();
        int from = next.doneLine();
        int last = from;
        for (FileReader.Line line = reader.next(); line != null; line = reader.next()) {
            if (line.line() <= next.doneLine()) {
                continue;
            }
            last = line.line();
            add(line, next, device, readings, problems);
            if (readings.size() + problems.size() == PIECE) {
                if (!backfills.store(next, from, last, readings, problems)) {
                    return;
                }
                from = last;
                readings.clear();
                problems.clear();
            }
        }
        if (last == from || backfills.store(next, from, last, readings, problems)) {
            backfills.done(next);
        }
    }

    private static void add(
            FileReader.Line line, Work next, DatedSettings device, List<Sent> readings, List<LineProblem> problems) {
        FileReading reading = line.reading();
        if (reading == null) {
            if (line.problem() != null) {
                problems.add(line.problem());
            }
            return;
        }
        reading.sentBy(device, next.layout().stamp(), next.layout().period())
                .ifPresentOrElse(readings::add, () -> problems.add(FileContent.notForDevice(reading)));
    }
}
