package energy.ems.metering.profile;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Recalculates just the hours that some changed readings can have touched, with the very result that recalculating the
 * meter's whole life would have.
 *
 * <p>In cumulative mode a reading may decide what became of the readings around it, and a span may reach over any
 * number of hours. How far, the readings themselves say: after a {@link SteadyRun} a walk is in the same state whatever
 * came before. So
 *
 * <ul>
 *   <li>a walk that begins with a steady run says what is decided before a change, and what the change may decide;
 *   <li>what lies beyond a steady run after a change is untouched by it;
 *   <li>a walk that begins with a steady run before the first hour, and ends with one after the last hour, sees in
 *       between what the walk over everything sees.
 * </ul>
 *
 * <p>With healthy data that is one range of a few hours and eight readings on either side. A register without a steady
 * run, because it stands still or says nonsense, is looked back upon over {@value #HORIZON} readings above zero and no
 * further, and over zeros as far as anything before them can be followed.
 */
public final class AffectedHours {

    private static final int FIRST_LOOK = 8;
    private static final int FURTHER = 8;

    /** BEWARE: every reading of a register that stands still has as many read. */
    static final int HORIZON = 512;

    private final MeterSettings settings;
    private final ReadingSource source;
    private final RegisterStep step;

    private final boolean added;

    private AffectedHours(MeterSettings settings, ReadingSource source, boolean added) {
        this.settings = settings;
        this.source = source;
        this.added = added;
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
        return new AffectedHours(settings, source, false).windows(touched);
    }

    /**
     * The same when readings were added, and none replaced or removed. The newest readings of a meter then touch no more
     * than they decide: a register that rests at zero is not looked at from its last count on again and again.
     */
    public static List<AffectedWindow> ofAdded(
            MeterSettings settings, Collection<Instant> added, ReadingSource source) {
        return new AffectedHours(settings, source, true).windows(added);
    }

    private List<AffectedWindow> windows(Collection<Instant> touched) {
        TreeSet<Instant> instants = new TreeSet<>(touched);
        List<Range> windows = settings.readingMode() == ReadingMode.CUMULATIVE
                ? registerWindows(instants)
                : intervalWindows(instants);
        return windows.stream().map(this::recalculate).toList();
    }

    private AffectedWindow recalculate(Range window) {
        List<Reading> readings =
                settings.readingMode() == ReadingMode.CUMULATIVE ? registerReadings(window) : intervalReadings(window);
        return new AffectedWindow(window.from, window.to, LoadProfile.of(settings, readings, window.from, window.to));
    }

    // ---- interval values: a value touches the hours of its own interval, and whom it takes the place from

    private List<Range> intervalWindows(TreeSet<Instant> touched) {
        List<Range> windows = new ArrayList<>();
        for (Instant instant : touched) {
            Instant start = instant.minus(settings.lag()).minus(rivalry());
            Instant end = instant.minus(settings.lag())
                    .plus(settings.expectedInterval())
                    .plus(rivalry());
            join(windows, new Range(UtcHour.of(start), UtcHour.atOrAfter(end)));
        }
        return windows;
    }

    private List<Reading> intervalReadings(Range window) {
        Duration before = settings.expectedInterval().plus(rivalry());
        return source.between(
                window.from.minus(before).plus(settings.lag()),
                window.to.plus(rivalry()).plus(settings.lag()));
    }

    /** How far apart two values can be of which one takes the other's place. */
    private Duration rivalry() {
        return settings.expectedInterval().equals(Duration.ofHours(1)) ? Duration.ofHours(1) : Duration.ZERO;
    }

    // ---- register readings

    private List<Range> registerWindows(TreeSet<Instant> touched) {
        List<Range> windows = new ArrayList<>();
        Instant first = touched.isEmpty() ? null : touched.first();
        while (first != null) {
            Instant last = first;
            Decided after = decidedAfter(last);
            // A run decides for the old and for the new readings alike, so it must not hold changed ones.
            for (Instant next = touched.higher(last);
                    next != null && !next.isAfter(after.end());
                    next = touched.higher(last)) {
                last = touched.floor(after.end());
                after = decidedAfter(last);
            }
            boolean atTheEnd = added && after.nothing() && areAllThereIs(touched.subSet(first, true, last, true));
            Instant from = UtcHour.of(atTheEnd ? firstDecided(first, last) : undecidedBefore(first));
            join(windows, new Range(from, UtcHour.atOrAfter(after.touchedUntil())));
            first = touched.higher(last);
        }
        return windows;
    }

    /** The instant from which on spans can differ because of a change at {@code first}. */
    private Instant undecidedBefore(Instant first) {
        Instant since = RegisterWalk.begun(settings, steadyBefore(first)).undecidedSince();
        return since == null ? first : since;
    }

    private boolean areAllThereIs(NavigableSet<Instant> touched) {
        return source.between(touched.first(), touched.last().plusMillis(1)).size() == touched.size();
    }

    /** The first instant at which the readings up to the last say something else than those before the first. */
    private Instant firstDecided(Instant first, Instant last) {
        List<Reading> readings = new ArrayList<>(steadyBefore(first));
        RegisterWalk before = RegisterWalk.along(settings, readings);
        readings.addAll(source.between(first, last.plusMillis(1)));
        RegisterWalk now = RegisterWalk.along(settings, readings);
        return Stream.of(
                        Stream.of(first),
                        differences(before.spans(), now.spans()).map(Span::start),
                        differences(before.findings(), now.findings()).map(Finding::until))
                .flatMap(Function.identity())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** What is in one of two lists only, that begin with the same. */
    private static <T> Stream<T> differences(List<T> one, List<T> other) {
        int same = 0;
        while (same < Math.min(one.size(), other.size()) && one.get(same).equals(other.get(same))) {
            same++;
        }
        return Stream.concat(one.subList(same, one.size()).stream(), other.subList(same, other.size()).stream());
    }

    private Decided decidedAfter(Instant last) {
        List<Reading> after = steadyFrom(last.plusMillis(1));
        int end = SteadyRun.firstEnd(step, after);
        if (end >= 0) {
            return new Decided(after.get(end).at(), after.get(end - 1).at().plusMillis(1), false);
        }
        Instant until = after.isEmpty() ? last : after.get(after.size() - 1).at();
        boolean isCutOff = aboveZero(after) >= HORIZON;
        return new Decided(isCutOff ? until : Instant.MAX, until.plusMillis(1), after.isEmpty());
    }

    private List<Reading> registerReadings(Range window) {
        List<Reading> readings = new ArrayList<>(steadyBefore(window.from));
        readings.addAll(source.between(window.from, window.to));
        readings.addAll(steadyFrom(window.to));
        return readings;
    }

    /** Readings up to the instant that begin with, or hold, a steady run; or as many as there are within the horizon. */
    private List<Reading> steadyBefore(Instant instant) {
        for (int count = FIRST_LOOK; ; count *= FURTHER) {
            List<Reading> before = source.before(instant, count);
            if (before.size() < count || SteadyRun.firstEnd(step, before) >= 0 || aboveZero(before) >= HORIZON) {
                return before;
            }
            if (aboveZero(before) == 0) {
                return beforeZeros(before);
            }
        }
    }

    /** The same before zeros; of the zeros their first and their latest are enough. */
    private List<Reading> beforeZeros(List<Reading> zeros) {
        Instant from = zeros.get(0).at();
        Optional<Reading> above = source.lastAboveZero(from.minus(RegisterStep.LONGEST_GAP), from);
        if (above.isEmpty()) {
            return zeros;
        }
        Instant zerosBegin = above.get().at().plusMillis(1);
        List<Reading> readings = new ArrayList<>(steadyBefore(zerosBegin));
        source.from(zerosBegin, 1).stream()
                .filter(first -> first.at().isBefore(from))
                .forEach(readings::add);
        readings.addAll(zeros);
        return readings;
    }

    private List<Reading> steadyFrom(Instant instant) {
        for (int count = FIRST_LOOK; ; count *= FURTHER) {
            List<Reading> after = source.from(instant, count);
            int end = SteadyRun.firstEnd(step, after);
            if (end >= 0) {
                return after.subList(0, end + 1);
            }
            if (after.size() < count || aboveZero(after) >= HORIZON) {
                return after;
            }
        }
    }

    private static long aboveZero(List<Reading> readings) {
        return readings.stream().filter(reading -> reading.kwh().signum() > 0).count();
    }

    /**
     * @param end the last reading of the run; the end of time when the readings end before there is one
     * @param touchedUntil the instant from which on spans are what they were before
     * @param nothing whether no reading follows at all
     */
    private record Decided(Instant end, Instant touchedUntil, boolean nothing) {}

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
