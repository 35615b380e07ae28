package energy.ems.launcher.bench;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Sends persistent messages, and knows after {@link #confirmed()} that the broker has all of them. For one thread. */
final class Publisher implements AutoCloseable {

    /** More on the way at a time fill the broker's memory and make it no faster. */
    private static final int UNCONFIRMED = 2_000;

    private static final Duration CONFIRMATION = Duration.ofMinutes(2);

    private final Channel channel;
    private int unconfirmed;

    Publisher(Channel channel) throws IOException {
        this.channel = channel;
        channel.confirmSelect();
    }

    void send(String exchange, String key, byte[] body) {
        send(exchange, key, MessageProperties.PERSISTENT_BASIC, body);
    }

    void send(String exchange, String key, BasicProperties properties, byte[] body) {
        try {
            channel.basicPublish(exchange, key, properties, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (++unconfirmed == UNCONFIRMED) {
            confirmed();
        }
    }

    /** Returns when the broker has confirmed all that was sent. */
    void confirmed() {
        unconfirmed = 0;
        try {
            channel.waitForConfirmsOrDie(CONFIRMATION.toMillis());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TimeoutException e) {
            throw new UncheckedIOException(new IOException("The broker confirms nothing", e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("Interrupted", e));
        }
    }

    @Override
    public void close() throws IOException {
        channel.abort();
    }
}
