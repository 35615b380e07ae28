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
    private final int inOne;

    BareConsumer(Run run, int inOne) {
        this.run = run;
        this.inOne = inOne;
    }

    double rate(int measurements) throws Exception {
        String queue = "ems.bench." + UUID.randomUUID();
        try (Channel channel = run.system().channel()) {
            // As the queue of measurements is, so that it costs the broker the same.
            channel.queueDeclare(queue, true, false, false, null);
            try {
                long messages = run.step("Filling a queue for a bare client", () -> fill(queue, measurements));
                Drain drain = new Drain(messages);
                run.step("Draining it", () -> drain.percent() + " %", () -> {
                    drain(channel, queue, messages, drain);
                    return null;
                });
                return drain.rate() * inOne;
            } finally {
                channel.queueDelete(queue);
            }
        }
    }

    private long fill(String queue, int measurements) throws IOException {
        Fleet fleet = new Fleet("limit", run.options().devices(), Fleet.Mode.INTERVAL, measurements);
        try (Publisher publisher = run.system().publisher()) {
            long filled = fleet.messages(measurements, inOne, body -> publisher.send("", queue, body));
            publisher.confirmed();
            return filled / inOne;
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
