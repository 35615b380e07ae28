package energy.ems.metering.profile;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A meter's settings in the course of time, and what people have ruled of its readings: all that is needed to make hours
 * of them. A reading is what the settings in force at its own instant say, so that a change leaves alone what was read
 * before it.
 */
public final class DatedSettings {

    /** How far a value may take another's place in an hour. */
    private static final Duration RIVALRY = Duration.ofHours(1);

    /** By the instant from which each counts; the first holds for all that was before, too. No two in a row are equal. */
    private final NavigableMap<Instant, MeterSettings> byStart;

    private final Rulings rulings;

    /** The longest interval that a reading of the meter has ever stated; zero when none has. */
    private final Duration longestStated;

    private DatedSettings(NavigableMap<Instant, MeterSettings> byStart, Rulings rulings, Duration longestStated) {
        this.byStart = byStart;
        this.rulings = rulings;
        this.longestStated = longestStated;
    }

    /** Settings that have never changed. */
    public static DatedSettings always(MeterSettings settings) {
        NavigableMap<Instant, MeterSettings> byStart = new TreeMap<>();
        byStart.put(Instant.MIN, settings);
        return new DatedSettings(byStart, Rulings.NONE, Duration.ZERO);
    }

    /** The same before that instant; from then on these, whatever was to come. */
    public DatedSettings changed(Instant from, MeterSettings settings) {
        NavigableMap<Instant, MeterSettings> changed = new TreeMap<>(byStart.headMap(from, false));
        if (changed.isEmpty()) {
            return always(settings).ruled(rulings).stating(longestStated);
        }
        if (!changed.lastEntry().getValue().equals(settings)) {
            changed.put(from, settings);
        }
        return new DatedSettings(changed, rulings, longestStated);
    }

    /** The same settings with these rulings in the place of all others. */
    public DatedSettings ruled(Rulings rulings) {
        return new DatedSettings(byStart, rulings, longestStated);
    }

    /**
     * The same of a meter whose readings state lengths of their own.
     *
     * @param longest the longest that any of them has ever stated, be it replaced by now; zero when none has
     */
    public DatedSettings stating(Duration longest) {
        return new DatedSettings(byStart, rulings, longest);
    }

    /** The longest interval that a reading has ever stated; zero when none has. */
    Duration longestStated() {
        return longestStated;
    }

    /** The longest interval that a value of that instant can stand for; of a register, the spacing of its readings. */
    public Duration longestInterval(Instant instant) {
        return at(instant).longestInterval(longestStated);
    }

    /** How far from its own instant an interval value can count, by whatever of these settings. */
    Duration longestReach() {
        return byStart.values().stream()
                .filter(settings -> settings.readingMode() == ReadingMode.INTERVAL)
                .map(settings -> settings.longestInterval(longestStated))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO)
                .plus(RIVALRY);
    }

    Rulings rulings() {
        return rulings;
    }

    /** The settings in force at that instant. */
    public MeterSettings at(Instant instant) {
        return byStart.size() == 1
                ? byStart.firstEntry().getValue()
                : byStart.floorEntry(instant).getValue();
    }

    /** Those that nothing has followed yet. */
    public MeterSettings latest() {
        return byStart.lastEntry().getValue();
    }

    /** A reading from what the meter has said, in the unit of its time. */
    public Reading reading(Instant at, Amount said) {
        return at(at).reading(at, said);
    }

    /** The hour in which such a reading counts; of one that is shared out, the first of its hours. */
    public Instant hourOf(Instant at, Amount said) {
        MeterSettings then = at(at);
        return then.hourOf(then.reading(at, said));
    }

    /** Whether a calculation by any of these settings may notice anything. */
    public boolean bringsFindings() {
        return !longestStated.isZero() || byStart.values().stream().anyMatch(MeterSettings::bringsFindings);
    }

    /** From when on the energy flows another way than before, ascending. */
    public List<Instant> directionChanges() {
        List<Instant> changes = new ArrayList<>();
        MeterSettings before = null;
        for (Map.Entry<Instant, MeterSettings> each : byStart.entrySet()) {
            if (before != null && before.direction() != each.getValue().direction()) {
                changes.add(each.getKey());
            }
            before = each.getValue();
        }
        return changes;
    }

    /** Whether its energy has ever flown that way. */
    public boolean hasEverBeen(Direction direction) {
        return byStart.values().stream().anyMatch(settings -> settings.direction() == direction);
    }

    /** When other settings count for the first time after that instant. */
    Optional<Instant> changeAfter(Instant instant) {
        return Optional.ofNullable(byStart.higherKey(instant));
    }

    /** How many readings a faultless meter sends in {@code [from, to)}. */
    int expectedReadings(Instant from, Instant to) {
        if (byStart.size() == 1) {
            return latest().expectedReadings(Duration.between(from, to));
        }
        long expected = 0;
        Instant start = from;
        while (start.isBefore(to)) {
            Instant change = byStart.higherKey(start);
            Instant end = change == null || change.isAfter(to) ? to : change;
            expected += at(start).expectedReadings(Duration.between(start, end));
            start = end;
        }
        return (int) Math.min(Integer.MAX_VALUE, expected);
    }

    /**
     * Something of each settings, for what is derived from them once and asked for often.
     *
     * @see #at(Instant)
     */
    <T> Function<Instant, T> derived(Function<MeterSettings, T> derivation) {
        if (byStart.size() == 1) {
            T always = derivation.apply(latest());
            return instant -> always;
        }
        NavigableMap<Instant, T> derived = new TreeMap<>();
        byStart.forEach((from, settings) -> derived.put(from, derivation.apply(settings)));
        return instant -> derived.floorEntry(instant).getValue();
    }

    /**
     * A stretch of time, {@code [from, to)}, in which readings can be compared with each other: interval values of the
     * same settings, or a register of one meter and the same factor, whose kWh are comparable whatever its unit is.
     *
     * @param settings those of its beginning; a register's may change within
     */
    record Era(Instant from, Instant to, MeterSettings settings) {

        boolean isOfRegister() {
            return settings.readingMode() == ReadingMode.CUMULATIVE;
        }
    }

    /** The eras, without a gap from the earliest of times to the latest. */
    List<Era> eras() {
        List<Era> eras = new ArrayList<>();
        Iterator<Map.Entry<Instant, MeterSettings>> all = byStart.entrySet().iterator();
        Map.Entry<Instant, MeterSettings> begun = all.next();
        while (all.hasNext()) {
            Map.Entry<Instant, MeterSettings> next = all.next();
            if (!goesOn(begun.getValue(), next.getValue())) {
                eras.add(new Era(begun.getKey(), next.getKey(), begun.getValue()));
                begun = next;
            }
        }
        eras.add(new Era(begun.getKey(), Instant.MAX, begun.getValue()));
        return rulings.cut(eras);
    }

    private static boolean goesOn(MeterSettings register, MeterSettings next) {
        return register.readingMode() == ReadingMode.CUMULATIVE
                && next.readingMode() == ReadingMode.CUMULATIVE
                && register.factor().equals(next.factor());
    }

    /**
     * What readings a change of settings touches.
     *
     * @param since the first instant at which other settings are in force; the earliest of times for all along
     * @param before how long before its own instant a reading may have counted, or counts now
     * @param after how long after its own instant
     */
    public record Change(Instant since, Duration before, Duration after) {}

    /** The change after which nothing is believed that was calculated before. */
    public Change changeAllAlong(DatedSettings former) {
        return changeSince(Instant.MIN, former);
    }

    /** What is different after these settings have taken the others' place; empty for nothing. */
    public Optional<Change> changeFrom(DatedSettings former) {
        return Stream.concat(byStart.keySet().stream(), former.byStart.keySet().stream())
                .sorted()
                .filter(instant -> !at(instant).equals(former.at(instant)))
                .findFirst()
                .map(since -> changeSince(since, former));
    }

    /** The first instant at which the energy flows another way than by the others; empty for none. */
    public Optional<Instant> directionChangedFrom(DatedSettings former) {
        return Stream.concat(byStart.keySet().stream(), former.byStart.keySet().stream())
                .sorted()
                .filter(instant -> at(instant).direction() != former.at(instant).direction())
                .findFirst();
    }

    /** Which hours a reading reaches, its own settings say; what such an hour is expected to hold, those of the hour. */
    private Change changeSince(Instant since, DatedSettings former) {
        return new Change(
                since,
                longest(former, MeterSettings::lag),
                longest(
                        former,
                        (settings, stated) -> settings.longestInterval(stated).minus(settings.lag(stated))));
    }

    private Duration longest(DatedSettings other, BiFunction<MeterSettings, Duration, Duration> reach) {
        return Stream.of(this, other)
                .flatMap(each ->
                        each.byStart.values().stream().map(settings -> reach.apply(settings, each.longestStated)))
                .max(Duration::compareTo)
                .orElseThrow()
                .plus(RIVALRY);
    }
}
