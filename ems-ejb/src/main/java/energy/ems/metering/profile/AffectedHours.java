package energy.ems.metering.profile;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Recalculates just the hours that some changed readings can have touched, with the very result that recalculating the
 * meter's whole life would have.
 *
 * <p>In cumulative mode a reading may decide what became of the readings around it, and a span may reach over any
 * number of hours. How far, the readings themselves say: a <em>settled run</em>, {@link RegisterWalk#FEW} + 2 readings
 * in a row above zero that follow each other, brings the walk into the same state whatever came before. So
 *
 * <ul>
 *   <li>what lies beyond a settled run of unchanged readings on either side of a change is untouched by the change;
 *   <li>a walk that begins with a settled run before the first hour, and ends with one after the last hour, sees in
 *       between what the walk over everything sees.
 * </ul>
 *
 * <p>With healthy data that is one range of a few hours and five readings on either side.
 */
public final class AffectedHours {

    private static final int SETTLED = RegisterWalk.FEW + 2;
    private static final int SETTLED_WITH_ZEROS = RegisterWalk.MANY_ZEROS + 2;

    private final MeterSettings settings;
    private final ReadingSource source;
    private final RegisterStep step;

    private AffectedHours(MeterSettings settings, ReadingSource source) {
        this.settings = settings;
        this.source = source;
        this.step = new RegisterStep(settings);
    }

    /**
     * Recalculates what the changed readings touch.
     *
     * @param touched instants at which a reading was added, replaced or removed
     * @param source the readings as they are after the change
     * @return windows, ascending and apart from each other. A stored hour inside a window that is not listed in its
     *     profile has become empty
     */
    public static List<AffectedWindow> of(MeterSettings settings, Collection<Instant> touched, ReadingSource source) {
        AffectedHours affected = new AffectedHours(settings, source);
        TreeSet<Instant> instants = new TreeSet<>(touched);
        List<Range> windows = settings.readingMode() == ReadingMode.CUMULATIVE
                ? affected.registerWindows(instants)
                : affected.intervalWindows(instants);
        return windows.stream().map(affected::recalculate).toList();
    }

    private AffectedWindow recalculate(Range window) {
        List<Reading> readings =
                settings.readingMode() == ReadingMode.CUMULATIVE ? registerReadings(window) : intervalReadings(window);
        return new AffectedWindow(window.from, window.to, LoadProfile.of(settings, readings, window.from, window.to));
    }

    // ---- interval values: a value touches the hours of its own interval, nothing else

    private List<Range> intervalWindows(TreeSet<Instant> touched) {
        List<Range> windows = new ArrayList<>();
        for (Instant instant : touched) {
            Instant start = instant.minus(settings.lag());
            Instant end = settings.countsWholeValues() ? start : start.plus(settings.expectedInterval());
            join(
                    windows,
                    new Range(UtcHour.of(start), UtcHour.atOrAfter(end.isAfter(start) ? end : end.plusMillis(1))));
        }
        return windows;
    }

    private List<Reading> intervalReadings(Range window) {
        Duration length = settings.countsWholeValues() ? Duration.ZERO : settings.expectedInterval();
        return source.between(window.from.minus(length).plus(settings.lag()), window.to.plus(settings.lag()));
    }

    // ---- register readings

    private List<Range> registerWindows(TreeSet<Instant> touched) {
        List<Range> windows = new ArrayList<>();
        Instant first = touched.isEmpty() ? null : touched.first();
        while (first != null) {
            Instant last = first;
            Settled after = settledAfter(last);
            // A run settles the walk for the old and for the new readings alike, so it must not hold changed ones.
            for (Instant next = touched.higher(last);
                    next != null && !next.isAfter(after.end());
                    next = touched.higher(last)) {
                last = touched.floor(after.end());
                after = settledAfter(last);
            }
            Instant from = UtcHour.of(touchedFrom(first, touched));
            join(windows, new Range(from, UtcHour.atOrAfter(after.touchedUntil())));
            first = touched.higher(last);
        }
        return windows;
    }

    /** The instant from which on spans can differ because of a change at {@code first}. */
    private Instant touchedFrom(Instant first, TreeSet<Instant> touched) {
        for (int count = SETTLED; ; count *= 4) {
            List<Reading> before = source.before(first, count);
            int run = lastSettledRun(before, touched);
            if (run >= 0) {
                // The last reading of the run may still turn out to be a spike, and its span with it.
                return before.get(run - 1).at();
            }
            if (before.size() < count) {
                return before.isEmpty() ? first : before.get(0).at();
            }
        }
    }

    private Settled settledAfter(Instant last) {
        for (int count = SETTLED; ; count *= 4) {
            List<Reading> after = source.from(last.plusMillis(1), count);
            int run = firstSettledRun(after);
            if (run >= 0) {
                return new Settled(after.get(run).at(), after.get(run - 1).at());
            }
            if (after.size() < count) {
                Instant end =
                        after.isEmpty() ? last : after.get(after.size() - 1).at();
                return new Settled(Instant.MAX, end.plusMillis(1));
            }
        }
    }

    private List<Reading> registerReadings(Range window) {
        List<Reading> readings = new ArrayList<>(settledBefore(window.from));
        readings.addAll(source.between(window.from, window.to));
        readings.addAll(settledFrom(window.to));
        return readings;
    }

    private List<Reading> settledBefore(Instant instant) {
        for (int count = SETTLED; ; count *= 4) {
            List<Reading> before = source.before(instant, count);
            if (before.size() < count || lastSettledRun(before, new TreeSet<>()) >= 0) {
                return before;
            }
        }
    }

    private List<Reading> settledFrom(Instant instant) {
        for (int count = SETTLED; ; count *= 4) {
            List<Reading> after = source.from(instant, count);
            int run = firstSettledRun(after);
            if (run >= 0) {
                return after.subList(0, run + 1);
            }
            if (after.size() < count) {
                return after;
            }
        }
    }

    /** The index at which the first settled run ends, or -1. */
    private int firstSettledRun(List<Reading> readings) {
        Run run = new Run();
        for (int i = 0; i < readings.size(); i++) {
            run.next(i == 0 || step.follows(readings.get(i - 1), readings.get(i)), readings.get(i));
            if (run.isSettled()) {
                return i;
            }
        }
        return -1;
    }

    /** The index at which the last settled run of unchanged readings ends, or -1. */
    private int lastSettledRun(List<Reading> readings, TreeSet<Instant> changed) {
        Run run = new Run();
        int settled = -1;
        for (int i = 0; i < readings.size(); i++) {
            if (changed.contains(readings.get(i).at())) {
                run = new Run();
            } else {
                run.next(run.length > 0 && step.follows(readings.get(i - 1), readings.get(i)), readings.get(i));
                settled = run.isSettled() ? i : settled;
            }
        }
        return settled;
    }

    /** Readings in a row that follow each other. */
    private static final class Run {
        private int length;
        private int aboveZero;

        void next(boolean follows, Reading reading) {
            length = follows ? length + 1 : 1;
            int sign = reading.kwh().signum() > 0 ? 1 : 0;
            aboveZero = follows ? aboveZero + sign : sign;
        }

        boolean isSettled() {
            return aboveZero >= SETTLED || length >= SETTLED_WITH_ZEROS;
        }
    }

    /**
     * @param end the last reading of the run; the end of time when no run was found
     * @param touchedUntil the instant from which on spans are what they were before
     */
    private record Settled(Instant end, Instant touchedUntil) {}

    private record Range(Instant from, Instant to) {}

    private static void join(List<Range> windows, Range window) {
        Range last = windows.isEmpty() ? null : windows.get(windows.size() - 1);
        if (last == null || last.to.isBefore(window.from)) {
            windows.add(window);
        } else {
            windows.set(
                    windows.size() - 1,
                    new Range(
                            last.from.isBefore(window.from) ? last.from : window.from,
                            last.to.isAfter(window.to) ? last.to : window.to));
        }
    }
}
