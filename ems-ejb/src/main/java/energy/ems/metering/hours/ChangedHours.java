package energy.ems.metering.hours;

import energy.ems.metering.hours.HoursRecalculated.MeterHours;
import energy.ems.metering.meter.Meter;
import energy.ems.metering.readings.StoredReadings.Place;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What recalculating has come to, on its way into the database: the hours that are not final, what was noticed in them,
 * and those told of it who look at hours. Whatever writes hours comes by here; the callers hold the meters' locks.
 */
@ApplicationScoped
class ChangedHours {

    @Inject
    StoredHours hours;

    @Inject
    StoredFindings findings;

    @Inject
    Event<HoursRecalculated> hoursRecalculated;

    /** After readings were added or changed. */
    List<MeterHours> store(List<MeterWindows> recalculated) {
        return store(recalculated, new TreeMap<>(), Map.of());
    }

    /** The same of meters that were heard, see {@link StoredHours#store(List, Map, Map)}. */
    List<MeterHours> store(
            List<MeterWindows> recalculated, Map<Place, String> added, Map<Meter, RecentHours.Known> known) {
        List<MeterWindows> open = open(recalculated);
        findings.store(open);
        return hours.store(open, added, known);
    }

    /** After all readings of these windows were looked at anew. */
    List<MeterHours> replace(List<MeterWindows> recalculated) {
        List<MeterWindows> open = open(recalculated);
        findings.replace(open);
        return hours.store(open);
    }

    private static List<MeterWindows> open(List<MeterWindows> recalculated) {
        return recalculated.stream()
                .map(each -> each.since(each.meter().hoursOpenFrom()))
                .toList();
    }

    void announce(List<MeterHours> meters, HoursRecalculated.Cause cause, Instant now) {
        hoursRecalculated.fire(new HoursRecalculated(meters, cause, now));
    }
}
