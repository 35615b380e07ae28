package energy.ems.metering.hours;

import energy.ems.metering.meter.Meter;
import energy.ems.metering.profile.Amount;
import energy.ems.metering.profile.DatedSettings;
import energy.ems.metering.profile.MeterSettings;
import energy.ems.metering.profile.ReadingMode;
import energy.ems.metering.profile.UtcHour;
import energy.ems.metering.readings.RecentReadings;
import energy.ems.metering.readings.StoredReadings.Range;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * New readings of one meter that lie close together, with what is stored around them. {@link ArrivingReadings} works at it
 * within one transaction.
 */
final class Cluster {

    private static final Duration LONGEST_MARGIN = Duration.ofDays(3);

    final Meter meter;
    final List<Arrival> arrivals = new ArrayList<>();

    /** The instants at which something else is stored now, and of those the ones that had a value before. */
    final Set<Instant> touched = new TreeSet<>();

    final Set<Instant> corrected = new HashSet<>();

    /** Whose stored readings are wanted. */
    Range range;

    /** From when on the values are all that there are; {@link Instant#MIN} when there are none before them. */
    Instant knownFrom;

    TreeMap<Instant, Amount> values;

    /** Whether it is the only one of its meter in the batch. */
    private boolean alone;

    private Cluster(Meter meter) {
        this.meter = meter;
    }

    /**
     * Readings far apart are looked at apart, or a late one would load all that lies between. BEWARE: what is loaded for
     * one must not reach the other, because it was loaded before the other was stored.
     */
    static List<Cluster> of(MeterArrivals batch) {
        TreeMap<Instant, Cluster> byInstant = new TreeMap<>();
        List<Cluster> clusters = new ArrayList<>();
        TreeSet<Instant> instants =
                batch.inOrder().stream().map(Arrival::at).collect(Collectors.toCollection(TreeSet::new));
        Duration margin = margin(batch.meter().settings(), instants);
        Duration apart = margin.multipliedBy(2).plus(Duration.ofHours(2));
        Instant previous = null;
        for (Instant at : instants) {
            if (previous == null || Duration.between(previous, at).compareTo(apart) > 0) {
                clusters.add(new Cluster(batch.meter()));
            }
            Cluster cluster = clusters.get(clusters.size() - 1);
            byInstant.put(at, cluster);
            cluster.reachTo(at, margin);
            previous = at;
        }
        batch.inOrder().forEach(arrival -> byInstant.get(arrival.at()).arrivals.add(arrival));
        clusters.forEach(cluster -> cluster.alone = clusters.size() == 1);
        return clusters;
    }

    /** The readings that the calculation needs around the new ones, as a rule: it can ask for more. */
    private void reachTo(Instant last, Duration margin) {
        Instant from = range == null ? UtcHour.of(last.minus(margin)) : range.from();
        range = new Range(meter.id(), from, UtcHour.after(last.plus(margin)));
    }

    /** BEWARE: of what lies before its range, what other clusters of this batch add to it is not known. */
    void knows(RecentReadings.Known known) {
        knownFrom = alone ? known.from() : range.from();
        values = alone ? known.readings() : new TreeMap<>(known.readings().tailMap(range.from(), true));
    }

    /** Whether what the calculation knows of the meter's readings is the same wherever it looks. */
    boolean isAlone() {
        return alone;
    }

    /** How far around readings of these instants one has to look: the longest of what the settings in force want. */
    static Duration margin(DatedSettings settings, Collection<Instant> instants) {
        Instant any = instants.iterator().next();
        boolean areAlike = instants.stream().allMatch(each -> settings.at(each) == settings.at(any));
        return areAlike
                ? margin(settings, any)
                : instants.stream()
                        .map(instant -> margin(settings, instant))
                        .max(Duration::compareTo)
                        .orElse(LONGEST_MARGIN);
    }

    private static Duration margin(DatedSettings dated, Instant instant) {
        MeterSettings settings = dated.at(instant);
        Duration margin = settings.readingMode() == ReadingMode.CUMULATIVE
                ? settings.expectedInterval().multipliedBy(6).plus(Duration.ofHours(2))
                : dated.longestInterval(instant).multipliedBy(2).plus(Duration.ofHours(1));
        return margin.compareTo(LONGEST_MARGIN) > 0 ? LONGEST_MARGIN : margin;
    }
}
