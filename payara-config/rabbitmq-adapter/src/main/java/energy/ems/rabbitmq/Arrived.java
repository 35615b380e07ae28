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
    private long passedAtLastFailure = -1;

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

    /**
     * It failed all alone. That counts as its own fault only when others have passed since it failed before.
     *
     * @param passed how many deliveries have succeeded so far
     * @return whether it counts
     */
    boolean failedAlone(long passed) {
        boolean counts = passedAtLastFailure >= 0 && passed > passedAtLastFailure;
        if (counts) {
            failures++;
        }
        passedAtLastFailure = passed;
        return counts;
    }

    int failures() {
        return failures;
    }
}
