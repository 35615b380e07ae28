package energy.ems.web.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BoundedQuestionTest {

    @Test
    void whatIsAnsweredIsPassedOn() {
        assertThat(question(() -> "yes", Duration.ofSeconds(30)).ask()).isEqualTo(Optional.of("yes"));
    }

    @Test
    void whatFailsHasNoAnswer() {
        BoundedQuestion<String> question = question(
                () -> {
                    throw new IllegalStateException("away");
                },
                Duration.ofSeconds(30));

        assertThat(question.ask()).isEmpty();
    }

    @Test
    void nobodyWaitsForAnAnswerThatDoesNotComeAndNobodyAsksTwice() {
        CountDownLatch back = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        BoundedQuestion<String> question = question(
                () -> {
                    asked.incrementAndGet();
                    back.await();
                    return "back";
                },
                Duration.ofMillis(1));

        assertThat(question.ask()).isEmpty();
        assertThat(question.ask()).isEmpty();
        assertThat(question.ask()).isEmpty();
        assertThat(asked).hasValueLessThanOrEqualTo(1);
        back.countDown();
    }

    private <T> BoundedQuestion<T> question(Callable<T> question, Duration patience) {
        return new BoundedQuestion<>(question, patience);
    }
}
