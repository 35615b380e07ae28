package energy.ems.metering.intake;

import energy.ems.messaging.BrokerUnavailableException;
import energy.ems.messaging.Destinations;
import energy.ems.messaging.MessagePublisher;
import energy.ems.messaging.Outbox;
import energy.ems.messaging.OutgoingMessage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Makes dead letters, which are what could not be understood, unchanged, with the reason; and sends away those of the
 * measurements.
 *
 * <p>They go to the broker at once and not by the outbox, because a flood of bad messages would cost the good ones a row
 * each that is written, read and deleted. Nothing is lost by it: the message that a letter is made of is acknowledged
 * afterwards, and what the broker does not take is left to the outbox. Thread-safe.
 */
@ApplicationScoped
public class DeadLetters {

    /**
     * A broker short of memory takes nothing from publishers until it has been emptied. Who empties it must not stand in
     * that queue for each batch.
     */
    private static final Duration LEFT_ALONE = Duration.ofMinutes(1);

    /**
     * BEWARE: a reason that quotes what was wrong may be as long as the message. It would not fit where the outbox keeps
     * it, and the message would come again for ever.
     */
    private static final int LONGEST_REASON = 300;

    @Inject
    MessagePublisher broker;

    @Inject
    Outbox outbox;

    @Inject
    Clock clock;

    private volatile Instant askedAgainAt = Instant.MIN;

    static OutgoingMessage letter(String queue, byte[] body, Exception cause, Instant now) {
        return new OutgoingMessage(
                Destinations.DEFAULT_EXCHANGE,
                queue,
                body,
                Map.of(
                        Destinations.REASON_HEADER, reason(cause),
                        Destinations.RECEIVED_AT_HEADER, now.toString()));
    }

    private static String reason(Exception cause) {
        String reason = String.valueOf(cause.getMessage());
        return reason.length() <= LONGEST_REASON
                ? reason
                : reason.substring(0, reason.offsetByCodePoints(0, LONGEST_REASON / 2)) + " …";
    }

    /** Returns when each letter is in its queue or, to be sent from there, in the outbox. */
    public void bury(List<OutgoingMessage> letters) {
        List<OutgoingMessage> left = publish(letters);
        if (!left.isEmpty()) {
            outbox.keep(left);
        }
    }

    /** @return what the broker did not take; some of it, it may have taken all the same */
    private List<OutgoingMessage> publish(List<OutgoingMessage> letters) {
        if (clock.instant().isBefore(askedAgainAt)) {
            return letters;
        }
        try {
            Map<Integer, String> refused = broker.publish(letters);
            return IntStream.range(0, letters.size())
                    .filter(refused::containsKey)
                    .mapToObj(letters::get)
                    .toList();
        } catch (BrokerUnavailableException e) {
            askedAgainAt = clock.instant().plus(LEFT_ALONE);
            return letters;
        }
    }
}
