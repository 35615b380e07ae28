package energy.ems.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import jakarta.jms.Message;

/** A message that arrived, what it takes to acknowledge or bury it, and how it fared so far. For one thread. */
final class Arrived {

    final long tag;
    final Message message;
    /** What came, or its beginning; null where the JMS client keeps it to itself. */
    final byte[] body;

    final BasicProperties properties;
    /** Why no bean can have it, or null. */
    final String unfit;

    final long sinceNanos = System.nanoTime();
    private int failures;

    Arrived(long tag, Message message, byte[] body, BasicProperties properties, String unfit) {
        this.tag = tag;
        this.message = message;
        this.body = body;
        this.properties = properties;
        this.unfit = unfit;
    }

    int size() {
        return body == null ? 0 : body.length;
    }

    /** For how long it has been here. */
    long nanosHere() {
        return System.nanoTime() - sinceNanos;
    }

    void failedAlone() {
        failures++;
    }

    int failures() {
        return failures;
    }
}
