package energy.ems.metering.intake;

import energy.ems.messaging.Destinations;
import energy.ems.metering.hours.Arrival;
import energy.ems.metering.hours.ArrivingReadings;
import energy.ems.metering.hours.MeterArrivals;
import energy.ems.metering.intake.ReadBatch.Received;
import energy.ems.metering.meter.HeardMeters;
import energy.ems.metering.meter.Meter;
import energy.ems.metering.profile.Amount;
import energy.ems.metering.profile.DatedSettings;
import energy.ems.metering.profile.Plausibility;
import energy.ems.metering.readings.Measurement;
import energy.ems.metering.readings.Quarantine;
import energy.ems.metering.readings.StoredReadings;
import energy.ems.metering.readings.StoredReadings.Range;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where measurements come in: some of them become readings, hours and alerts in one transaction, or none does and they
 * come again. What is implausible goes to quarantine in the same transaction. What comes twice changes nothing the second
 * time.
 */
@Stateless
@PermitAll
public class MeasurementIntake {

    @Inject
    HeardMeters meters;

    @Inject
    Quarantine quarantine;

    @Inject
    StoredReadings storedReadings;

    @Inject
    ArrivingReadings arriving;

    @Inject
    IntakeCounters counters;

    @Inject
    IntakeTurn turn;

    @Inject
    PresentTurn present;

    /** How far a meter's clock may be ahead, ISO-8601 duration. */
    @Inject
    @ConfigProperty(name = "ems.future.tolerance", defaultValue = "PT10M")
    java.time.Duration futureTolerance;

    /** Stores all of it in one transaction, or nothing. */
    public void store(List<Received> received, Instant now) {
        if (present.number() != PresentTurn.NONE) {
            turn.keep(Destinations.MEASUREMENTS, present.number());
        }
        Map<String, Meter> locked = meters.lock(
                received.stream().map(each -> each.measurement().deviceId()).collect(Collectors.toSet()));
        Map<String, MeterArrivals> arrivals = new TreeMap<>();
        List<Quarantine.Entry> doubted = new ArrayList<>();
        judge(received.stream().map(Received::measurement).toList(), locked, now, arrivals, doubted);
        counters.quarantined(quarantine.add(unknown(doubted, locked)));
        counters.stored(arriving.store(List.copyOf(arrivals.values()), now));
        meters.store(arrivals.keySet().stream().map(locked::get).toList());
    }

    private void judge(
            List<Measurement> measurements,
            Map<String, Meter> locked,
            Instant now,
            Map<String, MeterArrivals> arrivals,
            List<Quarantine.Entry> doubted) {
        Plausibility plausibility = new Plausibility(futureTolerance);
        // Once for each meter, because it is asked for every reading.
        Map<String, DatedSettings> settings = new HashMap<>();
        Map<String, Instant> open = new HashMap<>();
        for (Measurement measurement : measurements) {
            Meter meter = locked.get(measurement.deviceId());
            Optional<Plausibility.Reason> doubt = plausibility.doubt(
                    settings.computeIfAbsent(measurement.deviceId(), id -> meter.doubtedBy())
                            .at(measurement.timestamp()),
                    measurement.timestamp(),
                    measurement.said(),
                    now);
            if (doubt.isPresent()) {
                doubted.add(new Quarantine.Entry(measurement, doubt.get(), now));
                continue;
            }
            if (measurement
                    .timestamp()
                    .isBefore(open.computeIfAbsent(measurement.deviceId(), id -> meter.readingsOpenFrom()))) {
                doubted.add(new Quarantine.Entry(measurement, Plausibility.Reason.NO_LONGER_KEPT, now));
                continue;
            }
            arrivals.computeIfAbsent(measurement.deviceId(), id -> new MeterArrivals(meter))
                    .add(new Arrival(measurement.timestamp(), Plausibility.stored(measurement.said())));
        }
    }

    /**
     * Takes in readings of the past that somebody brings for one meter, by the rules of those that it sends itself; only
     * that it was not heard by this. The caller holds its lock.
     *
     * @param measurements all of this meter
     * @param reason what stands on record where one takes another's place
     * @return how many were not believed; the others are stored
     */
    public int backfill(Meter meter, List<Measurement> measurements, String reason, Instant now) {
        Map<String, MeterArrivals> arrivals = new TreeMap<>();
        List<Quarantine.Entry> doubted = new ArrayList<>();
        judge(measurements, Map.of(meter.deviceId(), meter), now, arrivals, doubted);
        List<Quarantine.Entry> unknown = unknown(doubted, Map.of(meter.deviceId(), meter));
        quarantine.add(unknown);
        arrivals.values().forEach(each -> arriving.backfill(each, reason, now));
        return unknown.size();
    }

    /**
     * Without what is older than the readings that are kept and yet stored just so: for some days further back they are
     * there, and what comes again is no news.
     */
    private List<Quarantine.Entry> unknown(List<Quarantine.Entry> doubted, Map<String, Meter> meters) {
        List<Quarantine.Entry> old = doubted.stream()
                .filter(each -> each.reason() == Plausibility.Reason.NO_LONGER_KEPT)
                .toList();
        if (old.isEmpty()) {
            return doubted;
        }
        List<TreeMap<Instant, Amount>> stored = storedReadings.load(old.stream()
                .map(Quarantine.Entry::measurement)
                .map(each -> new Range(
                        meters.get(each.deviceId()).id(),
                        each.timestamp(),
                        each.timestamp().plusMillis(1)))
                .toList());
        List<Quarantine.Entry> unknown = new ArrayList<>(doubted);
        for (int i = 0; i < old.size(); i++) {
            Measurement said = old.get(i).measurement();
            if (Amount.areSame(stored.get(i).get(said.timestamp()), Plausibility.stored(said.said()))) {
                unknown.remove(old.get(i));
            }
        }
        return unknown;
    }
}
