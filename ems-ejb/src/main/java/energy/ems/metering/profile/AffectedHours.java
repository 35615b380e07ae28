package energy.ems.metering.profile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Recalculates just the hours that some changed readings can have touched, with the very result that recalculating the
 * meter's whole life would have. How far that is, {@link IntervalReach} and {@link RegisterReach} say, for each era of
 * the meter's settings by itself; where the hours of two eras meet, both have their part in them.
 */
public final class AffectedHours {

    private final DatedSettings settings;
    private final List<EraHours> eras = new ArrayList<>();

    private record EraHours(DatedSettings.Era era, Reach reach) {}

    private AffectedHours(DatedSettings settings, ReadingSource source, boolean added) {
        this.settings = settings;
        ReadingSource believed = settings.rulings().believed(source);
        List<DatedSettings.Era> all = settings.eras();
        for (DatedSettings.Era era : all) {
            ReadingSource own = all.size() == 1 ? believed : new EraReadings(era, believed);
            eras.add(new EraHours(
                    era,
                    era.isOfRegister()
                            ? new RegisterReach(settings, era, own, added)
                            : new IntervalReach(era.settings(), settings.longestStated(), own)));
        }
    }

    /**
     * Recalculates what the changed readings touch.
     *
     * @param touched instants at which a reading was added, replaced or removed
     * @param source the readings as they are after the change
     * @return windows, ascending and apart from each other. A stored hour inside a window that is not listed in its
     *     profile has become empty
     */
    public static List<AffectedWindow> of(DatedSettings settings, Collection<Instant> touched, ReadingSource source) {
        AffectedHours hours = new AffectedHours(settings, source, false);
        return hours.recalculated(hours.touchedBy(touched));
    }

    /**
     * The same when readings were added, and none replaced or removed. The newest readings of a meter then touch no more
     * than they decide: a register that rests at zero is not looked at from its last count on again and again.
     */
    public static List<AffectedWindow> ofAdded(
            DatedSettings settings, Collection<Instant> added, ReadingSource source) {
        AffectedHours hours = new AffectedHours(settings, source, true);
        return hours.recalculated(hours.touchedBy(added));
    }

    /**
     * Recalculates what other rulings of some readings touch.
     *
     * @param former the same settings with the rulings as they were before
     * @param touched the instants of which something else is ruled now
     */
    public static List<AffectedWindow> ofRulings(
            DatedSettings former, DatedSettings settings, Collection<Instant> touched, ReadingSource source) {
        AffectedHours hours = new AffectedHours(settings, source, false);
        // What a step between two meters is now may have been a step of one, and the other way round.
        List<HourRange> ranges = new ArrayList<>(new AffectedHours(former, source, false).touchedBy(touched));
        ranges.addAll(hours.touchedBy(touched));
        return hours.recalculated(ranges);
    }

    /**
     * Recalculates a time of which nothing is believed that was calculated before, with all that leans on it.
     *
     * @param touched the instants of the readings in {@code [from, to)}, and of some next to it
     */
    public static List<AffectedWindow> within(
            DatedSettings settings, Instant from, Instant to, Collection<Instant> touched, ReadingSource source) {
        AffectedHours hours = new AffectedHours(settings, source, false);
        NavigableSet<Instant> ends = new TreeSet<>(touched);
        // All of it is recalculated anyhow, and no reading within reaches further than the first and the last of its
        // era.
        List<HourRange> ranges = hours.touchedBy(hours.outermost(ends));
        ends.add(from);
        ends.add(to);
        // By former settings something may have lain where nothing lies now.
        ranges.add(new HourRange(UtcHour.of(ends.first()), UtcHour.atOrAfter(ends.last())));
        return hours.recalculated(ranges);
    }

    /** The first hour that a reading of that instant can touch. */
    static Instant touchedFrom(DatedSettings settings, Instant reading, ReadingSource source) {
        return new AffectedHours(settings, source, false)
                .touchedBy(Set.of(reading)).stream()
                        .map(HourRange::from)
                        .min(Comparator.naturalOrder())
                        .orElse(reading);
    }

    /** The first reading that has to be known to calculate the hours from that one on. */
    static Instant neededFrom(DatedSettings settings, Instant hour, ReadingSource source) {
        HourRange first = new HourRange(hour, UtcHour.after(hour));
        return new AffectedHours(settings, source, false)
                .eras.stream()
                        .flatMap(
                                each -> each.reach().readingsFor(first).stream().limit(1))
                        .map(Reading::at)
                        .min(Comparator.naturalOrder())
                        .orElse(hour);
    }

    /** The first and the last of these in each era. */
    private Set<Instant> outermost(NavigableSet<Instant> instants) {
        Set<Instant> outermost = new HashSet<>();
        for (EraHours each : eras) {
            NavigableSet<Instant> own =
                    instants.subSet(each.era().from(), true, each.era().to(), false);
            if (!own.isEmpty()) {
                outermost.add(own.first());
                outermost.add(own.last());
            }
        }
        return outermost;
    }

    private List<HourRange> touchedBy(Collection<Instant> touched) {
        NavigableSet<Instant> instants = new TreeSet<>(touched);
        List<HourRange> ranges = new ArrayList<>();
        for (EraHours each : eras) {
            ranges.addAll(each.reach()
                    .touchedBy(
                            instants.subSet(each.era().from(), true, each.era().to(), false)));
        }
        return ranges;
    }

    private List<AffectedWindow> recalculated(List<HourRange> ranges) {
        return HourRange.joined(ranges).stream().map(this::recalculated).toList();
    }

    private AffectedWindow recalculated(HourRange window) {
        List<Reading> readings = new ArrayList<>();
        eras.forEach(each -> readings.addAll(each.reach().readingsFor(window)));
        return new AffectedWindow(
                window.from(), window.to(), LoadProfile.of(settings, readings, window.from(), window.to()));
    }
}
