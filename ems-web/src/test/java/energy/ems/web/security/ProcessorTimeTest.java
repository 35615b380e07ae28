package energy.ems.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProcessorTimeTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5 * SECOND);
    private final ProcessorTime time = new ProcessorTime(Duration.ofSeconds(10), 0.1, clock::get);

    @Test
    void someOfItMayBeTakenAtOnce() {
        IntStream.range(0, 10).forEach(each -> time.take("alice", SECOND));

        assertThat(time.until("alice")).isZero();
    }

    @Test
    void whoHasTakenMoreWaitsForIt() {
        time.take("alice", 12 * SECOND);

        assertThat(time.until("alice")).isEqualTo(Duration.ofSeconds(20));
        assertThat(time.until("bob")).isZero();

        clock.addAndGet(20 * SECOND);
        assertThat(time.until("alice")).isZero();
    }

    /** However long it goes on: a tenth of one processor. */
    @Test
    void asksAndAsksAndHasNoMoreThanTheShare() {
        long taken = 0;
        for (int second = 0; second < 1_000; second++) {
            if (time.until("alice").isZero()) {
                time.take("alice", SECOND);
                taken++;
            }
            clock.addAndGet(SECOND);
        }
        assertThat(taken).isBetween(100L, 10L + 100L + 1L);
    }

    @Test
    void whoHasAskedForNothingForLongHasNoMoreForIt() {
        time.take("alice", SECOND);
        clock.addAndGet(Duration.ofDays(1).toNanos());
        time.take("alice", 11 * SECOND);

        assertThat(time.until("alice")).isEqualTo(Duration.ofSeconds(10));
    }

    /** However many have asked for something once; and whoever owes something still does. */
    @Test
    void remembersNobodyWhoOwesNothing() {
        time.take("alice", 20 * SECOND);
        IntStream.range(0, 5_000).forEach(each -> {
            time.take("user" + each, SECOND / 1_000);
            clock.addAndGet(SECOND / 100);
        });

        assertThat(time.remembered()).isLessThan(2_000);
        // Of the twenty seconds she has worked off five.
        assertThat(time.until("alice")).isEqualTo(Duration.ofSeconds(50));
    }

    @Test
    void measuresWhatThisThreadDoes() {
        long before = ProcessorTime.ofThisThread();
        long sum = IntStream.range(0, 10_000_000).asLongStream().sum();

        assertThat(sum).isPositive();
        assertThat(ProcessorTime.ofThisThread()).isGreaterThan(before);
    }

    /** As the body of a request that comes slowly, or an answer that is fetched slowly. */
    @Test
    void doesNotMeasureHowLongItWaits() throws Exception {
        assumeTrue(ManagementFactory.getThreadMXBean().isCurrentThreadCpuTimeSupported());
        long before = ProcessorTime.ofThisThread();
        long begun = System.nanoTime();
        assertThat(new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS)).isFalse();

        assertThat(ProcessorTime.ofThisThread() - before).isLessThan((System.nanoTime() - begun) / 2);
    }
}
