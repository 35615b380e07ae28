package energy.ems.metering.recomputation;

import energy.ems.boundary.Caller;
import energy.ems.metering.meter.Meter;
import energy.ems.metering.profile.Plausibility;
import energy.ems.metering.profile.Plausibility.Reason;
import energy.ems.metering.readings.Measurement;
import energy.ems.metering.readings.Quarantine;
import energy.ems.metering.readings.StoredReadings;
import energy.ems.metering.readings.StoredReadings.Range;
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

    void revalidate(Meter meter, Instant from, Instant to) {
        Instant now = clock.instant();
        // Nothing is from the future that was let in before.
        Plausibility plausibility = new Plausibility(Duration.ofDays(400L * 366));
        TreeMap<Instant, BigDecimal> stored =
                storedReadings.load(List.of(new Range(meter.id(), from, to))).get(0);
        release(meter, from, to, plausibility, stored, now);
        doubt(meter, plausibility, stored, now);
    }

    private void release(
            Meter meter,
            Instant from,
            Instant to,
            Plausibility plausibility,
            Map<Instant, BigDecimal> stored,
            Instant now) {
        List<Stored> released = new ArrayList<>();
        List<Long> ids = new ArrayList<>();
        for (Quarantine.Waiting waiting : quarantine.waiting(meter.deviceId(), BY_SETTINGS, from, to)) {
            BigDecimal value = new BigDecimal(waiting.value());
            if (plausibility
                    .doubt(meter.settings(), waiting.takenAt(), value, now)
                    .isEmpty()) {
                ids.add(waiting.id());
                if (stored.putIfAbsent(waiting.takenAt(), Plausibility.stored(value)) == null) {
                    released.add(new Stored(meter.id(), waiting.takenAt(), Plausibility.stored(value), now));
                    meter.noteReadingAt(waiting.takenAt());
                }
            }
        }
        storedReadings.insert(released);
        quarantine.decide(ids, Quarantine.RELEASED, Caller.SYSTEM, NOTE, now);
    }

    private void doubt(Meter meter, Plausibility plausibility, Map<Instant, BigDecimal> stored, Instant now) {
        List<Quarantine.Entry> doubted = new ArrayList<>();
        stored.forEach((at, value) -> plausibility
                .doubt(meter.settings(), at, value, now)
                .filter(BY_SETTINGS::contains)
                .filter(reason -> !storedReadings.wasDecided(meter.id(), at))
                .ifPresent(reason -> doubted.add(new Quarantine.Entry(
                        new Measurement(meter.deviceId(), at, value.stripTrailingZeros()), reason, now))));
        quarantine.add(doubted);
        List<Revision> removed = new ArrayList<>();
        for (Quarantine.Entry entry : doubted) {
            Instant at = entry.measurement().timestamp();
            storedReadings.remove(meter.id(), at);
            removed.add(new Revision(meter.id(), at, stored.get(at), null, Caller.SYSTEM, NOTE));
        }
        storedReadings.record(removed, now);
    }
}
