package energy.ems.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ArrivingBodiesTest {

    private static final long LIMIT = 100_000;

    private final AtomicLong clock = new AtomicLong();
    private final ArrivingBodies bodies = new ArrivingBodies(1, clock::get);

    @Test
    void theNewestIsLetInAndTheOldestGivenUp() throws Exception {
        Stalled stalled = new Stalled();
        CompletableFuture<Boolean> givenUp = CompletableFuture.supplyAsync(() -> {
            try (ServletInputStream body = bodies.of(stalled, 1_000, LIMIT)) {
                body.read();
                return false;
            } catch (ArrivingBodies.BodyTooSlowException asItShould) {
                // What the thread does next is not interrupted.
                return !Thread.currentThread().isInterrupted();
            } catch (IOException another) {
                return false;
            }
        });
        stalled.reached.await();

        assertThat(bodies.of(new Slow(clock, Duration.ZERO), 1_000, LIMIT).read())
                .isEqualTo('a');
        assertThat(givenUp.get(1, TimeUnit.MINUTES)).isTrue();
        assertThat(bodies.underWay()).isEqualTo(1);
    }

    /** As while a part of it is stored; the rest may never come, and is not waited for. */
    @Test
    void oneThatIsGivenUpWhileItsReaderIsElsewhereIsNotReadOn() throws Exception {
        Slow sender = new Slow(clock, Duration.ZERO);
        ArrivingBodies.Arrival body = bodies.of(sender, 1_000, LIMIT);
        body.read();
        bodies.of(new Slow(clock, Duration.ZERO), 1_000, LIMIT).read();

        assertThatThrownBy(body::read).isInstanceOf(ArrivingBodies.BodyTooSlowException.class);
        assertThat(sender.sent).isEqualTo(1);
    }

    @Test
    void oneThatIsThereWholeTakesNobodysPlace() throws Exception {
        ArrivingBodies.Arrival slow = bodies.of(new Slow(clock, Duration.ZERO), 1_000, LIMIT);
        slow.read();

        ArrivingBodies.Arrival whole = bodies.of(new Slow(clock, Duration.ZERO), 1, LIMIT);
        assertThat(whole.read()).isEqualTo('a');

        assertThat(slow.read()).isEqualTo('a');
    }

    @Test
    void oneThatHasComeGivesItsPlaceBack() throws Exception {
        ArrivingBodies.Arrival body = bodies.of(new Slow(clock, Duration.ZERO), 2, LIMIT);
        body.read();
        assertThat(bodies.underWay()).isEqualTo(1);

        body.read();
        assertThat(bodies.underWay()).isZero();
    }

    @Test
    void oneThatNobodyReadsToItsEndGivesItBackToo() throws Exception {
        ArrivingBodies.Arrival body = bodies.of(new Slow(clock, Duration.ZERO), 1_000, LIMIT);
        body.read();
        body.over();

        assertThat(bodies.underWay()).isZero();
    }

    @Test
    void aTrickleIsGivenUp() {
        ArrivingBodies.Arrival body = bodies.of(new Slow(clock, Duration.ofSeconds(1)), 1_000, LIMIT);

        assertThatThrownBy(body::readAllBytes).isInstanceOf(ArrivingBodies.BodyTooSlowException.class);
        assertThat(Duration.ofNanos(clock.get())).isEqualTo(ArrivingBodies.PATIENCE.plusSeconds(1));
    }

    @Test
    void aLongOneThatKeepsThePaceIsRead() throws Exception {
        long each = Duration.ofSeconds(1).toNanos() / ArrivingBodies.PACE;
        int length = Math.toIntExact(ArrivingBodies.PATIENCE.toSeconds()) * 2 * ArrivingBodies.PACE;
        ArrivingBodies.Arrival body = bodies.of(new Slow(clock, Duration.ofNanos(each)), length, length);

        assertThat(body.readNBytes(length)).hasSize(length);
        assertThat(Duration.ofNanos(clock.get())).isGreaterThan(ArrivingBodies.PATIENCE);
    }

    @Test
    void oneOfUnknownLengthIsWaitedForThoughSomeOfItIsThere() throws Exception {
        ArrivingBodies.Arrival body = bodies.of(new Slow(clock, Duration.ZERO), -1, LIMIT);
        body.read();

        assertThat(bodies.underWay()).isEqualTo(1);
    }

    /** As while a file's readings wait for a lock of the database. */
    @Test
    void howLongTheReaderTakesIsNotTheSendersFault() throws Exception {
        ArrivingBodies.Arrival body = bodies.of(new Slow(clock, Duration.ZERO), 1_000, LIMIT);
        body.read();
        clock.addAndGet(Duration.ofHours(1).toNanos());

        assertThat(body.readNBytes(999)).hasSize(999);
    }

    @Test
    void oneLongerThanAllowedIsNotReadToItsEnd() {
        ArrivingBodies.Arrival body = bodies.of(new Slow(clock, Duration.ZERO), -1, 10);

        assertThatThrownBy(body::readAllBytes).isInstanceOf(BodyLimit.BodyTooLargeException.class);
    }

    /** Sends nothing. */
    private static final class Stalled extends Bytes {

        private final CountDownLatch reached = new CountDownLatch(1);

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            reached.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException();
            }
            return -1;
        }
    }

    /** Sends a byte, and another one, each after that time, without an end. */
    private static final class Slow extends Bytes {

        private final AtomicLong clock;
        private final Duration each;
        private int sent;

        Slow(AtomicLong clock, Duration each) {
            this.clock = clock;
            this.each = each;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            clock.addAndGet(each.toNanos());
            buffer[offset] = 'a';
            sent++;
            return 1;
        }

        @Override
        public int available() {
            return 1;
        }
    }

    private abstract static class Bytes extends ServletInputStream {

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public boolean isFinished() {
            return false;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
