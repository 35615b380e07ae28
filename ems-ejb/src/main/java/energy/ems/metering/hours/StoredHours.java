package energy.ems.metering.hours;

import energy.ems.metering.meter.Meter;
import energy.ems.metering.profile.AffectedWindow;
import energy.ems.metering.profile.HourValue;
import energy.ems.metering.profile.Quality;
import energy.ems.metering.profile.QuarterHour;
import energy.ems.metering.profile.UtcHour;
import energy.ems.metering.readings.StoredReadings;
import energy.ems.metering.readings.StoredReadings.Place;
import energy.ems.platform.MultiRowInsert;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The hourly aggregates, brought to what the calculation says; a change of an hour that was complete leaves a revision.
 * The callers hold the meters' locks.
 */
@ApplicationScoped
public class StoredHours {

    private static final int WINDOWS = 100;
    private static final List<QuarterHour> NOTHING =
            List.of(QuarterHour.EMPTY, QuarterHour.EMPTY, QuarterHour.EMPTY, QuarterHour.EMPTY);
    private static final MultiRowInsert REVISION = new MultiRowInsert(
            "INSERT INTO hour_revision"
                    + " (meter_id, hour_start, old_kwh, new_kwh, old_quality, new_quality, changed_at)",
            7);

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    HourRows rows;

    @Inject
    RecentHours recentHours;

    @Inject
    DaySums daySums;

    @Inject
    Clock clock;

    /** The same where every reading is stored, and nothing is known of the hours. */
    List<HoursRecalculated.MeterHours> store(List<MeterWindows> recalculated) {
        return store(recalculated, new TreeMap<>(), Map.of());
    }

    /**
     * @param added readings that are not stored yet; those are taken out that were, together with the hours in which they
     *     were taken
     * @param known of the hours of meters as they were before; of these meters it is kept what they are then
     * @return the hours that have changed, for each meter in the given order
     */
    List<HoursRecalculated.MeterHours> store(
            List<MeterWindows> recalculated, Map<Place, String> added, Map<Meter, RecentHours.Known> known) {
        Map<Long, TreeMap<Instant, HourlyConsumption>> stored = load(recalculated, known);
        List<HourlyConsumption> written = new ArrayList<>();
        List<Object[]> revisions = new ArrayList<>();
        List<HoursRecalculated.MeterHours> changed = new ArrayList<>();
        for (MeterWindows each : recalculated) {
            Booking booking = new Booking(
                    each,
                    stored.get(each.meter().id()),
                    new TreeMap<>(),
                    new HashMap<>(),
                    new HashSet<>(each.correctedHours()),
                    revisions);
            book(booking);
            booking.changed()
                    .keySet()
                    .forEach(hour -> written.add(booking.stored().get(hour)));
            changed.add(booking.result());
        }
        rows.store(written, added);
        daySums.changed(written);
        REVISION.run(entityManager, revisions);
        keep(recalculated, stored, known);
        return changed;
    }

    /** One meter's hours on their way from what is stored to what was calculated. */
    private record Booking(
            MeterWindows recalculated,
            TreeMap<Instant, HourlyConsumption> stored,
            TreeMap<Instant, HourValue> changed,
            Map<Instant, BigDecimal> before,
            Set<Instant> revised,
            List<Object[]> revisions) {

        HoursRecalculated.MeterHours result() {
            return new HoursRecalculated.MeterHours(
                    recalculated.meter(),
                    List.copyOf(changed.values()),
                    revised,
                    recalculated.correctedHours(),
                    before);
        }
    }

    private void book(Booking booking) {
        for (AffectedWindow window : booking.recalculated().windows()) {
            TreeMap<Instant, HourValue> values = new TreeMap<>();
            for (HourlyConsumption hour :
                    booking.stored().subMap(window.from(), window.to()).values()) {
                values.put(hour.start(), empty(hour));
            }
            window.profile().hours().forEach(value -> values.put(value.start(), value));
            values.values().forEach(value -> book(booking, value));
        }
    }

    /** What a stored hour becomes when the calculation does not list it. */
    private static HourValue empty(HourlyConsumption hour) {
        return new HourValue(hour.start(), null, 0, hour.expectedReadings(), Quality.MISSING, false, NOTHING);
    }

    private void book(Booking booking, HourValue value) {
        HourlyConsumption hour = booking.stored().get(value.start());
        if (hour == null) {
            hour = new HourlyConsumption(booking.recalculated().meter().id(), value);
            booking.stored().put(value.start(), hour);
        } else if (hour.differsFrom(value)) {
            // The shares of a gap change with every reading that is found in it: estimates, of which no record is kept.
            if (hour.isComplete() && !hour.value().isShareOfGap()) {
                booking.revisions().add(revision(hour, value));
                booking.revised().add(value.start());
            }
            if (hour.energyKwh() != null) {
                booking.before().putIfAbsent(value.start(), hour.energyKwh());
            }
            hour.take(value);
        } else {
            return;
        }
        if (booking.recalculated().correctedHours().contains(value.start())) {
            hour.markCorrected();
        }
        booking.changed().put(value.start(), value);
    }

    private Object[] revision(HourlyConsumption old, HourValue value) {
        return new Object[] {
            old.meterId(),
            old.start().toEpochMilli(),
            old.energyKwh(),
            value.energyKwh(),
            old.quality().name(),
            value.quality().name(),
            clock.millis()
        };
    }

    private Map<Long, TreeMap<Instant, HourlyConsumption>> load(
            List<MeterWindows> recalculated, Map<Meter, RecentHours.Known> known) {
        Map<Long, TreeMap<Instant, HourlyConsumption>> stored = new HashMap<>();
        List<StoredReadings.Range> ranges = new ArrayList<>();
        for (MeterWindows each : recalculated) {
            long meterId = each.meter().id();
            RecentHours.Known ofMeter = known.getOrDefault(each.meter(), RecentHours.Known.NOTHING);
            TreeMap<Instant, HourlyConsumption> hours = stored.computeIfAbsent(meterId, id -> new TreeMap<>());
            ofMeter.hours().forEach(hour -> hours.put(hour.start(), hour.copy()));
            for (AffectedWindow window : each.windows()) {
                if (!ofMeter.holds(window)) {
                    ranges.add(new StoredReadings.Range(meterId, window.from(), window.to()));
                }
            }
        }
        for (HourlyConsumption hour : rows.load(ranges)) {
            stored.get(hour.meterId()).put(hour.start(), hour);
        }
        return stored;
    }

    private void keep(
            List<MeterWindows> recalculated,
            Map<Long, TreeMap<Instant, HourlyConsumption>> stored,
            Map<Meter, RecentHours.Known> known) {
        for (MeterWindows each : recalculated) {
            RecentHours.Known before = known.get(each.meter());
            if (before != null) {
                recentHours.keep(
                        each.meter(),
                        before,
                        each.windows(),
                        stored.get(each.meter().id()));
            }
        }
    }

    /** What an hour said before and after a change. */
    public record Revision(
            Instant hour,
            BigDecimal oldKwh,
            BigDecimal newKwh,
            Quality oldQuality,
            Quality newQuality,
            Instant changedAt) {}

    /** The revisions of a meter's hours that begin in {@code [from, to)}, the latest {@code most} of them, ascending. */
    public List<Revision> revisions(long meterId, Instant from, Instant to, int most) {
        List<?> rows = entityManager
                .createNativeQuery("SELECT hour_start, old_kwh, new_kwh, old_quality, new_quality, changed_at"
                        + " FROM hour_revision WHERE meter_id = ?1 AND hour_start >= ?2 AND hour_start < ?3"
                        + " ORDER BY hour_start DESC, id DESC LIMIT " + most)
                .setParameter(1, meterId)
                .setParameter(2, from.toEpochMilli())
                .setParameter(3, to.toEpochMilli())
                .getResultList();
        List<Revision> revisions = new ArrayList<>();
        for (Object each : rows) {
            Object[] row = (Object[]) each;
            revisions.add(
                    0,
                    new Revision(
                            Instant.ofEpochMilli(((Number) row[0]).longValue()),
                            (BigDecimal) row[1],
                            (BigDecimal) row[2],
                            Quality.valueOf((String) row[3]),
                            Quality.valueOf((String) row[4]),
                            Instant.ofEpochMilli(((Number) row[5]).longValue())));
        }
        return revisions;
    }

    /**
     * Removes revisions that were written before that instant. Their ids are in the order of time, near enough, so nothing
     * is read that is younger.
     *
     * @return how many, at most so many; none when no older ones are left
     */
    public int removeRevisions(Instant before, int most) {
        List<?> rows = entityManager
                .createNativeQuery("SELECT id, changed_at FROM hour_revision ORDER BY id LIMIT " + most)
                .getResultList();
        long last = 0;
        for (Object each : rows) {
            Object[] row = (Object[]) each;
            if (((Number) row[1]).longValue() >= before.toEpochMilli()) {
                break;
            }
            last = ((Number) row[0]).longValue();
        }
        return last == 0
                ? 0
                : entityManager
                        .createNativeQuery("DELETE FROM hour_revision WHERE id <= ?1")
                        .setParameter(1, last)
                        .executeUpdate();
    }

    private List<HourlyConsumption> loadAll(List<StoredReadings.Range> ranges) {
        List<HourlyConsumption> hours = new ArrayList<>();
        for (int start = 0; start < ranges.size(); start += WINDOWS) {
            hours.addAll(loadSome(ranges.subList(start, Math.min(ranges.size(), start + WINDOWS))));
        }
        return hours;
    }

    /** The stored hours of some meters from an instant of each on, by meter, ascending. */
    Map<Long, List<HourlyConsumption>> since(Map<Meter, Instant> starts, Instant to) {
        List<StoredReadings.Range> ranges = new ArrayList<>();
        starts.forEach((meter, from) -> ranges.add(new StoredReadings.Range(meter.id(), UtcHour.of(from), to)));
        return loadAll(ranges).stream().collect(Collectors.groupingBy(HourlyConsumption::meterId));
    }

    /** The stored hours of a meter in {@code [from, to)}, ascending. */
    public List<HourlyConsumption> load(long meterId, Instant from, Instant to) {
        return rows.load(List.of(new StoredReadings.Range(meterId, from, to))).stream()
                .sorted(Comparator.comparing(HourlyConsumption::start))
                .toList();
    }

    private List<HourlyConsumption> loadSome(List<StoredReadings.Range> ranges) {
        StringBuilder where = new StringBuilder();
        for (int i = 0; i < ranges.size(); i++) {
            where.append(i == 0 ? "" : " OR ")
                    .append("(h.meterId = ?%d AND h.hourStart >= ?%d AND h.hourStart < ?%d)"
                            .formatted(3 * i + 1, 3 * i + 2, 3 * i + 3));
        }
        TypedQuery<HourlyConsumption> query = entityManager.createQuery(
                "SELECT h FROM HourlyConsumption h WHERE " + where + " ORDER BY h.meterId, h.hourStart",
                HourlyConsumption.class);
        int parameter = 1;
        for (StoredReadings.Range range : ranges) {
            query.setParameter(parameter++, range.meterId());
            query.setParameter(parameter++, range.from().toEpochMilli());
            query.setParameter(parameter++, range.to().toEpochMilli());
        }
        query.setHint("eclipselink.read-only", "true");
        return query.getResultList();
    }
}
