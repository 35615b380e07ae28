package energy.ems.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TurnsTest {

    @Test
    void noMoreOfOneUserAreAtWorkThanTold() {
        Turns turns = new Turns(2, Duration.ZERO);

        assertThat(turns.take("alice")).isTrue();
        assertThat(turns.take("alice")).isTrue();
        assertThat(turns.take("alice")).isFalse();
        assertThat(turns.take("bob")).isTrue();
    }

    @Test
    void whoWaitsComesNext() throws Exception {
        Turns turns = new Turns(1, Duration.ofMinutes(1));
        turns.take("alice");
        FutureTask<Boolean> next = new FutureTask<>(() -> turns.take("alice"));
        beginToWait(next);

        turns.giveBack("alice");

        assertThat(next.get(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void theOthersWaitInOrder() throws Exception {
        Turns turns = new Turns(1, Duration.ofMinutes(1));
        turns.take("alice");
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        List<FutureTask<Boolean>> waiting = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int number = i;
            FutureTask<Boolean> each = new FutureTask<>(() -> {
                boolean came = turns.take("alice");
                order.add(number);
                turns.giveBack("alice");
                return came;
            });
            beginToWait(each);
            waiting.add(each);
        }

        turns.giveBack("alice");
        // Whoever asks at once again does not get before those who wait.
        assertThat(turns.take("alice")).isTrue();
        order.add(4);
        turns.giveBack("alice");

        for (FutureTask<Boolean> each : waiting) {
            assertThat(each.get(1, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(order).containsExactly(0, 1, 2, 3, 4);
        assertThat(turns.areAllBack()).isTrue();
    }

    /** Somebody who is interrupted comes back without a turn, and knows still that they were interrupted. */
    @Test
    void whoIsInterruptedWaitsNoLonger() throws Exception {
        Turns turns = new Turns(1, Duration.ofMinutes(10));
        turns.take("alice");
        FutureTask<Boolean> next = new FutureTask<>(
                () -> !turns.take("alice") && Thread.currentThread().isInterrupted());

        beginToWait(next).interrupt();

        assertThat(next.get(1, TimeUnit.MINUTES)).isTrue();
        turns.giveBack("alice");
        assertThat(turns.areAllBack()).isTrue();
    }

    private static Thread beginToWait(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        return thread;
    }

    @Test
    void remembersNobodyWhoIsGone() {
        Turns turns = new Turns(1, Duration.ZERO);
        turns.take("alice");
        turns.take("alice");
        turns.giveBack("alice");

        assertThat(turns.areAllBack()).isTrue();
    }
}
