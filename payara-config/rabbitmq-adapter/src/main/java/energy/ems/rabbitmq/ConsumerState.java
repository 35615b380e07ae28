package energy.ems.rabbitmq;

import java.time.Instant;

/**
 * What one consumer of this node does.
 *
 * @param destination the queue, or the routing key of a topic
 * @param number which of the destination's consumers, from 1
 * @param kind what it does
 * @param since since when it does
 * @param reason why it does not consume; empty when it does
 * @param flow what has passed it
 */
public record ConsumerState(String destination, int number, Kind kind, Instant since, String reason, Flow flow) {

    /** What a consumer may be doing. */
    public enum Kind {
        /** Messages can come and pass. */
        CONSUMING,
        /** Another node consumes the queue, which takes one consumer at a time; this one waits for its turn. */
        STANDBY,
        /** Messages come, but none passes, as when the database is away; it tries again. */
        HELD_UP,
        /** No message can come; it tries to connect. */
        DISCONNECTED
    }

    public boolean isConsuming() {
        return kind == Kind.CONSUMING;
    }
}
