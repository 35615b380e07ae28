package energy.ems.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
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
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> turns.take("alice"));

        turns.giveBack("alice");

        assertThat(waiting.get(1, TimeUnit.MINUTES)).isTrue();
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
