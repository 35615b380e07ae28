package energy.ems.rabbitmq;

import java.time.Duration;
import java.time.Instant;

/**
 * What has passed a consumer since it was made.
 *
 * @param batches how many transactions of the bean
 * @param messages how many messages in them
 * @param underWay how long they took from their arrival here until they were processed and committed, added up
 * @param oldest since when the oldest message that is not processed is here; null when there is none
 */
public record Flow(long batches, long messages, Duration underWay, Instant oldest) {

    static final Flow NONE = new Flow(0, 0, Duration.ZERO, null);
}
