package energy.ems.metering.profile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What readings of a register touch. One of them may decide what became of those around it, and a span may reach over
 * any number of hours. How far, the readings themselves say: after a {@link SteadyRun} a walk is in the same state
 * whatever came before. So
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
final class RegisterReach implements Reach {

    private static final int FIRST_LOOK = 8;
    private static final int FURTHER = 8;

    /** BEWARE: every reading of a register that stands still has as many read. */
    static final int HORIZON = 512;

    private final DatedSettings settings;
    private final DatedSettings.Era era;
    private final ReadingSource source;
    private final RegisterStep step;
    private final boolean added;

    /** @param added whether readings were added, and none replaced or removed */
    RegisterReach(DatedSettings settings, DatedSettings.Era era, ReadingSource source, boolean added) {
        this.settings = settings;
        this.era = era;
        this.source = source;
        this.added = added;
        this.step = new RegisterStep(settings);
    }

    @Override
    public List<HourRange> touchedBy(NavigableSet<Instant> touched) {
        List<HourRange> windows = new ArrayList<>();
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
            windows.add(new HourRange(from, UtcHour.atOrAfter(after.touchedUntil())));
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

    @Override
    public List<Reading> readingsFor(HourRange window) {
        if (!window.from().isBefore(era.to()) || !window.to().isAfter(era.from())) {
            return List.of();
        }
        List<Reading> readings = new ArrayList<>(steadyBefore(window.from()));
        readings.addAll(source.between(window.from(), window.to()));
        readings.addAll(steadyFrom(window.to()));
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

    /**
     * The same before zeros; of the zeros their latest are enough, their first, and the first that is read otherwise than
     * those before it, because it may be where a counter starts anew by design.
     */
    private List<Reading> beforeZeros(List<Reading> zeros) {
        Instant from = zeros.get(0).at();
        Optional<Reading> above = source.lastAboveZero(from.minus(RegisterStep.LONGEST_GAP), from);
        if (above.isEmpty()) {
            return zeros;
        }
        Instant zerosBegin = above.get().at().plusMillis(1);
        List<Reading> readings = new ArrayList<>(steadyBefore(zerosBegin));
        Instant begin = zerosBegin;
        while (begin != null && begin.isBefore(from)) {
            Optional<Reading> first = source.from(begin, 1).stream()
                    .filter(zero -> zero.at().isBefore(from))
                    .findFirst();
            first.ifPresent(readings::add);
            begin = first.flatMap(zero -> settings.changeAfter(zero.at())).orElse(null);
        }
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
}
