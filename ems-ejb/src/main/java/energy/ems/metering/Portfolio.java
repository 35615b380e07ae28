package energy.ems.metering;

import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.InvalidInputException.Rule;
import energy.ems.boundary.Roles;
import energy.ems.deviceevents.DevicePlace;
import energy.ems.metering.WeekAgainstUsual.Day;
import energy.ems.metering.hours.HourSums;
import energy.ems.metering.meter.Meter;
import energy.ems.metering.meter.MeterState;
import energy.ems.metering.profile.UtcHour;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Many devices at a glance, for those who look after them. Days are those of a zone, to the UTC hour: where midnight lies
 * inside one, that hour counts to the day that it begins in. Users have no portfolio.
 */
@Stateless
@RolesAllowed({Roles.OPERATOR, Roles.ADMINISTRATOR})
public class Portfolio {

    /** So many are judged at once: five weeks of their hours are summed by the database. */
    public static final int MOST_DEVICES = 500;

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    HourSums sums;

    @Inject
    Clock clock;

    /**
     * The devices at and below a place, by name, at the cost of two queries.
     *
     * @param place null for all devices
     * @throws InvalidInputException when they are more than {@value #MOST_DEVICES}
     */
    public List<PortfolioDevice> devices(String place, ZoneId zone) {
        List<Meter> meters = meters(DevicePlace.normalized(place));
        if (meters.size() > MOST_DEVICES) {
            throw new InvalidInputException(
                    "place", Rule.MALFORMED, "it has more than " + MOST_DEVICES + " devices, ask for a place below it");
        }
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, zone);
        List<Instant> days = new ArrayList<>();
        for (int back = WeekAgainstUsual.DAYS + WeekAgainstUsual.DAYS_BEFORE; back >= 0; back--) {
            days.add(UtcHour.of(today.minusDays(back).atStartOfDay(zone).toInstant()));
        }
        Instant running = UtcHour.of(now);
        TreeSet<Instant> starts = new TreeSet<>(days);
        starts.add(running);
        Map<Long, Map<Instant, HourSums.Sum>> known =
                sums(meters.stream().map(Meter::id).toList(), List.copyOf(starts), UtcHour.after(now));
        return meters.stream()
                .map(meter -> {
                    Map<Instant, HourSums.Sum> ofMeter = known.getOrDefault(meter.id(), Map.of());
                    return new PortfolioDevice(
                            MeterSummary.of(meter),
                            meter.place().path(),
                            kwh(ofMeter.get(running)),
                            running,
                            WeekAgainstUsual.of(days.subList(0, days.size() - 1).stream()
                                    .map(day -> day(ofMeter.get(day)))
                                    .toList()));
                })
                .toList();
    }

    private static Day day(HourSums.Sum sum) {
        return sum == null ? Day.UNKNOWN : new Day(kwh(sum), sum.known());
    }

    private static BigDecimal kwh(HourSums.Sum sum) {
        if (sum == null || sum.positiveKwh() == null) {
            return sum == null ? null : sum.negativeKwh();
        }
        return sum.negativeKwh() == null ? sum.positiveKwh() : sum.positiveKwh().add(sum.negativeKwh());
    }

    /**
     * The last seven days of a device, hour by hour, and its month.
     *
     * @param hours in kWh, those of UTC, the last one the running hour; null where nothing is known
     * @param monthKwh since the month began, the running hour left out; null for nothing known
     * @param monthBeforeKwh the month before until the same day and hour of it; null for nothing known
     */
    public record Strip(List<BigDecimal> hours, BigDecimal monthKwh, BigDecimal monthBeforeKwh) {}

    /** The strips of a few devices, by id, at the cost of three queries. */
    public Map<String, Strip> strips(Collection<String> deviceIds, ZoneId zone) {
        if (deviceIds.isEmpty()) {
            return Map.of();
        }
        List<Object[]> ids = entityManager
                .createQuery("SELECT m.id, m.deviceId FROM Meter m WHERE m.deviceId IN :ids", Object[].class)
                .setParameter("ids", deviceIds)
                .getResultList();
        List<Long> meters = ids.stream().map(row -> (Long) row[0]).toList();
        Instant now = clock.instant();
        List<Instant> hours = new ArrayList<>();
        int count = WeekAgainstUsual.DAYS * 24;
        for (int back = count - 1; back >= 0; back--) {
            hours.add(UtcHour.of(now).minusSeconds(3600L * back));
        }
        Map<Long, Map<Instant, HourSums.Sum>> week = sums(meters, hours, UtcHour.after(now));
        LocalDateTime local = LocalDateTime.ofInstant(UtcHour.of(now), zone);
        Instant month = start(local.toLocalDate().withDayOfMonth(1), zone);
        Instant before = start(local.toLocalDate().withDayOfMonth(1).minusMonths(1), zone);
        // The 31st has its like in no shorter month: its whole is taken.
        Instant sameThen = UtcHour.of(before.atZone(zone)
                .toLocalDate()
                .plusDays(local.getDayOfMonth() - 1L)
                .atTime(local.toLocalTime())
                .atZone(zone)
                .toInstant());
        Instant until = sameThen.isBefore(month) ? sameThen : month;
        List<Instant> months = List.copyOf(new TreeSet<>(Arrays.asList(before, until, month)));
        Map<Long, Map<Instant, HourSums.Sum>> byMonth =
                month.equals(UtcHour.of(now)) ? Map.of() : sums(meters, months, UtcHour.of(now));
        Map<String, Strip> strips = new LinkedHashMap<>();
        for (Object[] row : ids) {
            Map<Instant, HourSums.Sum> ofWeek = week.getOrDefault((Long) row[0], Map.of());
            Map<Instant, HourSums.Sum> ofMonth = byMonth.getOrDefault((Long) row[0], Map.of());
            List<BigDecimal> strip = new ArrayList<>();
            hours.forEach(hour -> strip.add(kwh(ofWeek.get(hour))));
            strips.put((String) row[1], new Strip(strip, kwh(ofMonth.get(month)), kwh(ofMonth.get(before))));
        }
        return strips;
    }

    private static Instant start(LocalDate day, ZoneId zone) {
        return UtcHour.of(day.atStartOfDay(zone).toInstant());
    }

    private Map<Long, Map<Instant, HourSums.Sum>> sums(List<Long> meters, List<Instant> starts, Instant to) {
        Map<Long, Instant> from = new HashMap<>();
        meters.forEach(meter -> from.put(meter, Instant.EPOCH));
        Map<Long, Map<Instant, HourSums.Sum>> known = new HashMap<>();
        for (HourSums.Sum sum : sums.sums(from, starts, to, false, false)) {
            known.computeIfAbsent(sum.meterId(), id -> new HashMap<>()).put(starts.get(sum.stretch()), sum);
        }
        return known;
    }

    private List<Meter> meters(String path) {
        String below = path == null ? "" : " AND (m.place = :place OR (m.place > :below AND m.place < :end))";
        TypedQuery<Meter> query = entityManager
                .createQuery(
                        "SELECT m FROM Meter m WHERE m.state = :state" + below + " ORDER BY m.name, m.deviceId",
                        Meter.class)
                .setParameter("state", MeterState.ACTIVE);
        if (path != null) {
            query.setParameter("place", path)
                    .setParameter("below", path + DevicePlace.SEPARATOR)
                    .setParameter("end", DevicePlace.endOfBelow(path));
        }
        return query.setMaxResults(MOST_DEVICES + 1)
                .setHint("eclipselink.read-only", "true")
                .getResultList();
    }
}
