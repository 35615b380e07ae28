package energy.ems.launcher.bench;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * While it is open, what is sent to the queue of measurements waits there, for as long as it takes. The bench takes the
 * turn as another node would: by the turn's next number in the database, where it says every few seconds that it is there,
 * and by a consumer of its own that acknowledges nothing. EMS gives back what it holds and stands by. When the bench has
 * gone, by whatever death, EMS begins its next turn within a second.
 */
final class HeldIntake implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long STAYING_SECONDS = 5;

    private final BenchedSystem system;
    private final Channel channel;
    private final Connection beside;
    private final ScheduledExecutorService staying = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "held intake");
        thread.setDaemon(true);
        return thread;
    });

    private HeldIntake(BenchedSystem system, Channel channel, Connection beside) {
        this.system = system;
        this.channel = channel;
        this.beside = beside;
    }

    static HeldIntake hold(BenchedSystem system) throws IOException, SQLException {
        HeldIntake held = new HeldIntake(system, system.channel(), system.openDatabase());
        held.channel.basicQos(1);
        held.channel.basicConsume(BenchedSystem.MEASUREMENTS, false, new DefaultConsumer(held.channel));
        held.beginTurn();
        held.staying.scheduleWithFixedDelay(held::stay, STAYING_SECONDS, STAYING_SECONDS, TimeUnit.SECONDS);
        return held;
    }

    private void beginTurn() throws SQLException {
        try (PreparedStatement turn = system.database()
                .prepareStatement("UPDATE intake_turn SET number = number + 1, begun_at = ? WHERE queue = ?")) {
            turn.setLong(1, System.currentTimeMillis());
            turn.setString(2, BenchedSystem.MEASUREMENTS);
            turn.executeUpdate();
        }
    }

    private void stay() {
        try (PreparedStatement stay =
                beside.prepareStatement("UPDATE intake_turn SET stayed = stayed + 1 WHERE queue = ?")) {
            stay.setString(1, BenchedSystem.MEASUREMENTS);
            stay.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("EMS will take the turn back", e);
        }
    }

    /** Returns when EMS has noticed, which it does by the first messages that it cannot store. */
    void awaitHeld() throws Exception {
        Pause.until("the intake to stand by", PATIENCE, Duration.ofMillis(100), () -> consumers() == 1);
    }

    private long consumers() throws IOException, TimeoutException {
        try (Channel looking = system.channel()) {
            return looking.consumerCount(BenchedSystem.MEASUREMENTS);
        }
    }

    /** Gives the turn back. */
    @Override
    public void close() throws IOException, SQLException {
        staying.shutdownNow();
        beside.close();
        channel.abort();
    }
}
