package energy.ems.metering;

import energy.ems.boundary.Caller;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.NotFoundException;
import energy.ems.boundary.Roles;
import energy.ems.metering.hours.HourlyConsumption;
import energy.ems.metering.hours.StoredHours;
import energy.ems.metering.meter.LimitsAndOwners;
import energy.ems.metering.meter.LimitsAndOwners.Limits;
import energy.ems.metering.meter.Meter;
import energy.ems.metering.meter.MeterState;
import energy.ems.metering.meter.Meters;
import energy.ems.metering.profile.HourValue;
import energy.ems.metering.profile.Period;
import energy.ems.metering.profile.PeriodValue;
import energy.ems.metering.profile.Resolution;
import energy.ems.metering.profile.UtcHour;
import energy.ems.metering.readings.Measurement;
import energy.ems.metering.readings.StoredReadings;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What has been consumed. A user sees the meters that are theirs, and of those what was measured since they are;
 * operators and administrators see all. What somebody may not see is not found.
 */
@Stateless
@RolesAllowed({Roles.USER, Roles.OPERATOR, Roles.ADMINISTRATOR})
public class Consumption {

    private static final int MOST_READINGS = 100_000;
    private static final int MOST_METERS = 10_000;

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    Meters meters;

    @Inject
    StoredHours hours;

    @Inject
    StoredReadings storedReadings;

    @Inject
    LimitsAndOwners facts;

    @Inject
    Caller caller;

    /**
     * @param from the bucket that holds it is the first
     * @param to exclusive
     * @throws NotFoundException when there is no such device for the caller
     * @throws InvalidInputException when the range is empty or has too many buckets
     */
    public ConsumptionReport report(String deviceId, Instant from, Instant to, ZoneId zone, Resolution resolution) {
        Meter meter = visible(deviceId);
        List<Period> periods = periods(from, to, zone, resolution);
        Instant since = visibleSince(meter);
        List<HourlyConsumption> stored =
                hours.load(meter.id(), Period.firstHour(periods), Period.endOfLastHour(periods)).stream()
                        .filter(hour -> !hour.start().isBefore(since))
                        .toList();
        List<HourValue> values = stored.stream().map(HourlyConsumption::value).toList();
        TreeSet<Instant> corrected = stored.stream()
                .filter(HourlyConsumption::isCorrected)
                .map(HourlyConsumption::start)
                .collect(Collectors.toCollection(TreeSet::new));
        Limits limits = facts.limits(meter.id());
        List<Bucket> buckets = PeriodValue.of(periods, values, meter.settings()).stream()
                .map(value -> bucket(value, resolution, limits, corrected))
                .toList();
        return new ConsumptionReport(meter.deviceId(), meter.name(), zone, resolution, buckets);
    }

    private static List<Period> periods(Instant from, Instant to, ZoneId zone, Resolution resolution) {
        if (!from.isBefore(to)) {
            throw new InvalidInputException("to", InvalidInputException.Rule.MALFORMED, "it must be later than from");
        }
        try {
            return Period.covering(from, to, zone, resolution);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(
                    "to", InvalidInputException.Rule.MALFORMED, "the range has too many buckets, ask for less");
        }
    }

    private static Bucket bucket(PeriodValue value, Resolution resolution, Limits limits, TreeSet<Instant> corrected) {
        Instant start = value.period().start().toInstant();
        Instant end = value.period().end().toInstant();
        Instant firstCorrected = corrected.ceiling(UtcHour.of(start));
        return new Bucket(
                value.period().start(),
                value.period().end(),
                value.energyKwh(),
                value.readings(),
                value.expectedReadings(),
                value.quality(),
                firstCorrected != null && firstCorrected.isBefore(end),
                resolution == Resolution.HOUR ? limits.at(start) : null);
    }

    /** The meters that the caller may see and that a device stands behind, by name. */
    public List<MeterSummary> meters() {
        String own = caller.seesAll() ? "" : " AND m.owner = :owner";
        TypedQuery<Meter> query = entityManager
                .createQuery(
                        "SELECT m FROM Meter m WHERE m.state = :state" + own + " ORDER BY m.name, m.deviceId",
                        Meter.class)
                .setParameter("state", MeterState.ACTIVE)
                .setMaxResults(MOST_METERS)
                .setHint("eclipselink.read-only", "true");
        if (!caller.seesAll()) {
            query.setParameter("owner", caller.username());
        }
        return query.getResultList().stream().map(MeterSummary::of).toList();
    }

    /** @throws NotFoundException when there is no such device for the caller */
    public MeterSummary meter(String deviceId) {
        return MeterSummary.of(visible(deviceId));
    }

    /** The days of a month of which something is known. */
    public Set<LocalDate> daysWithData(String deviceId, YearMonth month, ZoneId zone) {
        Meter meter = visible(deviceId);
        Instant from = latest(month.atDay(1).atStartOfDay(zone).toInstant(), visibleSince(meter));
        Instant to = month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant();
        List<Long> starts = entityManager
                .createQuery(
                        "SELECT h.hourStart FROM HourlyConsumption h WHERE h.meterId = :meter"
                                + " AND h.hourStart >= :from AND h.hourStart < :to AND h.energyKwh IS NOT NULL",
                        Long.class)
                .setParameter("meter", meter.id())
                .setParameter("from", from.toEpochMilli())
                .setParameter("to", to.toEpochMilli())
                .getResultList();
        return starts.stream()
                .map(start -> LocalDate.ofInstant(Instant.ofEpochMilli(start), zone))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * The stored readings in {@code [from, to)}, ascending, in the device's own unit.
     *
     * @throws InvalidInputException when the range holds more than {@value #MOST_READINGS}
     */
    public List<Measurement> readings(String deviceId, Instant from, Instant to) {
        Meter meter = visible(deviceId);
        Instant start = latest(from, visibleSince(meter));
        List<Measurement> readings = new ArrayList<>();
        if (storedReadings.count(meter.id(), start, to) > MOST_READINGS) {
            throw new InvalidInputException(
                    "to", InvalidInputException.Rule.MALFORMED, "the range has too many readings, ask for less");
        }
        if (start.isBefore(to)) {
            storedReadings
                    .load(List.of(new StoredReadings.Range(meter.id(), start, to)))
                    .get(0)
                    .forEach((at, value) -> readings.add(new Measurement(deviceId, at, value.stripTrailingZeros())));
        }
        return readings;
    }

    private Instant visibleSince(Meter meter) {
        return caller.seesAll() ? Instant.EPOCH : facts.ownedSince(meter.id());
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private Meter visible(String deviceId) {
        return meters.find(deviceId)
                .filter(meter ->
                        caller.seesAll() || (meter.state() == MeterState.ACTIVE && caller.maySee(meter.owner())))
                .orElseThrow(() -> new NotFoundException("Device", deviceId));
    }
}
