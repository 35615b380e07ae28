package energy.ems.metering.hours;

import energy.ems.boundary.Caller;
import energy.ems.metering.hours.HoursRecalculated.MeterHours;
import energy.ems.metering.meter.Meter;
import energy.ems.metering.meter.MeterState;
import energy.ems.metering.profile.AffectedHours;
import energy.ems.metering.profile.AffectedWindow;
import energy.ems.metering.profile.Amount;
import energy.ems.metering.profile.DatedSettings;
import energy.ems.metering.profile.KnownReadings;
import energy.ems.metering.profile.Reading;
import energy.ems.metering.profile.UtcHour;
import energy.ems.metering.readings.ReadingRevisions;
import energy.ems.metering.readings.ReadingRevisions.Past;
import energy.ems.metering.readings.ReadingRevisions.Revision;
import energy.ems.metering.readings.RecentReadings;
import energy.ems.metering.readings.StoredReadings;
import energy.ems.metering.readings.StoredReadings.Place;
import energy.ems.metering.readings.StoredReadings.Range;
import energy.ems.metering.readings.StoredReadings.Stored;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Stores readings and brings the hours that they touch to what the stored readings say. All of it inside the caller's
 * transaction and under the meters' locks.
 *
 * <p>Three round trips for a batch, however many meters, and most often one: the readings around the new ones and the
 * hours where they are not the latest, and the changed hours with the new readings.
 */
@ApplicationScoped
public class HourlyTotals {

    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");
    private static final String CORRECTED_BY_METER = "sent again with another value";

    @Inject
    StoredReadings storedReadings;

    @Inject
    ReadingRevisions readingRevisions;

    @Inject
    RecentReadings recentReadings;

    @Inject
    StoredHours hours;

    @Inject
    RecentHours recentHours;

    @Inject
    StoredFindings findings;

    @Inject
    Event<HoursRecalculated> hoursRecalculated;

    @Inject
    Clock clock;

    private static final Amount NOTHING = Amount.of(BigDecimal.ZERO);

    /** What became of the readings of a batch. */
    public record Booked(int inserted, int corrected, int duplicates) {}

    public Booked store(List<MeterArrivals> batch, Instant now) {
        return store(batch, CORRECTED_BY_METER, HoursRecalculated.Cause.HEARD, now);
    }

    /**
     * The same with readings that a person brings: by the same rules, but the meters themselves were not heard.
     *
     * @param reason what stands on record where one takes another's place
     */
    public Booked backfill(MeterArrivals arrivals, String reason, Instant now) {
        return store(List.of(arrivals), reason, HoursRecalculated.Cause.BACKFILLED, now);
    }

    private Booked store(List<MeterArrivals> batch, String reason, HoursRecalculated.Cause cause, Instant now) {
        batch.forEach(HourlyTotals::noteIntervals);
        List<Cluster> clusters = new ArrayList<>();
        for (MeterArrivals each : batch) {
            clusters.addAll(Cluster.of(each));
        }
        load(clusters);
        Map<Place, String> added = new TreeMap<>();
        Booked booked = book(clusters, reason, now, added);
        Map<Meter, RecentHours.Known> known = new HashMap<>();
        if (cause == HoursRecalculated.Cause.HEARD) {
            Map<Meter, Long> versions = new HashMap<>();
            batch.forEach(each -> versions.put(each.meter(), each.meter().readingsVersion()));
            known.putAll(recentHours.of(versions.keySet()));
            batch.forEach(each -> heard(each, now));
            keepRecent(clusters, versions);
        } else {
            batch.forEach(each -> {
                Arrival latest = latestOf(each.inOrder());
                each.meter().noteReading(latest.at(), latest.said());
            });
            storedReadings.changed(batch.stream().map(each -> each.meter().id()).collect(Collectors.toSet()));
        }
        List<MeterHours> changed = recalculate(clusters, batch, added, known);
        storedReadings.append(added);
        announce(changed, cause, now);
        return booked;
    }

    private void load(List<Cluster> clusters) {
        List<Cluster> unknown = new ArrayList<>();
        for (Cluster cluster : clusters) {
            RecentReadings.Known known = cluster.meter.lastReadingAt() == null
                    ? new RecentReadings.Known(Instant.MIN, new TreeMap<>())
                    : recentReadings.find(cluster.range, cluster.meter.readingsVersion());
            if (known == null) {
                unknown.add(cluster);
            } else {
                cluster.knows(known);
            }
        }
        List<TreeMap<Instant, Amount>> loaded = storedReadings.load(
                unknown.stream().map(cluster -> cluster.range).toList());
        for (int i = 0; i < unknown.size(); i++) {
            Cluster cluster = unknown.get(i);
            cluster.knows(new RecentReadings.Known(cluster.range.from(), loaded.get(i)));
        }
    }

    /**
     * Has in memory what the next reading of each meter will need, when it follows the latest.
     *
     * @param before the versions of the meters' readings before this batch
     */
    private void keepRecent(List<Cluster> clusters, Map<Meter, Long> before) {
        Map<Meter, Cluster> latest = new LinkedHashMap<>();
        clusters.forEach(cluster -> latest.put(cluster.meter, cluster));
        latest.forEach((meter, cluster) -> {
            Instant last = meter.lastReadingAt();
            if (last.isBefore(cluster.range.to())) {
                Duration margin = Cluster.margin(meter.settings(), Set.of(last));
                Instant from = UtcHour.of(last.minus(margin));
                // A meter shorter than that keeps "nothing lies before", or it would be asked for the next time.
                boolean whole =
                        cluster.values.isEmpty() || !cluster.values.firstKey().isBefore(from);
                Instant known = whole || from.isBefore(cluster.knownFrom) ? cluster.knownFrom : from;
                recentReadings.keep(meter.id(), meter.readingsVersion(), known, cluster.values.tailMap(known, true));
            } else {
                recentReadings.carry(
                        meter.id(),
                        before.get(meter),
                        meter.readingsVersion(),
                        latestOf(cluster.arrivals).at());
            }
        });
    }

    private static void heard(MeterArrivals arrivals, Instant now) {
        Arrival latest = latestOf(arrivals.inOrder());
        arrivals.meter().heard(latest.at(), latest.said(), now);
    }

    /** The one of the latest instant; of several, the one that came last. */
    private static Arrival latestOf(List<Arrival> arrivals) {
        Arrival latest = arrivals.get(0);
        for (Arrival each : arrivals) {
            latest = each.at().isBefore(latest.at()) ? latest : each;
        }
        return latest;
    }

    private static void noteIntervals(MeterArrivals arrivals) {
        arrivals.inOrder().forEach(arrival -> arrivals.meter().noteInterval(arrival.said()));
    }

    /**
     * New instants are inserted, other values for known instants are corrections, the last received wins.
     *
     * @param added takes what is to be written with the hours in whose rows it stands: of meters of which nobody asks the
     *     database for these readings in between
     */
    private Booked book(List<Cluster> clusters, String reason, Instant now, Map<Place, String> added) {
        TreeMap<Place, Stored> inserts = new TreeMap<>();
        Set<Long> severalClusters = new HashSet<>();
        TreeMap<Place, Stored> updates = new TreeMap<>();
        List<Revision> revisions = new ArrayList<>();
        Map<Place, Past> past = past(clusters);
        int duplicates = 0;
        for (Cluster cluster : clusters) {
            if (!cluster.isAlone()) {
                severalClusters.add(cluster.meter.id());
            }
            for (Arrival arrival : cluster.arrivals) {
                long meterId = cluster.meter.id();
                Amount known = cluster.values.get(arrival.at());
                Place place = new Place(meterId, arrival.at());
                Stored reading = new Stored(meterId, arrival.at(), arrival.said(), now);
                if (known == null) {
                    inserts.put(place, reading);
                } else if (known.isSame(arrival.said())
                        || past.computeIfAbsent(place, unused -> new Past()).settles(arrival.said())) {
                    duplicates++;
                    continue;
                } else {
                    revisions.add(new Revision(meterId, arrival.at(), known, arrival.said(), Caller.SYSTEM, reason));
                    past.get(place).add(known, Caller.SYSTEM);
                    cluster.corrected.add(arrival.at());
                    (inserts.containsKey(place) ? inserts : updates).put(place, reading);
                }
                cluster.values.put(arrival.at(), arrival.said());
                cluster.touched.add(arrival.at());
            }
        }
        Map<Boolean, List<Stored>> first = inserts.values().stream()
                .collect(Collectors.partitioningBy(reading -> severalClusters.contains(reading.meterId())));
        storedReadings.append(StoredReadings.texts(first.get(true)));
        added.putAll(StoredReadings.texts(first.get(false)));
        storedReadings.rewrite(updates.values());
        readingRevisions.record(revisions, now);
        return new Booked(inserts.size(), revisions.size(), duplicates);
    }

    /**
     * What is on record about the readings that now come with another value. A value that was replaced is the old one
     * coming late, be it redelivered or sent again by the meter's buffer, and no correction of the correction; and what
     * a person has decided only a person changes.
     */
    private Map<Place, Past> past(List<Cluster> clusters) {
        Set<Place> places = new HashSet<>();
        for (Cluster cluster : clusters) {
            for (Arrival arrival : cluster.arrivals) {
                Amount known = cluster.values.get(arrival.at());
                if (known != null && !known.isSame(arrival.said())) {
                    places.add(new Place(cluster.meter.id(), arrival.at()));
                }
            }
        }
        return places.isEmpty() ? new HashMap<>() : readingRevisions.past(places);
    }

    private List<MeterHours> recalculate(
            List<Cluster> clusters,
            List<MeterArrivals> batch,
            Map<Place, String> added,
            Map<Meter, RecentHours.Known> known) {
        Map<Meter, StoredHours.MeterWindows> byMeter = new LinkedHashMap<>();
        batch.forEach(each -> byMeter.put(
                each.meter(), new StoredHours.MeterWindows(each.meter(), new ArrayList<>(), new HashSet<>())));
        for (Cluster cluster : clusters) {
            // What nobody knows the settings of is kept and not counted: registration recalculates it.
            if (!cluster.touched.isEmpty() && cluster.meter.state() != MeterState.UNASSIGNED) {
                StoredHours.MeterWindows recalculated = byMeter.get(cluster.meter);
                recalculated.windows().addAll(recalculate(cluster));
                recalculated.correctedHours().addAll(hoursOf(cluster.meter, cluster.corrected, cluster.values));
            }
        }
        return store(List.copyOf(byMeter.values()), added, known);
    }

    private List<MeterHours> store(List<StoredHours.MeterWindows> recalculated) {
        return store(recalculated, new TreeMap<>(), Map.of());
    }

    private List<MeterHours> store(
            List<StoredHours.MeterWindows> recalculated,
            Map<Place, String> added,
            Map<Meter, RecentHours.Known> known) {
        List<StoredHours.MeterWindows> open = open(recalculated);
        findings.store(open);
        return hours.store(open, added, known);
    }

    /** Without the hours that are final. BEWARE: whatever writes hours comes by here. */
    private static List<StoredHours.MeterWindows> open(List<StoredHours.MeterWindows> recalculated) {
        return recalculated.stream()
                .map(each -> each.since(each.meter().hoursOpenFrom()))
                .toList();
    }

    private List<AffectedWindow> recalculate(Cluster cluster) {
        DatedSettings settings = cluster.meter.settings();
        List<Reading> readings = cluster.values.entrySet().stream()
                .map(entry -> settings.reading(entry.getKey(), entry.getValue()))
                .toList();
        // Where nothing can follow, nobody has to ask the database what follows.
        boolean isLatest = cluster.meter.lastReadingAt().isBefore(cluster.range.to());
        Instant to = isLatest ? Instant.MAX : cluster.range.to();
        KnownReadings source = new KnownReadings(cluster.knownFrom, to, readings, storedReadings.source(cluster.meter));
        return cluster.corrected.isEmpty()
                ? AffectedHours.ofAdded(settings, cluster.touched, source)
                : AffectedHours.of(settings, cluster.touched, source);
    }

    /** @param said what is known of these readings; where nothing is, they count as others of the meter */
    private static Set<Instant> hoursOf(Meter meter, Collection<Instant> readings, Map<Instant, Amount> said) {
        if (readings.isEmpty()) {
            return Set.of();
        }
        DatedSettings settings = meter.settings();
        return readings.stream()
                .map(at -> settings.hourOf(at, said.getOrDefault(at, NOTHING)))
                .collect(Collectors.toSet());
    }

    /**
     * Stores, replaces or, with null, removes one reading by a person's decision.
     *
     * @param said in the meter's own unit
     * @return whether something has changed
     */
    public boolean decide(Meter meter, Instant at, Amount said, String by, String reason) {
        Instant now = clock.instant();
        Amount known = stored(meter, at);
        if (Amount.areSame(known, said)) {
            return false;
        }
        if (said == null) {
            storedReadings.remove(meter.id(), at);
        } else if (known == null) {
            storedReadings.insert(List.of(new Stored(meter.id(), at, said, now)));
        } else {
            storedReadings.replace(List.of(new Stored(meter.id(), at, said, now)));
        }
        Amount present = said == null ? known : said;
        meter.noteReading(at, present);
        readingRevisions.record(List.of(new Revision(meter.id(), at, known, said, by, reason)), now);
        List<AffectedWindow> windows = AffectedHours.of(meter.settings(), Set.of(at), storedReadings.source(meter));
        announce(
                store(List.of(
                        new StoredHours.MeterWindows(meter, windows, hoursOf(meter, Set.of(at), Map.of(at, present))))),
                HoursRecalculated.Cause.DECIDED,
                now);
        return true;
    }

    /** What is stored of that instant; null for nothing. */
    public Amount stored(Meter meter, Instant at) {
        return storedReadings.values(meter.id(), at, at.plusMillis(1)).get(at);
    }

    private Map<Instant, Amount> stored(Meter meter, Collection<Instant> readings) {
        Map<Instant, Amount> stored = new HashMap<>();
        readings.forEach(at -> stored.putAll(storedReadings.values(meter.id(), at, at.plusMillis(1))));
        return stored;
    }

    /**
     * Stores readings by a person's decision, however many, and recalculates what they touch once.
     *
     * @param values in the meter's own unit
     */
    public void decideAll(Meter meter, NavigableMap<Instant, Amount> values, String by, String reason) {
        Instant now = clock.instant();
        List<Range> places = values.keySet().stream()
                .map(at -> new Range(meter.id(), at, at.plusMillis(1)))
                .toList();
        Map<Instant, Amount> known = new HashMap<>();
        storedReadings.load(places).forEach(known::putAll);
        List<Stored> inserts = new ArrayList<>();
        List<Stored> updates = new ArrayList<>();
        List<Revision> revisions = new ArrayList<>();
        values.forEach((at, said) -> {
            Amount old = known.get(at);
            if (!Amount.areSame(old, said)) {
                (old == null ? inserts : updates).add(new Stored(meter.id(), at, said, now));
                revisions.add(new Revision(meter.id(), at, old, said, by, reason));
                meter.noteReading(at, said);
            }
        });
        if (revisions.isEmpty()) {
            return;
        }
        storedReadings.insert(inserts);
        if (!updates.isEmpty()) {
            storedReadings.replace(updates);
        }
        readingRevisions.record(revisions, now);
        Set<Instant> touched = revisions.stream().map(Revision::at).collect(Collectors.toSet());
        List<AffectedWindow> windows = AffectedHours.of(meter.settings(), touched, storedReadings.source(meter));
        announce(
                store(List.of(new StoredHours.MeterWindows(meter, windows, hoursOf(meter, touched, values)))),
                HoursRecalculated.Cause.DECIDED,
                now);
    }

    /**
     * Brings the hours to what they are by a person's ruling of some readings.
     *
     * @param former the meter's settings with the rulings as they were before
     * @param readings the instants of which something else is ruled now
     */
    public void ruled(Meter meter, DatedSettings former, Collection<Instant> readings) {
        List<AffectedWindow> windows =
                AffectedHours.ofRulings(former, meter.settings(), readings, storedReadings.source(meter));
        List<StoredHours.MeterWindows> recalculated = open(List.of(
                new StoredHours.MeterWindows(meter, windows, hoursOf(meter, readings, stored(meter, readings)))));
        findings.replace(recalculated);
        storedReadings.changed(Set.of(meter.id()));
        announce(hours.store(recalculated), HoursRecalculated.Cause.DECIDED, clock.instant());
    }

    /**
     * Stores a reading that was doubted when it came, and is not any more; what stands at its instant by now stays, and
     * so do hours that are final.
     *
     * @param said in the meter's own unit
     */
    public void believe(Meter meter, Instant at, Amount said, String reason) {
        if (stored(meter, at) == null && meter.isOpen(at)) {
            decide(meter, at, said, Caller.SYSTEM, reason);
        }
    }

    /** Writes down what recomputations of the past have come to; answers how many hours of each meter have changed. */
    public List<Integer> recomputed(List<StoredHours.MeterWindows> windows) {
        List<StoredHours.MeterWindows> open = open(windows);
        findings.replace(open);
        storedReadings.changed(windows.stream().map(each -> each.meter().id()).collect(Collectors.toSet()));
        List<MeterHours> changed = hours.store(open);
        announce(changed, HoursRecalculated.Cause.RECOMPUTED, clock.instant());
        return changed.stream().map(each -> each.changed().size()).toList();
    }

    /** Has the hours of each meter from the change on looked at again: another limit may raise or clear their alerts. */
    public void limitsChanged(Map<Meter, Instant> since) {
        judgeAnew(since, HoursRecalculated.Cause.LIMIT_CHANGED);
    }

    /** The same, because from then on limits watch the meter that did not, or no longer do. */
    public void directionsChanged(Map<Meter, Instant> since) {
        judgeAnew(since, HoursRecalculated.Cause.RECOMPUTED);
    }

    private void judgeAnew(Map<Meter, Instant> since, HoursRecalculated.Cause cause) {
        if (since.isEmpty()) {
            return;
        }
        Map<Long, List<HourlyConsumption>> stored = hours.since(since, END_OF_TIME);
        List<MeterHours> sinceThen = since.keySet().stream()
                .map(meter -> new MeterHours(
                        meter,
                        stored.getOrDefault(meter.id(), List.of()).stream()
                                .map(HourlyConsumption::value)
                                .toList(),
                        Set.of(),
                        Set.of(),
                        Map.of()))
                .toList();
        announce(sinceThen, cause, clock.instant());
    }

    private void announce(List<MeterHours> meters, HoursRecalculated.Cause cause, Instant now) {
        hoursRecalculated.fire(new HoursRecalculated(meters, cause, now));
    }
}
