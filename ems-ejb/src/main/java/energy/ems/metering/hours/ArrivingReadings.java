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
import energy.ems.metering.readings.StoredReadings.Stored;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Stores the readings that came, and brings the hours that they touch to what the stored readings say. All of it inside
 * the caller's transaction and under the meters' locks.
 *
 * <p>Three round trips for a batch, however many meters, and most often one: the readings around the new ones and the
 * hours where they are not the latest, and the changed hours with the new readings.
 */
@ApplicationScoped
public class ArrivingReadings {

    private static final String CORRECTED_BY_METER = "sent again with another value";

    @Inject
    StoredReadings storedReadings;

    @Inject
    ReadingRevisions readingRevisions;

    @Inject
    RecentReadings recentReadings;

    @Inject
    RecentHours recentHours;

    @Inject
    ChangedHours changedHours;

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
        batch.forEach(ArrivingReadings::noteIntervals);
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
        changedHours.announce(changed, cause, now);
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
        Map<Meter, MeterWindows> byMeter = new LinkedHashMap<>();
        batch.forEach(
                each -> byMeter.put(each.meter(), new MeterWindows(each.meter(), new ArrayList<>(), new HashSet<>())));
        for (Cluster cluster : clusters) {
            // What nobody knows the settings of is kept and not counted: registration recalculates it.
            if (!cluster.touched.isEmpty() && cluster.meter.state() != MeterState.UNASSIGNED) {
                MeterWindows recalculated = byMeter.get(cluster.meter);
                recalculated.windows().addAll(recalculate(cluster));
                recalculated
                        .correctedHours()
                        .addAll(MeterWindows.hoursOf(cluster.meter, cluster.corrected, cluster.values));
            }
        }
        return changedHours.store(List.copyOf(byMeter.values()), added, known);
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
}
