package energy.ems.metering;

import energy.ems.boundary.Caller;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.InvalidInputException.Rule;
import energy.ems.boundary.NotFoundException;
import energy.ems.boundary.Roles;
import energy.ems.deviceevents.DevicePlace;
import energy.ems.metering.ConsumptionReport.Question;
import energy.ems.metering.PlaceReport.PlaceBucket;
import energy.ems.metering.hours.HourSums;
import energy.ems.metering.meter.LimitsAndOwners;
import energy.ems.metering.meter.Meter;
import energy.ems.metering.meter.MeterState;
import energy.ems.metering.place.DeviceFlows;
import energy.ems.metering.place.PlaceTree;
import energy.ems.metering.place.PlacedDevice;
import energy.ems.metering.place.Stretches;
import energy.ems.metering.profile.Direction;
import energy.ems.metering.profile.Period;
import energy.ems.metering.profile.QuarterHour;
import energy.ems.metering.profile.Resolution;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What places have used and produced. A user's places are those of their own devices, with what was measured since they
 * are theirs; operators and administrators see all. What somebody may not see is as if it were not there.
 */
@Stateless
@RolesAllowed({Roles.USER, Roles.OPERATOR, Roles.ADMINISTRATOR})
public class Places {

    private static final int MOST_DEVICES = 1_000;

    /** Figures of devices in buckets: 20 devices over a year of hours. */
    private static final int MOST_FIGURES = 200_000;

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    HourSums sums;

    @Inject
    LimitsAndOwners facts;

    @Inject
    Caller caller;

    @Inject
    Clock clock;

    /** All places of the caller, those around others too, by path. */
    public List<PlaceEntry> all() {
        Map<String, Long> devices = new TreeMap<>();
        own("SELECT m.place, COUNT(m) FROM Meter m", " AND m.place IS NOT NULL GROUP BY m.place", Object[].class)
                .getResultStream()
                .forEach(row -> {
                    String path = (String) row[0];
                    for (int end = path.length(); end > 0; end = path.lastIndexOf(DevicePlace.SEPARATOR, end - 1)) {
                        devices.merge(path.substring(0, end), (Long) row[1], Long::sum);
                    }
                });
        List<PlaceEntry> places = new ArrayList<>();
        devices.forEach((path, count) ->
                places.add(new PlaceEntry(path, path.substring(path.lastIndexOf(DevicePlace.SEPARATOR) + 1), count)));
        return places;
    }

    /** Whether a device of the caller stands there, or below it. */
    public boolean isThere(String place) {
        String path = DevicePlace.normalized(place);
        return path != null && !meters(path, 1).isEmpty();
    }

    /**
     * What a place and everything below it had. It costs three queries, however many devices there are.
     *
     * @param from the bucket that holds it is the first
     * @param to exclusive
     * @throws NotFoundException when no device of the caller stands in such a place
     * @throws InvalidInputException when the range is empty, or the place has too many devices or buckets to answer
     */
    public PlaceReport report(String place, Instant from, Instant to, ZoneId zone, Resolution resolution) {
        String path = DevicePlace.normalized(place);
        List<Meter> meters = path == null ? List.of() : meters(path, MOST_DEVICES + 1);
        if (meters.isEmpty()) {
            throw new NotFoundException("Place", place);
        }
        List<Period> periods = Consumption.periods(Question.ofBuckets(from, to, resolution), zone);
        if (meters.size() > MOST_DEVICES) {
            throw new InvalidInputException(
                    "place", Rule.MALFORMED, "it has more than " + MOST_DEVICES + " devices, ask for a place below it");
        }
        if ((long) periods.size() * meters.size() > MOST_FIGURES) {
            throw new InvalidInputException("to", Rule.MALFORMED, "the range has too many buckets, ask for less");
        }
        Map<String, DeviceFlows> flows = flows(meters, periods);
        PlaceTree tree = PlaceTree.of(path, meters.stream().map(Places::placed).toList());
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

    private static PlacedDevice placed(Meter meter) {
        return new PlacedDevice(
                meter.deviceId(),
                meter.name(),
                meter.place().path(),
                meter.place().mainMeter());
    }

    private List<Meter> meters(String path, int most) {
        return own(
                        "SELECT m FROM Meter m",
                        " AND (m.place = :place OR (m.place > :below AND m.place < :end)) ORDER BY m.name, m.deviceId",
                        Meter.class)
                .setParameter("place", path)
                .setParameter("below", path + DevicePlace.SEPARATOR)
                .setParameter("end", DevicePlace.endOfBelow(path))
                .setMaxResults(most)
                .setHint("eclipselink.read-only", "true")
                .getResultList();
    }

    private Map<String, DeviceFlows> flows(List<Meter> meters, List<Period> periods) {
        Map<Long, Instant> since = caller.seesAll()
                ? Map.of()
                : facts.ownedSince(meters.stream().map(Meter::id).toList());
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
                            withQuarters ? QuarterHour.parse(sum.quarters()) : List.of());
        }
        return flows;
    }

    /** A question about the registered meters that the caller may see. */
    private <T> TypedQuery<T> own(String select, String rest, Class<T> type) {
        String owned = caller.seesAll() ? "" : " AND m.owner = :owner";
        TypedQuery<T> query = entityManager
                .createQuery(select + " WHERE m.state = :state" + owned + rest, type)
                .setParameter("state", MeterState.ACTIVE);
        return caller.seesAll() ? query : query.setParameter("owner", caller.username());
    }
}
