package energy.ems.rabbitmq;

import energy.ems.rabbitmq.ConsumerState.Kind;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The present state of a consumer. Each change makes one line in the log, however often the same failure repeats.
 *
 * <p>Written by the consumer's thread, read by any.
 */
final class Condition {

    private static final Logger LOG = System.getLogger(Condition.class.getName());

    private final String place;
    private volatile ConsumerState state;
    private volatile Flow flow = Flow.NONE;

    Condition(String destination, int number, String place) {
        this.place = place;
        this.state = new ConsumerState(destination, number, Kind.DISCONNECTED, now(), "not yet connected", Flow.NONE);
    }

    ConsumerState state() {
        ConsumerState present = state;
        return new ConsumerState(
                present.destination(), present.number(), present.kind(), present.since(), present.reason(), flow);
    }

    /** @param nanos how long each of them has been here */
    void passed(List<Long> nanos) {
        long sum = nanos.stream().mapToLong(Long::longValue).sum();
        flow = new Flow(
                flow.batches() + 1,
                flow.messages() + nanos.size(),
                flow.underWay().plusNanos(sum),
                flow.oldest());
    }

    /** @param nanos for how long the oldest message has been here that is not processed; negative for none */
    void holds(long nanos) {
        Instant oldest = nanos < 0 ? null : now().minusNanos(nanos);
        flow = new Flow(flow.batches(), flow.messages(), flow.underWay(), oldest);
    }

    void consuming() {
        if (state.kind() != Kind.CONSUMING) {
            LOG.log(Level.INFO, "Consuming {0} at {1}", state.destination(), place);
            become(Kind.CONSUMING, now(), "");
        }
    }

    void standingBy() {
        if (state.kind() != Kind.STANDBY) {
            LOG.log(Level.INFO, "Another node consumes {0} at {1}; standing by", state.destination(), place);
            become(Kind.STANDBY, now(), "another node consumes");
        }
    }

    void disconnected(String reason) {
        stopped(Kind.DISCONNECTED, reason);
    }

    void heldUp(String reason) {
        stopped(Kind.HELD_UP, reason);
    }

    boolean isHeldUp() {
        return state.kind() == Kind.HELD_UP;
    }

    private void stopped(Kind kind, String reason) {
        boolean news = state.kind() != kind || !state.reason().equals(reason);
        LOG.log(
                news ? Level.WARNING : Level.DEBUG,
                kind == Kind.HELD_UP
                        ? "No message of {0} passes; trying again with growing pauses: {2}"
                        : "Not consuming {0} at {1}; trying again with growing pauses: {2}",
                state.destination(),
                place,
                reason);
        if (news) {
            become(kind, state.kind() == kind ? state.since() : now(), reason);
        }
    }

    private void become(Kind kind, Instant since, String reason) {
        state = new ConsumerState(state.destination(), state.number(), kind, since, reason, Flow.NONE);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
