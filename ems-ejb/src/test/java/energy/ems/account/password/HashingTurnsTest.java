package energy.ems.account.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HashingTurnsTest {

    private static final Duration EVER = Duration.ofMinutes(10);

    private final ExecutorService people = Executors.newCachedThreadPool();
    private final List<Integer> served = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void sendHome() {
        people.shutdownNow();
    }

    @Test
    void whoFailedLessGoesFirstAndThenWhoCameFirst() {
        HashingTurns turns = new HashingTurns(1, 8, EVER);
        assertThat(turns.take(0)).isTrue();
        List<CompletableFuture<Boolean>> all = new ArrayList<>();
        for (int suspicion : new int[] {7, 3, 9, 0, 3}) {
            all.add(come(turns, suspicion));
            await().until(() -> turns.waiting() == all.size());
        }
        turns.giveBack();
        assertThat(all).allSatisfy(each -> assertThat(each.join()).isTrue());
        assertThat(served).containsExactly(0, 3, 3, 7, 9);
        assertThat(turns.waiting()).isZero();
    }

    @Test
    void theMostSuspiciousIsSentAwayWhenThereIsNoRoom() {
        HashingTurns turns = new HashingTurns(1, 2, EVER);
        assertThat(turns.take(0)).isTrue();
        CompletableFuture<Boolean> guesser = come(turns, 20);
        await().until(() -> turns.waiting() == 1);
        CompletableFuture<Boolean> other = come(turns, 1);
        await().until(() -> turns.waiting() == 2);
        CompletableFuture<Boolean> somebody = come(turns, 0);
        assertThat(guesser.join()).isFalse();
        assertThat(turns.take(5)).as("who is the most suspicious by coming").isFalse();
        turns.giveBack();
        assertThat(somebody.join()).isTrue();
        assertThat(other.join()).isTrue();
    }

    @Test
    void whoeverWaitedTooLongTakesNobodysTurn() {
        HashingTurns turns = new HashingTurns(1, 2, Duration.ofMillis(1));
        assertThat(turns.take(0)).isTrue();
        assertThat(turns.take(0)).isFalse();
        assertThat(turns.waiting()).isZero();
        turns.giveBack();
        assertThat(turns.take(0)).isTrue();
    }

    @Test
    void whoeverIsInterruptedLeavesTheTurnToOthers() throws InterruptedException {
        HashingTurns turns = new HashingTurns(1, 2, EVER);
        assertThat(turns.take(0)).isTrue();
        Thread leaving = new Thread(() -> served.add(turns.take(0) ? 1 : -1));
        leaving.start();
        await().until(() -> turns.waiting() == 1);
        leaving.interrupt();
        leaving.join();
        assertThat(served).containsExactly(-1);
        turns.giveBack();
        assertThat(turns.take(0)).isTrue();
    }

    /** Takes a turn, notes it and gives it back. */
    private CompletableFuture<Boolean> come(HashingTurns turns, int suspicion) {
        return CompletableFuture.supplyAsync(
                () -> {
                    boolean turn = turns.take(suspicion);
                    if (turn) {
                        served.add(suspicion);
                        turns.giveBack();
                    }
                    return turn;
                },
                people);
    }
}
