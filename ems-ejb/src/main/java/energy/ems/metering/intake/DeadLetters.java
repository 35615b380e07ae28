package energy.ems.metering.intake;

import energy.ems.messaging.Destinations;
import energy.ems.messaging.OutgoingMessage;
import java.time.Instant;
import java.util.Map;

/** Makes dead letters: what could not be understood, unchanged, with the reason. */
final class DeadLetters {

    /**
     * BEWARE: a reason that quotes what was wrong may be as long as the message. It would not fit where the outbox keeps
     * it, and the message would come again for ever.
     */
    private static final int LONGEST_REASON = 300;

    private DeadLetters() {}

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
}
