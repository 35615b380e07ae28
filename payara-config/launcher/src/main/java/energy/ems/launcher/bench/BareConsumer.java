package energy.ems.launcher.bench;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Takes messages out of a queue and does nothing with them but acknowledge. */
final class BareConsumer {

    private static final int PREFETCH = 2_000;
    private static final int ACKNOWLEDGED_AT_ONCE = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Run run;

    BareConsumer(Run run) {
        this.run = run;
    }

    /** Fills a queue. */
    @FunctionalInterface
    interface Source {

        /** @return how many messages */
        long send(Publisher publisher, String queue);
    }

    /** @return messages a second */
    double rate(Source source) throws Exception {
        String queue = "ems.bench." + UUID.randomUUID();
        try (Channel channel = run.system().channel()) {
            // As the queue of measurements is, so that it costs the broker the same.
            channel.queueDeclare(queue, true, false, false, null);
            try {
                long messages = run.step("Filling a queue for a bare client", () -> fill(queue, source));
                Drain drain = new Drain(messages);
                run.step("Draining it", () -> drain.percent() + " %", () -> {
                    drain(channel, queue, messages, drain);
                    return null;
                });
                return drain.rate();
            } finally {
                channel.queueDelete(queue);
            }
        }
    }

    private long fill(String queue, Source source) throws IOException {
        try (Publisher publisher = run.system().publisher()) {
            long messages = source.send(publisher, queue);
            publisher.confirmed();
            return messages;
        }
    }

    private static void drain(Channel channel, String queue, long messages, Drain drain) throws Exception {
        CountDownLatch empty = new CountDownLatch(1);
        channel.basicQos(PREFETCH);
        drain.mark(System.nanoTime(), 0);
        channel.basicConsume(queue, false, new DefaultConsumer(channel) {
            private long taken;

            @Override
            public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body)
                    throws IOException {
                if (++taken % ACKNOWLEDGED_AT_ONCE == 0 || taken == messages) {
                    channel.basicAck(envelope.getDeliveryTag(), true);
                    drain.mark(System.nanoTime(), taken);
                }
                if (taken == messages) {
                    empty.countDown();
                }
            }
        });
        if (!empty.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IOException("The queue was not empty after " + PATIENCE.toMinutes() + " minutes");
        }
    }
}
