package energy.ems.metering.intake;

import energy.ems.messaging.Destinations;
import energy.ems.messaging.OutgoingMessage;
import energy.ems.metering.readings.Measurement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a batch of messages holds: measurements and dead letters, each with the place of its message in the batch. */
final class ReadBatch {

    private static final Comparator<Received> BY_DEVICE =
            Comparator.comparing(each -> each.measurement().deviceId());

    private final List<Received> measurements = new ArrayList<>();
    private final List<Letter> letters = new ArrayList<>();
    /** The messages that were read element by element. */
    private final Set<Integer> arrays = new HashSet<>();

    private final Instant now;

    private ReadBatch(Instant now) {
        this.now = now;
    }

    /** A measurement that came in the batch's message number {@code message}. */
    record Received(int message, Measurement measurement) {}

    /** What could not be understood of the batch's message number {@code message}. */
    record Letter(int message, OutgoingMessage content) {}

    static ReadBatch of(List<ReceivedMessage> messages, Instant now) {
        ReadBatch batch = new ReadBatch(now);
        for (int i = 0; i < messages.size(); i++) {
            batch.read(i, messages.get(i));
        }
        return batch;
    }

    private void read(int number, ReceivedMessage message) {
        try {
            for (Measurement measurement : MeasurementParser.parse(message.body())) {
                measurements.add(new Received(number, measurement));
            }
        } catch (MalformedMeasurementException e) {
            List<byte[]> elements = message.body().length > MeasurementParser.LARGEST_MESSAGE
                    ? List.of()
                    : ArrayElements.of(message.body());
            if (elements.isEmpty() || elements.size() > MeasurementParser.LARGEST_ARRAY) {
                letters.add(letter(number, message.body(), e));
            } else {
                readEach(number, elements);
            }
        }
    }

    /** The elements of an array of which some are bad: these leave, each by itself, and the others count. */
    private void readEach(int number, List<byte[]> elements) {
        arrays.add(number);
        for (byte[] element : elements) {
            try {
                measurements.add(new Received(number, MeasurementParser.parseOne(element)));
            } catch (MalformedMeasurementException e) {
                letters.add(letter(number, element, e));
            }
        }
    }

    private Letter letter(int number, byte[] body, MalformedMeasurementException cause) {
        return new Letter(number, DeadLetters.letter(Destinations.DEAD_MEASUREMENTS, body, cause, now));
    }

    Instant now() {
        return now;
    }

    List<Received> measurements() {
        return measurements;
    }

    List<Letter> letters() {
        return letters;
    }

    /** The dead letters that are whole messages. */
    List<Letter> lettersOfWholes() {
        return letters.stream().filter(each -> !arrays.contains(each.message())).toList();
    }

    /** The dead letters that are elements of arrays, of which others may count. */
    List<Letter> lettersOfParts() {
        return letters.stream().filter(each -> arrays.contains(each.message())).toList();
    }

    /**
     * Splits the measurements so that all of a device are in one lane, one after the other in the order in which they
     * came. Side by side, because a transaction costs by its meters more than by its measurements.
     *
     * @return those that hold something
     */
    List<List<Received>> lanes(int most) {
        List<List<Received>> lanes = IntStream.range(0, most)
                .mapToObj(lane -> (List<Received>) new ArrayList<Received>())
                .toList();
        for (Received each : measurements) {
            lanes.get(lane(each.measurement().deviceId(), most)).add(each);
        }
        lanes.forEach(lane -> lane.sort(BY_DEVICE));
        return lanes.stream().filter(lane -> !lane.isEmpty()).toList();
    }

    /** The upper bits of a product, because ids that differ in their last digits differ in the hash's lowest bits. */
    private static int lane(String deviceId, int most) {
        return ((deviceId.hashCode() * 0x9E3779B1) >>> 16) % most;
    }

    /** The messages of which something is in the list. */
    static Stream<Integer> messagesOf(List<Received> part) {
        return part.stream().map(Received::message);
    }
}
