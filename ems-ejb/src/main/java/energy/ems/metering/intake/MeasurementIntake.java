package energy.ems.metering.intake;

import energy.ems.messaging.Destinations;
import energy.ems.messaging.Outbox;
import energy.ems.messaging.OutgoingMessage;
import energy.ems.metering.hours.Arrival;
import energy.ems.metering.hours.HourlyTotals;
import energy.ems.metering.hours.MeterArrivals;
import energy.ems.metering.meter.Meter;
import energy.ems.metering.meter.Meters;
import energy.ems.metering.profile.Plausibility;
import energy.ems.metering.readings.Measurement;
import energy.ems.metering.readings.Quarantine;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where measurements come in: a batch of messages becomes readings, hours and alerts in one transaction, or nothing
 * does and the batch comes again.
 *
 * <p>What is malformed leaves for the dead-letter queue, what is implausible goes to quarantine, both in the same
 * transaction; neither holds up the rest. A batch that comes twice changes nothing the second time.
 */
@Stateless
@PermitAll
public class MeasurementIntake {

    @Inject
    Outbox outbox;

    @Inject
    Meters meters;

    @Inject
    Quarantine quarantine;

    @Inject
    HourlyTotals totals;

    @Inject
    IntakeCounters counters;

    @Inject
    Clock clock;

    /** How far a meter's clock may be ahead, ISO-8601 duration. */
    @Inject
    @ConfigProperty(name = "ems.future.tolerance", defaultValue = "PT10M")
    java.time.Duration futureTolerance;

    public void take(List<ReceivedMessage> messages) {
        Instant now = clock.instant();
        List<OutgoingMessage> dead = new ArrayList<>();
        List<Received> received = new ArrayList<>(messages.size());
        for (ReceivedMessage message : messages) {
            read(message, now, received, dead);
        }
        outbox.addAll(dead);
        counters.received(received.size(), dead.size());
        if (!received.isEmpty()) {
            store(received, now);
        }
    }

    private static void read(
            ReceivedMessage message, Instant now, List<Received> received, List<OutgoingMessage> dead) {
        try {
            for (Measurement measurement : MeasurementParser.parse(message.body())) {
                received.add(new Received(measurement, message.redelivered()));
            }
        } catch (MalformedMeasurementException e) {
            List<byte[]> elements = message.body().length > MeasurementParser.LARGEST_MESSAGE
                    ? List.of()
                    : ArrayElements.of(message.body());
            if (elements.isEmpty() || elements.size() > MeasurementParser.LARGEST_ARRAY) {
                dead.add(DeadLetters.letter(Destinations.DEAD_MEASUREMENTS, message.body(), e, now));
            } else {
                readEach(elements, message.redelivered(), now, received, dead);
            }
        }
    }

    /** The elements of an array of which some are bad: these leave, each by itself, and the others count. */
    private static void readEach(
            List<byte[]> elements,
            boolean redelivered,
            Instant now,
            List<Received> received,
            List<OutgoingMessage> dead) {
        for (byte[] element : elements) {
            try {
                received.add(new Received(MeasurementParser.parseOne(element), redelivered));
            } catch (MalformedMeasurementException e) {
                dead.add(DeadLetters.letter(Destinations.DEAD_MEASUREMENTS, element, e, now));
            }
        }
    }

    private void store(List<Received> received, Instant now) {
        Map<String, Meter> locked = meters.lock(
                received.stream().map(each -> each.measurement().deviceId()).collect(Collectors.toSet()));
        Plausibility plausibility = new Plausibility(futureTolerance);
        Map<String, MeterArrivals> arrivals = new TreeMap<>();
        List<Quarantine.Entry> doubted = new ArrayList<>();
        for (Received each : received) {
            Measurement measurement = each.measurement();
            Meter meter = locked.get(measurement.deviceId());
            Optional<Plausibility.Reason> doubt =
                    plausibility.doubt(meter.doubtedBy(), measurement.timestamp(), measurement.value(), now);
            if (doubt.isPresent()) {
                doubted.add(new Quarantine.Entry(measurement, doubt.get(), now));
                continue;
            }
            arrivals.computeIfAbsent(measurement.deviceId(), id -> new MeterArrivals(meter))
                    .add(new Arrival(
                            measurement.timestamp(), Plausibility.stored(measurement.value()), each.redelivered()));
        }
        counters.quarantined(quarantine.add(doubted));
        counters.stored(totals.store(List.copyOf(arrivals.values()), now));
    }

    private record Received(Measurement measurement, boolean redelivered) {}
}
