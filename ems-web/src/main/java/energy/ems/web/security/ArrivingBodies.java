package energy.ems.web.security;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Bodies that are waited for, a thread each. So many may be under way; when there is one more, the one that has been coming
 * for the longest is given up, because most bodies are there with their headers or a moment later. And each has to come at
 * some pace, however many there are. Thread-safe.
 */
public final class ArrivingBodies {

    /** Time that any body may take, and bytes a second beyond it: a phone at the edge of its network is faster. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    static final int PACE = 8 << 10;

    private final int most;
    private final LongSupplier clock;
    /** The oldest first. */
    private final Set<Arrival> underWay = new LinkedHashSet<>();

    /** A body was given up: it came too slowly, or others had to be let in. */
    public static class BodyTooSlowException extends IOException {

        BodyTooSlowException() {
            super("The request body came too slowly.");
        }
    }

    /** @param clock nanoseconds, as {@link System#nanoTime} */
    ArrivingBodies(int most, LongSupplier clock) {
        this.most = most;
        this.clock = clock;
    }

    /**
     * A body's bytes.
     *
     * @param length how many there are; below 0 for unknown
     * @param limit how many there may be
     */
    Arrival of(ServletInputStream body, long length, long limit) {
        return new Arrival(body, length, limit);
    }

    int underWay() {
        synchronized (underWay) {
            return underWay.size();
        }
    }

    private void begin(Arrival newest) {
        synchronized (underWay) {
            if (underWay.size() >= most) {
                Iterator<Arrival> oldest = underWay.iterator();
                Arrival given = oldest.next();
                oldest.remove();
                given.giveUp();
            }
            underWay.add(newest);
        }
    }

    private void end(Arrival arrived) {
        synchronized (underWay) {
            underWay.remove(arrived);
        }
    }

    /** One body; of its reader's thread, except for what is said to be of others. */
    final class Arrival extends ServletInputStream {

        private final ServletInputStream body;
        private final long length;
        private final long limit;
        private long seen;
        private boolean begun;
        /** Nanoseconds; without those in which this side does something else, as storing what it has read. */
        private long waited;

        private boolean over;

        /** Guarded by this object, as another's thread gives this one up. */
        private Thread waiting;

        private boolean givenUp;

        private Arrival(ServletInputStream body, long length, long limit) {
            this.body = body;
            this.length = length;
            this.limit = limit;
        }

        /** By another thread: an interrupted read closes the connection, as there is no use for the rest of the body. */
        private synchronized void giveUp() {
            givenUp = true;
            if (waiting != null) {
                waiting.interrupt();
            }
        }

        private synchronized void waitBegins() throws IOException {
            if (givenUp) {
                throw new BodyTooSlowException();
            }
            waiting = Thread.currentThread();
        }

        private synchronized void waitEnds() {
            waiting = null;
            if (givenUp) {
                // It is this request that was interrupted, and not what the thread does next.
                Thread.interrupted();
            }
        }

        private synchronized boolean isGivenUp() {
            return givenUp;
        }

        private int awaited(byte[] buffer, int offset, int wanted) throws IOException {
            waitBegins();
            int read;
            try {
                read = body.read(buffer, offset, wanted);
            } catch (IOException cut) {
                throw isGivenUp() ? new BodyTooSlowException() : cut;
            } finally {
                waitEnds();
            }
            if (isGivenUp()) {
                throw new BodyTooSlowException();
            }
            return read;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int wanted) throws IOException {
            if (wanted == 0) {
                return 0;
            }
            if (!begun) {
                begun = true;
                // What has come with its headers keeps nobody waiting.
                if (length < 0 || body.available() < length) {
                    begin(this);
                }
            }
            long before = clock.getAsLong();
            int read = awaited(buffer, offset, wanted);
            waited += clock.getAsLong() - before;
            count(read);
            return read;
        }

        private void count(int read) throws IOException {
            seen += Math.max(read, 0);
            if (seen > limit) {
                throw new BodyLimit.BodyTooLargeException(limit);
            }
            if (read < 0 || seen == length) {
                over();
            } else if (waited
                    > PATIENCE.toNanos() + seen * Duration.ofSeconds(1).toNanos() / PACE) {
                throw new BodyTooSlowException();
            }
        }

        /** Nobody waits for it any more, whether or not all of it has come. */
        void over() {
            if (!over) {
                over = true;
                end(this);
            }
        }

        @Override
        public int available() throws IOException {
            return body.available();
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }
}
