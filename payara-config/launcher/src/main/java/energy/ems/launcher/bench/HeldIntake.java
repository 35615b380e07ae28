package energy.ems.launcher.bench;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * While it is open, what is sent to the queue of measurements waits there, for as long as it takes. The bench takes the
 * turn as another node would: by the turn's next number in the database, and by a consumer of its own that acknowledges
 * nothing. EMS gives back what it holds and stands by. When the bench has gone, by whatever death, EMS begins its next turn
 * within a second.
 */
final class HeldIntake implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final BenchedSystem system;
    private final Channel channel;

    private HeldIntake(BenchedSystem system, Channel channel) {
        this.system = system;
        this.channel = channel;
    }

    static HeldIntake hold(BenchedSystem system) throws IOException, SQLException {
        HeldIntake held = new HeldIntake(system, system.channel());
        held.channel.basicQos(1);
        held.channel.basicConsume(BenchedSystem.MEASUREMENTS, false, new DefaultConsumer(held.channel));
        held.beginTurn();
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
    public void close() throws IOException {
        channel.abort();
    }
}
