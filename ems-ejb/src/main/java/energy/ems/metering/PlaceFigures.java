package energy.ems.metering;

import energy.ems.boundary.Audience;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.InvalidInputException.Rule;
import energy.ems.boundary.NotFoundException;
import energy.ems.deviceevents.DevicePlace;
import energy.ems.metering.ConsumptionReport.Question;
import energy.ems.metering.PlaceReport.PlaceBucket;
import energy.ems.metering.hours.HourSums;
import energy.ems.metering.meter.LimitsAndOwners;
import energy.ems.metering.meter.Meter;
import energy.ems.metering.meter.MeterState;
import energy.ems.metering.place.DeviceFlows;
import energy.ems.metering.place.DeviceHours;
import energy.ems.metering.place.Flow;
import energy.ems.metering.place.PlaceSum;
import energy.ems.metering.place.PlaceTree;
import energy.ems.metering.place.PlacedDevice;
import energy.ems.metering.place.Stretches;
import energy.ems.metering.profile.Direction;
import energy.ems.metering.profile.Period;
import energy.ems.metering.profile.Quality;
import energy.ems.metering.profile.QuarterHour;
import energy.ems.metering.profile.Resolution;
import energy.ems.metering.profile.UtcHour;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What places have used and produced, in the eyes of whoever is named. Inside the house alone: callers come in by
 * {@link Places}.
 */
@ApplicationScoped
public class PlaceFigures {

    public static final int MOST_DEVICES = 1_000;

    /** Places that are named in one query. */
    private static final int MOST_PLACES = 100;

    /** Figures of devices in buckets: 20 devices over a year of hours. */
    private static final int MOST_FIGURES = 200_000;

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    HourSums sums;

    @Inject
    LimitsAndOwners facts;

    @Inject
    Clock clock;

    /**
     * The registered devices that they may see, by name.
     *
     * @param place in it and below it; null for wherever they stand
     * @param most how many at most
     */
    public List<MeterSummary> devices(Audience audience, String place, int most) {
        return meters(audience, place, most).stream().map(MeterSummary::of).toList();
    }

    /**
     * Those of a set that they may see, by name.
     *
     * @param most how many at most
     */
    public List<MeterSummary> devices(Audience audience, DeviceSet set, int most) {
        return meters(audience, set, most).stream().map(MeterSummary::of).toList();
    }

    /**
     * What a place and everything below it had. It costs three queries, however many devices there are.
     *
     * @param place null for everything that they may see, wherever it stands
     * @param from the bucket that holds it is the first
     * @param to exclusive
     * @throws NotFoundException when none of their devices stands in such a place
     * @throws InvalidInputException when the range is empty, or the place has too many devices or buckets to answer
     */
    public PlaceReport report(
            Audience audience, String place, Instant from, Instant to, ZoneId zone, Resolution resolution) {
        List<Meter> meters = some(audience, place);
        return report(audience, meters, tree(place, meters), from, to, zone, resolution);
    }

    /**
     * What the devices of a set had.
     *
     * @param name what the sum is called
     * @see DeviceSets#report
     */
    public PlaceReport report(
            Audience audience,
            String name,
            DeviceSet set,
            Instant from,
            Instant to,
            ZoneId zone,
            Resolution resolution) {
        List<Meter> meters = some(audience, set);
        return report(audience, meters, PlaceTree.around(placed(meters)), from, to, zone, resolution)
                .called(name);
    }

    /**
     * What these devices had, wherever they stand: each is a part of the sum, in the given order, and none a main meter.
     * It costs two queries, however many they are.
     *
     * @param meters that they may see, at least one
     * @param from the bucket that holds it is the first
     * @param to exclusive
     * @throws InvalidInputException when the range is empty, or there are too many buckets to answer
     */
    PlaceReport report(
            Audience audience, List<Meter> meters, Instant from, Instant to, ZoneId zone, Resolution resolution) {
        PlaceTree tree = PlaceTree.ofAll(meters.stream()
                .map(meter -> new PlacedDevice(meter.deviceId(), meter.name(), null, false))
                .toList());
        return report(audience, meters, tree, from, to, zone, resolution);
    }

    private PlaceReport report(
            Audience audience,
            List<Meter> meters,
            PlaceTree tree,
            Instant from,
            Instant to,
            ZoneId zone,
            Resolution resolution) {
        List<Period> periods = Consumption.periods(Question.ofBuckets(from, to, resolution), zone);
        if (!fits(meters.size(), periods.size())) {
            throw new InvalidInputException("to", Rule.MALFORMED, "the range has too many buckets, ask for less");
        }
        Map<String, DeviceFlows> flows = flows(audience, meters, periods);
        List<PlaceBucket> buckets = new ArrayList<>();
        for (int i = 0; i < periods.size(); i++) {
            int period = i;
            buckets.add(new PlaceBucket(
                    periods.get(i).start(),
                    periods.get(i).end(),
                    tree.sum(
                            id -> flows.get(id).flow(period),
                            id -> flows.get(id).hours(period))));
        }
        return new PlaceReport(
                zone,
                resolution,
                tree.sum(id -> flows.get(id).total(), id -> flows.get(id).totalHours()),
                buckets);
    }

    private List<Meter> some(Audience audience, String place) {
        List<Meter> meters = meters(audience, place, MOST_DEVICES + 1);
        if (meters.isEmpty()) {
            throw new NotFoundException("Place", place);
        }
        if (meters.size() > MOST_DEVICES) {
            throw new InvalidInputException(
                    "place", Rule.MALFORMED, "it has more than " + MOST_DEVICES + " devices, ask for a place below it");
        }
        return meters;
    }

    private List<Meter> some(Audience audience, DeviceSet set) {
        List<Meter> meters = meters(audience, set, MOST_DEVICES + 1);
        if (meters.size() > MOST_DEVICES) {
            throw new InvalidInputException(
                    "group", Rule.MALFORMED, "it has more than " + MOST_DEVICES + " devices, ask for a smaller one");
        }
        return meters;
    }

    private List<Meter> meters(Audience audience, DeviceSet set, int most) {
        Map<String, Meter> meters = new HashMap<>();
        for (TypedQuery<Meter> query : queries(audience, "SELECT m FROM Meter m", set, Meter.class)) {
            if (meters.size() < most) {
                query.setMaxResults(most)
                        .setHint("eclipselink.read-only", "true")
                        .getResultList()
                        .forEach(meter -> meters.put(meter.deviceId(), meter));
            }
        }
        return meters.values().stream()
                .sorted(Comparator.comparing(Meter::name, String.CASE_INSENSITIVE_ORDER)
                        .thenComparing(Meter::deviceId))
                .limit(most)
                .toList();
    }

    /** How many of a set's devices they may see. */
    int count(Audience audience, DeviceSet set) {
        Set<String> ids = new HashSet<>();
        queries(audience, "SELECT m.deviceId FROM Meter m", set, String.class)
                .forEach(query -> ids.addAll(query.getResultList()));
        return ids.size();
    }

    /** All of a set, though one by several of them: one for every thousand devices and hundred places that it names. */
    private <T> List<TypedQuery<T>> queries(Audience audience, String select, DeviceSet set, Class<T> type) {
        List<TypedQuery<T>> queries = new ArrayList<>();
        List<String> named = List.copyOf(set.deviceIds());
        for (int start = 0; start < named.size(); start += MOST_DEVICES) {
            queries.add(own(audience, select, " AND m.deviceId IN :ids", type)
                    .setParameter("ids", named.subList(start, Math.min(named.size(), start + MOST_DEVICES))));
        }
        List<String> places = set.outermostPlaces();
        for (int start = 0; start < places.size(); start += MOST_PLACES) {
            List<String> some = places.subList(start, Math.min(places.size(), start + MOST_PLACES));
            String there = IntStream.range(0, some.size())
                    .mapToObj(i -> "m.place = :place%1$d OR (m.place > :below%1$d AND m.place < :end%1$d)".formatted(i))
                    .collect(Collectors.joining(" OR ", " AND (", ")"));
            TypedQuery<T> query = own(audience, select, there, type);
            for (int i = 0; i < some.size(); i++) {
                query.setParameter("place" + i, some.get(i))
                        .setParameter("below" + i, some.get(i) + DevicePlace.SEPARATOR)
                        .setParameter("end" + i, DevicePlace.endOfBelow(some.get(i)));
            }
            queries.add(query);
        }
        return queries;
    }

    /** Which devices they see: one query for somebody who does not see all. */
    public Sight sight(Audience audience) {
        if (audience.seesAll()) {
            return Sight.OF_ALL;
        }
        Map<String, String> devices = new HashMap<>();
        Map<String, Long> places = new HashMap<>();
        own(audience, "SELECT m.deviceId, m.name, m.place FROM Meter m", "", Object[].class)
                .getResultStream()
                .forEach(row -> {
                    devices.put((String) row[0], (String) row[1]);
                    String path = row[2] == null ? "" : (String) row[2];
                    for (int end = path.length(); end > 0; end = path.lastIndexOf(DevicePlace.SEPARATOR, end - 1)) {
                        places.merge(path.substring(0, end), 1L, Long::sum);
                    }
                });
        return new Sight(false, devices, places);
    }

    /** Those of these devices that they may see, by name. */
    List<MeterChoice> named(Audience audience, Collection<String> deviceIds) {
        List<MeterChoice> named = new ArrayList<>();
        List<String> ids = List.copyOf(deviceIds);
        for (int start = 0; start < ids.size(); start += MOST_DEVICES) {
            own(audience, "SELECT m.deviceId, m.name FROM Meter m", " AND m.deviceId IN :ids", Object[].class)
                    .setParameter("ids", ids.subList(start, Math.min(ids.size(), start + MOST_DEVICES)))
                    .getResultStream()
                    .map(row -> new MeterChoice((String) row[0], (String) row[1]))
                    .forEach(named::add);
        }
        named.sort(MeterChoice.BY_NAME);
        return named;
    }

    private static PlaceTree tree(String place, List<Meter> meters) {
        return place == null ? PlaceTree.ofAll(placed(meters)) : PlaceTree.of(place, placed(meters));
    }

    private static List<PlacedDevice> placed(List<Meter> meters) {
        return meters.stream().map(PlaceFigures::placed).toList();
    }

    /**
     * What a place and everything below it used in each hour of the zone's clock: a year of many devices, too, because
     * it is summed up where the hours are stored. Where the clock cuts hours in two, it is bounded as {@link #report} is.
     *
     * @param from the hour that holds it is the first
     * @param to exclusive
     * @throws NotFoundException when none of their devices stands in such a place
     * @throws InvalidInputException when the range is empty, or there are too many devices or hours to answer
     */
    public List<Bucket> hours(Audience audience, String place, Instant from, Instant to, ZoneId zone) {
        List<Meter> meters = some(audience, place);
        return hours(audience, meters, tree(place, meters), from, to, zone);
    }

    /** @see DeviceSets#hours */
    List<Bucket> hours(Audience audience, DeviceSet set, Instant from, Instant to, ZoneId zone) {
        List<Meter> meters = some(audience, set);
        return hours(audience, meters, PlaceTree.around(placed(meters)), from, to, zone);
    }

    private List<Bucket> hours(
            Audience audience, List<Meter> all, PlaceTree tree, Instant from, Instant to, ZoneId zone) {
        List<Period> periods = Consumption.periods(Question.ofBuckets(from, to, Resolution.HOUR), zone);
        boolean cut = periods.stream()
                .map(period -> period.start().toInstant())
                .anyMatch(start -> !start.equals(UtcHour.of(start)));
        if (cut) {
            return report(audience, all, tree, from, to, zone, Resolution.HOUR).buckets().stream()
                    .map(PlaceFigures::used)
                    .toList();
        }
        Set<String> counted = tree.sum(id -> null, id -> DeviceHours.NONE)
                .counted()
                .map(PlaceSum::deviceId)
                .collect(Collectors.toSet());
        List<Meter> meters =
                all.stream().filter(meter -> counted.contains(meter.deviceId())).toList();
        Map<Long, Instant> since = since(audience, meters);
        Map<Instant, HourSums.Hour> known =
                sums.hours(stretches(meters, since, Period.firstHour(periods), Period.endOfLastHour(periods))).stream()
                        .collect(
                                Collectors.toMap(HourSums.Hour::start, hour -> hour, PlaceFigures::plus, TreeMap::new));
        List<Instant> begin = meters.stream()
                .map(meter -> since.getOrDefault(meter.id(), Instant.EPOCH))
                .sorted()
                .toList();
        return periods.stream()
                .map(period -> {
                    Instant start = period.start().toInstant();
                    HourSums.Hour hour = known.getOrDefault(start, new HourSums.Hour(start, null, 0, 0));
                    long begun =
                            begin.stream().filter(each -> !each.isAfter(start)).count();
                    return bucket(
                            period.start(),
                            period.end(),
                            hour.usedKwh(),
                            new DeviceHours(Math.max(begun, hour.known()), hour.measured(), hour.known()));
                })
                .toList();
    }

    private static HourSums.Hour plus(HourSums.Hour one, HourSums.Hour other) {
        BigDecimal used = one.usedKwh() == null
                ? other.usedKwh()
                : other.usedKwh() == null ? one.usedKwh() : one.usedKwh().add(other.usedKwh());
        return new HourSums.Hour(one.start(), used, one.measured() + other.measured(), one.known() + other.known());
    }

    /** Each with the direction that it had in it. */
    private static List<HourSums.Stretch> stretches(
            List<Meter> meters, Map<Long, Instant> since, Instant from, Instant to) {
        List<HourSums.Stretch> stretches = new ArrayList<>();
        for (Meter meter : meters) {
            Instant begin = since.getOrDefault(meter.id(), Instant.EPOCH);
            TreeSet<Instant> starts = new TreeSet<>();
            starts.add(begin.isAfter(from) ? UtcHour.atOrAfter(begin) : from);
            meter.settings().directionChanges().stream()
                    .map(UtcHour::atOrAfter)
                    .filter(change -> change.isAfter(starts.first()) && change.isBefore(to))
                    .forEach(starts::add);
            for (Instant start : starts) {
                Instant next = starts.higher(start);
                stretches.add(new HourSums.Stretch(
                        meter.id(),
                        start,
                        next == null ? to : next,
                        meter.settings().at(start).direction() == Direction.PRODUCTION));
            }
        }
        return stretches;
    }

    /** What a place used, as one bar. */
    public static Bucket used(PlaceBucket bucket) {
        Flow total = bucket.sum().total();
        return bucket(
                bucket.start(),
                bucket.end(),
                total == null ? null : total.consumptionKwh(),
                bucket.sum().hours());
    }

    static Bucket bucket(ZonedDateTime start, ZonedDateTime end, BigDecimal usedKwh, DeviceHours hours) {
        Quality quality = hours.known() == 0
                ? Quality.MISSING
                : hours.missing() > 0 ? Quality.PARTIAL : hours.estimated() > 0 ? Quality.ESTIMATED : Quality.MEASURED;
        return new Bucket(start, end, usedKwh, 0, 0, quality, false, null);
    }

    /** Whether so many buckets of so many devices are answered. */
    public static boolean fits(int devices, int buckets) {
        return devices <= MOST_DEVICES && (long) buckets * devices <= MOST_FIGURES;
    }

    private static PlacedDevice placed(Meter meter) {
        return new PlacedDevice(
                meter.deviceId(),
                meter.name(),
                meter.place().path(),
                meter.place().mainMeter());
    }

    private List<Meter> meters(Audience audience, String place, int most) {
        String there = place == null ? "" : " AND (m.place = :place OR (m.place > :below AND m.place < :end))";
        TypedQuery<Meter> query =
                own(audience, "SELECT m FROM Meter m", there + " ORDER BY m.name, m.deviceId", Meter.class);
        if (place != null) {
            query.setParameter("place", place)
                    .setParameter("below", place + DevicePlace.SEPARATOR)
                    .setParameter("end", DevicePlace.endOfBelow(place));
        }
        return query.setMaxResults(most)
                .setHint("eclipselink.read-only", "true")
                .getResultList();
    }

    private Map<Long, Instant> since(Audience audience, List<Meter> meters) {
        return audience.seesAll()
                ? Map.of()
                : facts.ownedSince(meters.stream().map(Meter::id).toList());
    }

    private Map<String, DeviceFlows> flows(Audience audience, List<Meter> meters, List<Period> periods) {
        return flows(meters, since(audience, meters), periods);
    }

    /**
     * What each of these meters had in each of these periods.
     *
     * @param since from when on the hours of a meter, by its id, count; of others all do
     * @param periods consecutive, at least one
     * @return by the id of the device
     */
    Map<String, DeviceFlows> flows(List<Meter> meters, Map<Long, Instant> since, List<Period> periods) {
        List<Instant> changes = new ArrayList<>();
        meters.forEach(meter -> changes.addAll(meter.settings().directionChanges()));
        Stretches stretches = new Stretches(periods, changes);
        Instant now = clock.instant();
        Map<String, DeviceFlows> flows = new LinkedHashMap<>();
        Map<Long, DeviceFlows> byMeter = new LinkedHashMap<>();
        Map<Long, Instant> from = new LinkedHashMap<>();
        for (Meter meter : meters) {
            Instant begin = since.getOrDefault(meter.id(), Instant.EPOCH);
            DeviceFlows ofMeter =
                    new DeviceFlows(stretches, hour -> meter.settings().at(hour).direction(), begin, now);
            flows.put(meter.deviceId(), ofMeter);
            byMeter.put(meter.id(), ofMeter);
            from.put(meter.id(), begin);
        }
        boolean bothWays = meters.stream().anyMatch(meter -> meter.settings().hasEverBeen(Direction.NET));
        boolean withQuarters = stretches.needQuarters();
        for (HourSums.Sum sum : sums.sums(from, stretches.starts(), stretches.to(), bothWays, withQuarters)) {
            byMeter.get(sum.meterId())
                    .add(
                            sum.stretch(),
                            sum.positiveKwh(),
                            sum.negativeKwh(),
                            sum.measured(),
                            sum.known(),
                            sum.quarters() == null ? List.of() : QuarterHour.parse(sum.quarters()));
        }
        return flows;
    }

    /** A question about the registered meters that they may see. */
    <T> TypedQuery<T> own(Audience audience, String select, String rest, Class<T> type) {
        String owned = audience.seesAll() ? "" : " AND m.owner = :owner";
        TypedQuery<T> query = entityManager
                .createQuery(select + " WHERE m.state = :state" + owned + rest, type)
                .setParameter("state", MeterState.ACTIVE);
        return audience.seesAll() ? query : query.setParameter("owner", audience.username());
    }
}
