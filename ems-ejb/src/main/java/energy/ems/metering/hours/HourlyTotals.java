package energy.ems.metering.hours;

import energy.ems.boundary.Caller;
import energy.ems.metering.hours.HoursRecalculated.MeterHours;
import energy.ems.metering.meter.Meter;
import energy.ems.metering.profile.AffectedHours;
import energy.ems.metering.profile.AffectedWindow;
import energy.ems.metering.profile.Amount;
import energy.ems.metering.profile.DatedSettings;
import energy.ems.metering.readings.ReadingRevisions;
import energy.ems.metering.readings.ReadingRevisions.Revision;
import energy.ems.metering.readings.StoredReadings;
import energy.ems.metering.readings.StoredReadings.Range;
import energy.ems.metering.readings.StoredReadings.Stored;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Brings the hours to what a person's decisions, rulings, other settings and recomputations make of the readings. All of
 * it inside the caller's transaction and under the meters' locks. What meters send comes by {@link ArrivingReadings}.
 */
@ApplicationScoped
public class HourlyTotals {

    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

    @Inject
    StoredReadings storedReadings;

    @Inject
    ReadingRevisions readingRevisions;

    @Inject
    StoredHours hours;

    @Inject
    ChangedHours changedHours;

    @Inject
    Clock clock;

    /**
     * Stores, replaces or, with null, removes one reading by a person's decision.
     *
     * @param said in the meter's own unit
     * @return whether something has changed
     */
    public boolean decide(Meter meter, Instant at, Amount said, String by, String reason) {
        Instant now = clock.instant();
        Amount known = stored(meter, at);
        if (Amount.areSame(known, said)) {
            return false;
        }
        if (said == null) {
            storedReadings.remove(meter.id(), at);
        } else if (known == null) {
            storedReadings.insert(List.of(new Stored(meter.id(), at, said, now)));
        } else {
            storedReadings.replace(List.of(new Stored(meter.id(), at, said, now)));
        }
        Amount present = said == null ? known : said;
        meter.noteReading(at, present);
        readingRevisions.record(List.of(new Revision(meter.id(), at, known, said, by, reason)), now);
        List<AffectedWindow> windows = AffectedHours.of(meter.settings(), Set.of(at), storedReadings.source(meter));
        changedHours.announce(
                changedHours.store(List.of(MeterWindows.of(meter, windows, Set.of(at), Map.of(at, present)))),
                HoursRecalculated.Cause.DECIDED,
                now);
        return true;
    }

    /** What is stored of that instant; null for nothing. */
    public Amount stored(Meter meter, Instant at) {
        return storedReadings.values(meter.id(), at, at.plusMillis(1)).get(at);
    }

    private Map<Instant, Amount> stored(Meter meter, Collection<Instant> readings) {
        Map<Instant, Amount> stored = new HashMap<>();
        readings.forEach(at -> stored.putAll(storedReadings.values(meter.id(), at, at.plusMillis(1))));
        return stored;
    }

    /**
     * Stores readings by a person's decision, however many, and recalculates what they touch once.
     *
     * @param values in the meter's own unit
     */
    public void decideAll(Meter meter, NavigableMap<Instant, Amount> values, String by, String reason) {
        Instant now = clock.instant();
        List<Range> places = values.keySet().stream()
                .map(at -> new Range(meter.id(), at, at.plusMillis(1)))
                .toList();
        Map<Instant, Amount> known = new HashMap<>();
        storedReadings.load(places).forEach(known::putAll);
        List<Stored> inserts = new ArrayList<>();
        List<Stored> updates = new ArrayList<>();
        List<Revision> revisions = new ArrayList<>();
        values.forEach((at, said) -> {
            Amount old = known.get(at);
            if (!Amount.areSame(old, said)) {
                (old == null ? inserts : updates).add(new Stored(meter.id(), at, said, now));
                revisions.add(new Revision(meter.id(), at, old, said, by, reason));
                meter.noteReading(at, said);
            }
        });
        if (revisions.isEmpty()) {
            return;
        }
        storedReadings.insert(inserts);
        if (!updates.isEmpty()) {
            storedReadings.replace(updates);
        }
        readingRevisions.record(revisions, now);
        Set<Instant> touched = revisions.stream().map(Revision::at).collect(Collectors.toSet());
        List<AffectedWindow> windows = AffectedHours.of(meter.settings(), touched, storedReadings.source(meter));
        changedHours.announce(
                changedHours.store(List.of(MeterWindows.of(meter, windows, touched, values))),
                HoursRecalculated.Cause.DECIDED,
                now);
    }

    /**
     * Brings the hours to what they are by a person's ruling of some readings.
     *
     * @param former the meter's settings with the rulings as they were before
     * @param readings the instants of which something else is ruled now
     */
    public void ruled(Meter meter, DatedSettings former, Collection<Instant> readings) {
        List<AffectedWindow> windows =
                AffectedHours.ofRulings(former, meter.settings(), readings, storedReadings.source(meter));
        List<MeterWindows> recalculated = List.of(MeterWindows.of(meter, windows, readings, stored(meter, readings)));
        storedReadings.changed(Set.of(meter.id()));
        changedHours.announce(changedHours.replace(recalculated), HoursRecalculated.Cause.DECIDED, clock.instant());
    }

    /**
     * Stores a reading that was doubted when it came, and is not any more; what stands at its instant by now stays, and
     * so do hours that are final.
     *
     * @param said in the meter's own unit
     */
    public void believe(Meter meter, Instant at, Amount said, String reason) {
        if (stored(meter, at) == null && meter.isOpen(at)) {
            decide(meter, at, said, Caller.SYSTEM, reason);
        }
    }

    /** Writes down what recomputations of the past have come to; answers how many hours of each meter have changed. */
    public List<Integer> recomputed(List<MeterWindows> windows) {
        storedReadings.changed(windows.stream().map(each -> each.meter().id()).collect(Collectors.toSet()));
        List<MeterHours> changed = changedHours.replace(windows);
        changedHours.announce(changed, HoursRecalculated.Cause.RECOMPUTED, clock.instant());
        return changed.stream().map(each -> each.changed().size()).toList();
    }

    /** Has the hours of each meter from the change on looked at again: another limit may raise or clear their alerts. */
    public void limitsChanged(Map<Meter, Instant> since) {
        judgeAnew(since, HoursRecalculated.Cause.LIMIT_CHANGED);
    }

    /** The same, because from then on limits watch the meter that did not, or no longer do. */
    public void directionsChanged(Map<Meter, Instant> since) {
        judgeAnew(since, HoursRecalculated.Cause.RECOMPUTED);
    }

    private void judgeAnew(Map<Meter, Instant> since, HoursRecalculated.Cause cause) {
        if (since.isEmpty()) {
            return;
        }
        Map<Long, List<HourlyConsumption>> stored = hours.since(since, END_OF_TIME);
        List<MeterHours> sinceThen = since.keySet().stream()
                .map(meter -> new MeterHours(
                        meter,
                        stored.getOrDefault(meter.id(), List.of()).stream()
                                .map(HourlyConsumption::value)
                                .toList(),
                        Set.of(),
                        Set.of(),
                        Map.of()))
                .toList();
        changedHours.announce(sinceThen, cause, clock.instant());
    }
}
