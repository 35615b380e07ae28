package energy.ems.metering.recomputation;

import energy.ems.boundary.Caller;
import energy.ems.metering.meter.Meter;
import energy.ems.metering.profile.MeterSettings;
import energy.ems.metering.profile.Plausibility;
import energy.ems.metering.profile.Plausibility.Reason;
import energy.ems.metering.readings.Measurement;
import energy.ems.metering.readings.Quarantine;
import energy.ems.metering.readings.StoredReadings;
import energy.ems.metering.readings.StoredReadings.Revision;
import energy.ems.metering.readings.StoredReadings.Stored;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Decides again what is plausible, after a meter's settings have changed: a register that was taken for interval values
 * leaves quarantine by itself, and what only passed because nothing was known of the meter goes there. What a person
 * has decided stays.
 */
@ApplicationScoped
class Revalidation {

    private static final Set<Reason> BY_SETTINGS = EnumSet.of(Reason.ABOVE_MAXIMUM, Reason.ABOVE_CAPACITY);
    private static final String NOTE = "by the meter's present settings";

    @Inject
    StoredReadings storedReadings;

    @Inject
    Quarantine quarantine;

    @Inject
    Clock clock;

    /** @param stored the values of each task's range; afterwards, what is stored then */
    void revalidate(List<Task> tasks, List<TreeMap<Instant, BigDecimal>> stored) {
        Instant now = clock.instant();
        // Nothing is from the future that was let in before.
        Plausibility plausibility = new Plausibility(Duration.ofDays(400L * 366));
        release(tasks, stored, plausibility, now);
        doubt(tasks, stored, plausibility, now);
    }

    private void release(
            List<Task> tasks, List<TreeMap<Instant, BigDecimal>> stored, Plausibility plausibility, Instant now) {
        Map<String, Integer> numbers = new HashMap<>();
        Map<String, Quarantine.Place> places = new HashMap<>();
        for (int i = 0; i < tasks.size(); i++) {
            String deviceId = tasks.get(i).meter().deviceId();
            numbers.put(deviceId, i);
            places.put(
                    deviceId,
                    new Quarantine.Place(tasks.get(i).from(), tasks.get(i).to()));
        }
        List<Stored> released = new ArrayList<>();
        List<Long> ids = new ArrayList<>();
        for (Quarantine.Waiting waiting : quarantine.waiting(places, BY_SETTINGS)) {
            int number = numbers.get(waiting.deviceId());
            Meter meter = tasks.get(number).meter();
            BigDecimal value = new BigDecimal(waiting.value());
            if (plausibility
                    .doubt(meter.settings(), waiting.takenAt(), value, now)
                    .isEmpty()) {
                ids.add(waiting.id());
                if (stored.get(number).putIfAbsent(waiting.takenAt(), Plausibility.stored(value)) == null) {
                    released.add(new Stored(meter.id(), waiting.takenAt(), Plausibility.stored(value), now));
                    meter.noteReadingAt(waiting.takenAt());
                }
            }
        }
        storedReadings.insert(released);
        quarantine.decide(ids, Quarantine.RELEASED, Caller.SYSTEM, NOTE, now);
    }

    private void doubt(
            List<Task> tasks, List<TreeMap<Instant, BigDecimal>> stored, Plausibility plausibility, Instant now) {
        List<Quarantine.Entry> doubted = new ArrayList<>();
        List<Revision> removed = new ArrayList<>();
        for (int i = 0; i < tasks.size(); i++) {
            Meter meter = tasks.get(i).meter();
            MeterSettings settings = meter.settings();
            for (Map.Entry<Instant, BigDecimal> each : new TreeMap<>(stored.get(i)).entrySet()) {
                Instant at = each.getKey();
                BigDecimal value = each.getValue();
                Reason reason = plausibility.doubt(settings, at, value, now).orElse(null);
                if (BY_SETTINGS.contains(reason) && !storedReadings.wasDecided(meter.id(), at)) {
                    doubted.add(new Quarantine.Entry(
                            new Measurement(meter.deviceId(), at, value.stripTrailingZeros()), reason, now));
                    removed.add(new Revision(meter.id(), at, value, null, Caller.SYSTEM, NOTE));
                    storedReadings.remove(meter.id(), at);
                    stored.get(i).remove(at);
                }
            }
        }
        quarantine.add(doubted);
        storedReadings.record(removed, now);
    }
}
