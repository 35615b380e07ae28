package energy.ems.metering.intake;

import energy.ems.messaging.Destinations;
import energy.ems.rabbitmq.BrokerConnection;
import energy.ems.rabbitmq.RabbitConnectionFactory;
import energy.ems.rabbitmq.RawMessage;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.JMSException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Looks into the queues of messages that could not be understood, and empties them by a person's decision. Safe for use by
 * several threads: whoever looks holds the messages back until they have been looked at, so that another would find fewer,
 * and on a node one looks after the other.
 */
@ApplicationScoped
public class DeadLetterQueue {

    private static final int BROWSED = 200;
    private static final int SEARCHED = 5_000;
    private static final int LONGEST_TEXT = 2_000;

    /** Each queue with the one that its messages were meant for. */
    private static final Map<String, String> MEANT_FOR = Map.of(
            Destinations.DEAD_MEASUREMENTS, Destinations.MEASUREMENTS,
            Destinations.DEAD_DEVICE_EVENTS, Destinations.MONITORING_DEVICE_EVENTS);

    /** Fair, so that a decision does not wait for everybody who looks. */
    private final ReentrantLock turn = new ReentrantLock(true);

    @Resource(lookup = "jms/ems")
    RabbitConnectionFactory broker;

    public List<DeadLetter> browse() {
        turn.lock();
        try (BrokerConnection connection = broker.connect()) {
            List<DeadLetter> letters = new ArrayList<>();
            for (String queue : List.of(Destinations.DEAD_MEASUREMENTS, Destinations.DEAD_DEVICE_EVENTS)) {
                if (connection.count(queue) > 0) {
                    connection.peek(queue, BROWSED).forEach(message -> letters.add(letter(message, queue)));
                }
            }
            return letters;
        } catch (JMSException e) {
            throw new BrokerAwayException(e);
        } finally {
            turn.unlock();
        }
    }

    /** The whole of a message, what is no text replaced; empty when it has gone. */
    public Optional<String> text(String id) {
        turn.lock();
        try (BrokerConnection connection = broker.connect()) {
            for (String queue : MEANT_FOR.keySet()) {
                if (connection.count(queue) > 0) {
                    for (RawMessage message : connection.peek(queue, BROWSED)) {
                        if (letter(message, queue).id().equals(id)) {
                            return Optional.of(new String(message.body(), StandardCharsets.UTF_8));
                        }
                    }
                }
            }
            return Optional.empty();
        } catch (JMSException e) {
            throw new BrokerAwayException(e);
        } finally {
            turn.unlock();
        }
    }

    public long count() {
        try (BrokerConnection connection = broker.connect()) {
            long count = 0;
            for (String queue : MEANT_FOR.keySet()) {
                count += connection.count(queue);
            }
            return count;
        } catch (JMSException e) {
            throw new BrokerAwayException(e);
        }
    }

    public int replay(Set<String> ids) {
        try (BrokerConnection target = broker.connect()) {
            return take(ids, (message, queue) -> publish(target, message.body(), MEANT_FOR.get(queue)));
        } catch (JMSException e) {
            throw new BrokerAwayException(e);
        }
    }

    /** Sends another text in a message's place; answers how many were found. */
    public int replayCorrected(String id, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        try (BrokerConnection target = broker.connect()) {
            return take(Set.of(id), (message, queue) -> publish(target, body, MEANT_FOR.get(queue)));
        } catch (JMSException e) {
            throw new BrokerAwayException(e);
        }
    }

    public int discard(Set<String> ids) {
        return take(ids, (message, queue) -> {
            // Taken out of the queue, and nothing else.
        });
    }

    private static void publish(BrokerConnection target, byte[] body, String queue) throws JMSException {
        Map<Integer, String> refused =
                target.publish(List.of(new RawMessage(Destinations.DEFAULT_EXCHANGE, queue, body, Map.of())));
        if (!refused.isEmpty()) {
            throw new JMSException("The broker refused the message: " + refused.get(0));
        }
    }

    private interface Action {
        void accept(RawMessage message, String queue) throws JMSException;
    }

    private int take(Set<String> ids, Action action) {
        turn.lock();
        try (BrokerConnection connection = broker.connect()) {
            int taken = 0;
            for (String queue : MEANT_FOR.keySet()) {
                if (connection.count(queue) > 0) {
                    taken += connection.take(
                            queue,
                            SEARCHED,
                            message -> ids.contains(letter(message, queue).id()),
                            message -> action.accept(message, queue));
                }
            }
            return taken;
        } catch (JMSException e) {
            throw new BrokerAwayException(e);
        } finally {
            turn.unlock();
        }
    }

    private static DeadLetter letter(RawMessage message, String queue) {
        String received = message.headers().get(Destinations.RECEIVED_AT_HEADER);
        byte[] body = message.body();
        return new DeadLetter(
                fingerprint(body, received),
                message.headers().getOrDefault(Destinations.REASON_HEADER, ""),
                instant(received),
                new String(body, 0, Math.min(body.length, LONGEST_TEXT), StandardCharsets.UTF_8),
                body.length,
                queue);
    }

    private static Instant instant(String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static String fingerprint(byte[] body, String received) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(body);
            digest.update(String.valueOf(received).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The broker cannot be reached, so nothing can be said of its queues. */
    static final class BrokerAwayException extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        BrokerAwayException(JMSException cause) {
            super("The broker cannot be reached: " + cause.getMessage(), cause);
        }
    }
}
