package energy.ems.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.ShutdownSignalException;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** {@link BrokerConnection} over a pooled AMQP connection. */
final class AmqpHandle implements BrokerConnection {

    private static final long CONFIRM_TIMEOUT_MILLIS = 15_000;
    private static final int PERSISTENT = 2;
    private static final String POSITION = "ems-position";
    private static final int MOST_LOOKS = 10;

    private final PhysicalConnection physical;
    private final Connection amqp;
    private boolean closed;

    AmqpHandle(PhysicalConnection physical, Connection amqp) {
        this.physical = physical;
        this.amqp = amqp;
    }

    @Override
    public void declareQueues(Collection<String> names) throws JMSException {
        if (closed) {
            throw new jakarta.jms.IllegalStateException("The connection is closed");
        }
        try {
            for (String name : names) {
                Queues.ensure(amqp, name);
            }
        } catch (IOException | ShutdownSignalException e) {
            throw failure(e);
        }
    }

    @Override
    public Map<Integer, String> publish(List<RawMessage> messages) throws JMSException {
        return withChannel(channel -> {
            Answers answers = new Answers(channel, "refused by the broker");
            // A returned message comes back before its confirm, on the same channel.
            channel.addReturnListener(returned ->
                    answers.returned(position(returned.getProperties()), "not routable: " + returned.getReplyText()));
            for (int i = 0; i < messages.size(); i++) {
                RawMessage message = messages.get(i);
                answers.expect(i);
                channel.basicPublish(
                        message.exchange(), message.routingKey(), true, properties(message, i), message.body());
            }
            return answers.await(CONFIRM_TIMEOUT_MILLIS);
        });
    }

    private static BasicProperties properties(RawMessage message, int position) {
        Map<String, Object> headers = new HashMap<>(message.headers());
        // Says which message came back; the broker returns no sequence number.
        headers.put(POSITION, position);
        return new BasicProperties.Builder()
                .deliveryMode(PERSISTENT)
                .contentType("application/json")
                .headers(headers)
                .build();
    }

    private static int position(BasicProperties properties) {
        return ((Number) properties.getHeaders().get(POSITION)).intValue();
    }

    @Override
    public List<RawMessage> peek(String queue, int most) throws JMSException {
        List<RawMessage> seen = new ArrayList<>();
        look(queue, most, (channel, next) -> {
            seen.add(read(next));
            return false;
        });
        return seen;
    }

    @Override
    public int take(String queue, int depth, Predicate<RawMessage> wanted, Action action) throws JMSException {
        return look(queue, depth, (channel, next) -> {
            RawMessage message = read(next);
            if (!wanted.test(message)) {
                return false;
            }
            action.accept(message);
            return true;
        });
    }

    @FunctionalInterface
    private interface Look {
        /** @return whether the message is to leave the queue */
        boolean at(Channel channel, GetResponse next) throws JMSException;
    }

    /** @return how many have left the queue */
    private int look(String queue, int most, Look look) throws JMSException {
        return withChannel(channel -> {
            Answers answers = new Answers(channel, "the queue takes no more");
            int taken = 0;
            int left = 0;
            // Not what is put to the queue's end meanwhile.
            long depth = Math.min(most, channel.messageCount(queue));
            GetResponse next;
            while (taken + left < depth && (next = channel.basicGet(queue, false)) != null) {
                boolean leaves = look.at(channel, next);
                if (leaves || isRenewed(channel, answers, queue, next)) {
                    channel.basicAck(next.getEnvelope().getDeliveryTag(), false);
                }
                taken += leaves ? 1 : 0;
                left += leaves ? 0 : 1;
            }
            if (left > 0) {
                // In so many words: what is left on a closed channel may count as failed where a look does not.
                channel.basicNack(0, true, true);
            }
            return taken;
        });
    }

    /**
     * BEWARE: a quorum queue counts the looks at a message, and RabbitMQ 4 gives it up at the twenty-first. So what was
     * looked at often is put to the end of its queue anew, and then taken out.
     */
    private static boolean isRenewed(Channel channel, Answers answers, String queue, GetResponse worn)
            throws IOException, InterruptedException, TimeoutException {
        if (Queues.returns(worn.getProps()) < MOST_LOOKS) {
            return false;
        }
        Map<String, Object> headers = new HashMap<>(worn.getProps().getHeaders());
        headers.keySet().removeAll(Queues.OF_ONE_DELIVERY);
        int position = (int) channel.getNextPublishSeqNo();
        answers.expect(position);
        channel.basicPublish(
                "",
                queue,
                worn.getProps().builder().headers(headers).userId(null).build(),
                worn.getBody());
        return !answers.await(CONFIRM_TIMEOUT_MILLIS).containsKey(position);
    }

    @Override
    public long count(String queue) throws JMSException {
        try (Channel channel = amqp.createChannel()) {
            return channel.queueDeclarePassive(queue).getMessageCount();
        } catch (IOException e) {
            if (e.getCause() instanceof ShutdownSignalException signal && !signal.isHardError()) {
                return 0;
            }
            throw failure(e);
        } catch (TimeoutException | ShutdownSignalException e) {
            throw failure(e);
        }
    }

    private static RawMessage read(GetResponse response) {
        Map<String, String> headers = new HashMap<>();
        if (response.getProps().getHeaders() != null) {
            response.getProps().getHeaders().forEach((name, value) -> {
                if (!POSITION.equals(name) && value != null) {
                    headers.put(name, value.toString());
                }
            });
        }
        return new RawMessage(
                response.getEnvelope().getExchange(),
                response.getEnvelope().getRoutingKey(),
                response.getBody(),
                headers);
    }

    @FunctionalInterface
    private interface OnChannel<T> {
        T apply(Channel channel) throws IOException, TimeoutException, InterruptedException, JMSException;
    }

    /** Runs on a channel of its own: closing it gives back to the queues whatever was not acknowledged. */
    private <T> T withChannel(OnChannel<T> work) throws JMSException {
        if (closed) {
            throw new jakarta.jms.IllegalStateException("The connection is closed");
        }
        Channel channel;
        try {
            channel = amqp.createChannel();
        } catch (IOException | ShutdownSignalException e) {
            throw failure(e);
        }
        try {
            return work.apply(channel);
        } catch (IOException | TimeoutException | ShutdownSignalException e) {
            throw failure(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(e);
        } finally {
            abort(channel);
        }
    }

    private static void abort(Channel channel) {
        try {
            channel.abort();
        } catch (IOException e) {
            // abort() promises to swallow it; nothing is left to do with a channel that is gone
            assert !channel.isOpen();
        }
    }

    private JMSException failure(Exception cause) {
        if (!amqp.isOpen()) {
            physical.failed(cause);
        }
        JMSException failure = new JMSException("RabbitMQ did not take it: " + PhysicalConnection.rootMessage(cause));
        failure.initCause(cause);
        return failure;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            physical.closed(this);
        }
    }
}
