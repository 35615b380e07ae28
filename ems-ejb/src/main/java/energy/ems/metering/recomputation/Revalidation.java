package energy.ems.metering.recomputation;

import energy.ems.boundary.Caller;
import energy.ems.metering.meter.Meter;
import energy.ems.metering.profile.Amount;
import energy.ems.metering.profile.DatedSettings;
import energy.ems.metering.profile.Plausibility;
import energy.ems.metering.profile.Plausibility.Reason;
import energy.ems.metering.readings.Measurement;
import energy.ems.metering.readings.Quarantine;
import energy.ems.metering.readings.ReadingRevisions;
import energy.ems.metering.readings.ReadingRevisions.Revision;
import energy.ems.metering.readings.StoredReadings;
import energy.ems.metering.readings.StoredReadings.Place;
import energy.ems.metering.readings.StoredReadings.Range;
import energy.ems.metering.readings.StoredReadings.Stored;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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

    private static final Set<Reason> BY_SETTINGS =
            EnumSet.of(Reason.ABSURD_MAGNITUDE, Reason.NEGATIVE, Reason.ABOVE_MAXIMUM, Reason.ABOVE_CAPACITY);
    private static final String NOTE = "by the meter's settings of that time";

    @Inject
    StoredReadings storedReadings;

    @Inject
    ReadingRevisions readingRevisions;

    @Inject
    Quarantine quarantine;

    @Inject
    Clock clock;

    /** @param stored the values of each task's range; afterwards, what is stored then */
    void revalidate(List<Task> tasks, List<TreeMap<Instant, Amount>> stored) {
        Instant now = clock.instant();
        // Nothing is from the future that was let in before.
        Plausibility plausibility = new Plausibility(Duration.ofDays(400L * 366));
        release(tasks, stored, plausibility, now);
        doubt(tasks, stored, plausibility, now);
    }

    private void release(
            List<Task> tasks, List<TreeMap<Instant, Amount>> stored, Plausibility plausibility, Instant now) {
        Map<String, Integer> numbers = new HashMap<>();
        Map<String, Quarantine.Place> places = new HashMap<>();
        for (int i = 0; i < tasks.size(); i++) {
            String deviceId = tasks.get(i).meter().deviceId();
            numbers.put(deviceId, i);
            places.put(
                    deviceId,
                    new Quarantine.Place(tasks.get(i).from(), tasks.get(i).to()));
        }
        List<DatedSettings> settings =
                tasks.stream().map(task -> task.meter().settings()).toList();
        TreeMap<Place, Stored> inserts = new TreeMap<>();
        TreeMap<Place, Stored> updates = new TreeMap<>();
        List<Revision> replaced = new ArrayList<>();
        List<Long> ids = new ArrayList<>();
        for (Quarantine.Waiting waiting : quarantine.waiting(places, BY_SETTINGS)) {
            int number = numbers.get(waiting.deviceId());
            Meter meter = tasks.get(number).meter();
            Instant at = waiting.takenAt();
            Amount said = waiting.said();
            if (!meter.isOpen(at)
                    || plausibility
                            .doubt(settings.get(number).at(at), at, said, now)
                            .isPresent()) {
                continue;
            }
            ids.add(waiting.id());
            Place place = new Place(meter.id(), at);
            Stored reading = new Stored(meter.id(), at, Plausibility.stored(said), waiting.receivedAt());
            Amount known = stored.get(number).get(at);
            if (known == null) {
                inserts.put(place, reading);
            } else if (known.isSame(reading.said()) || !isLater(reading, inserts, updates)) {
                continue;
            } else {
                (inserts.containsKey(place) ? inserts : updates).put(place, reading);
                replaced.add(new Revision(meter.id(), at, known, reading.said(), Caller.SYSTEM, NOTE));
            }
            stored.get(number).put(at, reading.said());
            meter.noteReading(at, reading.said());
        }
        storedReadings.insert(List.copyOf(inserts.values()));
        if (!updates.isEmpty()) {
            storedReadings.replace(List.copyOf(updates.values()));
        }
        readingRevisions.record(replaced, now);
        quarantine.decide(ids, Quarantine.RELEASED, Caller.SYSTEM, NOTE, now);
    }

    /** Whether it came after what stands at its instant, so that it had taken its place if it had been believed then. */
    private boolean isLater(Stored reading, Map<Place, Stored> inserts, Map<Place, Stored> updates) {
        Place place = new Place(reading.meterId(), reading.at());
        if (inserts.containsKey(place) || updates.containsKey(place)) {
            return true;
        }
        Range instant = new Range(reading.meterId(), reading.at(), reading.at().plusMillis(1));
        return storedReadings.received(instant).stream()
                        .allMatch(known -> known.receivedAt().isBefore(reading.receivedAt()))
                && !readingRevisions.wasDecided(reading.meterId(), reading.at());
    }

    private void doubt(
            List<Task> tasks, List<TreeMap<Instant, Amount>> stored, Plausibility plausibility, Instant now) {
        List<Quarantine.Entry> doubted = new ArrayList<>();
        List<Revision> removed = new ArrayList<>();
        for (int i = 0; i < tasks.size(); i++) {
            Meter meter = tasks.get(i).meter();
            TreeMap<Instant, Reason> reasons = reasons(meter, stored.get(i), plausibility, now);
            if (reasons.isEmpty()) {
                continue;
            }
            // With the time at which it came, because the last received of two values wins.
            for (Stored reading : storedReadings.received(
                    new Range(meter.id(), reasons.firstKey(), reasons.lastKey().plusMillis(1)))) {
                Instant at = reading.at();
                if (reasons.containsKey(at)) {
                    doubted.add(new Quarantine.Entry(
                            // As a meter sends it, so that the same value waits once.
                            new Measurement(
                                    meter.deviceId(),
                                    at,
                                    reading.said()
                                            .with(Plausibility.plain(
                                                    reading.said().value()))),
                            reasons.get(at),
                            reading.receivedAt()));
                    removed.add(new Revision(meter.id(), at, reading.said(), null, Caller.SYSTEM, NOTE));
                    storedReadings.remove(meter.id(), at);
                    stored.get(i).remove(at);
                }
            }
        }
        quarantine.addAgain(doubted);
        readingRevisions.record(removed, now);
    }

    /** Which of the stored values are not believed any more, and why. */
    private TreeMap<Instant, Reason> reasons(
            Meter meter, TreeMap<Instant, Amount> stored, Plausibility plausibility, Instant now) {
        DatedSettings settings = meter.settings();
        TreeMap<Instant, Reason> reasons = new TreeMap<>();
        stored.tailMap(meter.readingsOpenFrom(), true)
                .forEach((at, said) -> plausibility
                        .doubt(settings.at(at), at, said, now)
                        .filter(BY_SETTINGS::contains)
                        // What no hour can hold cannot stay, whoever let it in.
                        .filter(reason ->
                                reason == Reason.ABSURD_MAGNITUDE || !readingRevisions.wasDecided(meter.id(), at))
                        .ifPresent(reason -> reasons.put(at, reason)));
        return reasons;
    }
}
