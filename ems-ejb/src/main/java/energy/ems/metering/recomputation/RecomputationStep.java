package energy.ems.metering.recomputation;

import energy.ems.metering.hours.HourlyTotals;
import energy.ems.metering.hours.MeterWindows;
import energy.ems.metering.meter.Meter;
import energy.ems.metering.profile.AffectedHours;
import energy.ems.metering.profile.AffectedWindow;
import energy.ems.metering.profile.Amount;
import energy.ems.metering.profile.DatedSettings;
import energy.ems.metering.profile.KnownReadings;
import energy.ems.metering.profile.Reading;
import energy.ems.metering.profile.ReadingSource;
import energy.ems.metering.readings.StoredReadings;
import energy.ems.metering.readings.StoredReadings.Around;
import energy.ems.metering.readings.StoredReadings.Range;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Recomputes the past of some meters by the settings that now hold for it, a piece of each at a time. Also decides again which
 * readings are plausible, as that depends on the settings too. However many meters, the database is asked a handful of
 * times. The callers hold the meters' locks.
 */
@ApplicationScoped
class RecomputationStep {

    /** Three days of one-minute readings, four weeks of ten-minute ones: about a tenth of a second under the lock. */
    static final int READINGS = 4_000;

    /** Enough for the calculation of a meter whose readings are as they should be; it asks for more. */
    private static final int AROUND = 16;

    private static final int NEIGHBOURS = 3;

    @Inject
    StoredReadings storedReadings;

    @Inject
    Revalidation revalidation;

    @Inject
    HourlyTotals totals;

    /** @param next where the next piece begins; the end of the range when all is done */
    record Piece(Instant next, int changedHours) {}

    /** @return what was done of each, in their order */
    List<Piece> recompute(List<Task> ordered) {
        List<Task> wanted = ordered.stream().map(Task::open).toList();
        List<Instant> ends = storedReadings.endsOfPieces(ranges(wanted), READINGS);
        List<Task> tasks = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            tasks.add(new Task(wanted.get(i).meter(), wanted.get(i).from(), ends.get(i)));
        }
        List<TreeMap<Instant, Amount>> stored = storedReadings.load(ranges(tasks));
        revalidation.revalidate(tasks, stored);
        List<Around> around = storedReadings.around(ranges(tasks), AROUND);
        List<MeterWindows> recalculated = new ArrayList<>();
        for (int i = 0; i < tasks.size(); i++) {
            recalculated.add(recalculate(tasks.get(i), stored.get(i), around.get(i)));
        }
        List<Integer> changed = totals.recomputed(recalculated);
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < tasks.size(); i++) {
            pieces.add(new Piece(ends.get(i), changed.get(i)));
        }
        return pieces;
    }

    private static List<Range> ranges(List<Task> tasks) {
        return tasks.stream()
                .map(task -> new Range(task.meter().id(), task.from(), task.to()))
                .toList();
    }

    private MeterWindows recalculate(Task task, TreeMap<Instant, Amount> stored, Around around) {
        TreeSet<Instant> touched = new TreeSet<>(stored.keySet());
        // An interval longer than an hour reaches into this piece from outside.
        around.before().descendingKeySet().stream().limit(NEIGHBOURS).forEach(touched::add);
        around.after().keySet().stream().limit(NEIGHBOURS).forEach(touched::add);
        List<AffectedWindow> windows = AffectedHours.within(
                task.meter().settings(), task.from(), task.to(), touched, known(task.meter(), stored, around));
        return new MeterWindows(task.meter(), windows, Set.of());
    }

    private ReadingSource known(Meter meter, TreeMap<Instant, Amount> stored, Around around) {
        TreeMap<Instant, Amount> all = new TreeMap<>(stored);
        all.putAll(around.before());
        all.putAll(around.after());
        boolean isAllBefore = around.before().size() < AROUND;
        boolean isAllAfter = around.after().size() < AROUND;
        Instant from = isAllBefore ? Instant.MIN : all.firstKey();
        Instant to = isAllAfter ? Instant.MAX : all.lastKey().plusMillis(1);
        // Where nothing is stored at all, nothing is before and after everything.
        Instant first = !isAllBefore ? Instant.MIN : all.isEmpty() ? Instant.MAX : all.firstKey();
        Instant last = !isAllAfter ? Instant.MAX : all.isEmpty() ? Instant.MIN : all.lastKey();
        return new KnownReadings(
                from, to, readings(meter, all), new BoundedReadings(storedReadings.source(meter), first, last));
    }

    private static List<Reading> readings(Meter meter, Map<Instant, Amount> values) {
        DatedSettings settings = meter.settings();
        return values.entrySet().stream()
                .map(value -> settings.reading(value.getKey(), value.getValue()))
                .toList();
    }
}
