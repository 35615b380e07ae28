package energy.ems.messaging;

import energy.ems.rabbitmq.ConsumerState;
import energy.ems.rabbitmq.Flow;
import energy.ems.rabbitmq.RabbitConnectionFactory;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Says of each consumer of this node whether messages can come to it. */
@ApplicationScoped
public class Consumers {

    public static final String CONSUMING = "consuming";
    public static final String HELD_UP = "held_up";
    public static final String STANDBY = "standby";
    public static final List<String> STATES = List.of(CONSUMING, STANDBY, HELD_UP, "disconnected");

    @Resource(lookup = "jms/ems")
    RabbitConnectionFactory broker;

    /**
     * One consumer of this node.
     *
     * @param queue its queue, or the routing key of a topic
     * @param number which of the queue's consumers, from 1
     * @param state {@code consuming}; {@code standby}: another node consumes, as it should be; {@code held_up}: nothing passes; {@code disconnected}: nothing can come
     * @param since since when it is so
     * @param reason why it does not consume; empty when it does
     * @param passed what has passed it
     */
    public record Report(String queue, int number, String state, Instant since, String reason, Passed passed) {

        public boolean isConsuming() {
            return CONSUMING.equals(state);
        }

        /** Whether all is well: the messages are taken, here or, where one node at a time takes them, on another. */
        public boolean isServed() {
            return isConsuming() || STANDBY.equals(state);
        }

        public boolean isHeldUp() {
            return HELD_UP.equals(state);
        }
    }

    /**
     * What has passed a consumer since it was made.
     *
     * @param batches in how many transactions
     * @param underWay how long the messages took from their arrival at this node until they were committed, added up
     * @param oldest since when the oldest message that is not processed is here; null when there is none
     */
    public record Passed(long batches, long messages, Duration underWay, Instant oldest) {

        static Passed of(Flow flow) {
            return new Passed(flow.batches(), flow.messages(), flow.underWay(), flow.oldest());
        }
    }

    public List<Report> reports() {
        return broker.consumers().stream().map(Consumers::report).toList();
    }

    private static Report report(ConsumerState state) {
        return new Report(
                state.destination(),
                state.number(),
                state.kind().name().toLowerCase(Locale.ROOT),
                state.since(),
                state.reason(),
                Passed.of(state.flow()));
    }
}
