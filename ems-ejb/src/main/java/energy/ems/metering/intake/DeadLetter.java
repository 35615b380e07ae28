package energy.ems.metering.intake;

import java.time.Instant;

/**
 * A message that could not be understood.
 *
 * @param id tells it apart from others: a fingerprint of its content and time
 * @param text its beginning, with what is no text replaced
 * @param bytes its whole length
 * @param receivedAt null when the message does not say
 * @param queue where it lies
 */
public record DeadLetter(String id, String reason, Instant receivedAt, String text, long bytes, String queue) {}
