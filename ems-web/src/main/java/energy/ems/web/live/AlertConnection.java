package energy.ems.web.live;

import jakarta.websocket.CloseReason;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * One browser's connection and what waits to be sent to it. Sends one frame at a time without blocking the sender; when
 * more than {@value #MOST_WAITING} frames wait, the reader is too slow and the connection is closed. Thread-safe.
 */
class AlertConnection {

    static final int MOST_WAITING = 2_000;

    /** Two pings that were not answered, and a little: Payara does not always say that a browser has hung up. */
    static final Duration LONGEST_SILENCE = Duration.ofSeconds(65);

    static final int MOST_COMPLAINTS = 5;

    private static final long SEND_TIMEOUT_MILLIS = 15_000;
    private static final Logger LOG = System.getLogger(AlertConnection.class.getName());

    private final Session session;
    private final Ticket ticket;
    private final Deque<String> waiting = new ArrayDeque<>();
    private final Deque<Frame> heldBack = new ArrayDeque<>();
    private final Set<Long> caughtUp = new HashSet<>();
    private final LongSupplier clock;
    private volatile long heard;
    private final AtomicInteger complaints = new AtomicInteger();
    /** What the browser has seen before it came: it may have been told by a node that is ahead of this one. */
    private long seen = Long.MIN_VALUE;

    private boolean catchingUp;
    private boolean sending;
    private boolean closed;

    /** One alert, ready to be sent. */
    record Frame(long sequence, String json) {}

    AlertConnection(Session session, Ticket ticket, boolean catchesUp) {
        this(session, ticket, catchesUp, System::nanoTime);
    }

    /** @param clock nanoseconds, as {@link System#nanoTime} */
    AlertConnection(Session session, Ticket ticket, boolean catchesUp, LongSupplier clock) {
        this.clock = clock;
        this.heard = clock.getAsLong();
        this.session = session;
        this.ticket = ticket;
        this.catchingUp = catchesUp;
        session.getAsyncRemote().setSendTimeout(SEND_TIMEOUT_MILLIS);
    }

    Ticket ticket() {
        return ticket;
    }

    /** A live alert. While missed ones are still being looked up it waits for them, so that the order stays. */
    void offer(Frame frame) {
        synchronized (this) {
            if (catchingUp) {
                heldBack.add(frame);
                return;
            }
            if (isKnown(frame)) {
                return;
            }
        }
        enqueue(frame.json());
    }

    /**
     * The alerts that were missed, after which the live ones follow.
     *
     * @param alreadySeen up to which number the browser has seen all
     */
    void catchUp(long alreadySeen, Iterable<Frame> missed) {
        synchronized (this) {
            seen = alreadySeen;
            for (Frame frame : missed) {
                caughtUp.add(frame.sequence());
                waiting.add(frame.json());
            }
            for (Frame frame : heldBack) {
                if (!isKnown(frame)) {
                    waiting.add(frame.json());
                }
            }
            heldBack.clear();
            catchingUp = false;
        }
        sendNext();
    }

    /** The numbers begin anew: what follows is new, whatever its number. */
    synchronized void forget() {
        seen = Long.MIN_VALUE;
        caughtUp.clear();
    }

    private boolean isKnown(Frame frame) {
        return frame.sequence() <= seen || caughtUp.contains(frame.sequence());
    }

    private void enqueue(String json) {
        boolean tooSlow;
        synchronized (this) {
            tooSlow = waiting.size() >= MOST_WAITING;
            if (!tooSlow) {
                waiting.add(json);
            }
        }
        if (tooSlow) {
            close(CloseReason.CloseCodes.TRY_AGAIN_LATER, "reading too slowly");
        } else {
            sendNext();
        }
    }

    private void sendNext() {
        for (String next = claim(); next != null; next = claim()) {
            Thread sender = Thread.currentThread();
            AtomicBoolean inside = new AtomicBoolean(true);
            try {
                session.getAsyncRemote().sendText(next, result -> {
                    sent(result);
                    // BEWARE: a frame may be through before sendText returns; going on from here each time would fill
                    // the stack with a long queue, so the loop outside goes on.
                    if (!inside.get() || Thread.currentThread() != sender) {
                        sendNext();
                    }
                });
            } catch (RuntimeException alreadyClosed) {
                close(CloseReason.CloseCodes.GOING_AWAY, "");
            }
            inside.set(false);
        }
    }

    /** The next frame, if it is this thread's turn to send one. */
    private synchronized String claim() {
        String next = sending || closed ? null : waiting.poll();
        sending = sending || next != null;
        return next;
    }

    private void sent(SendResult result) {
        synchronized (this) {
            sending = false;
        }
        if (!result.isOK()) {
            close(CloseReason.CloseCodes.GOING_AWAY, "");
        }
    }

    /** The browser is there. */
    void heard() {
        heard = clock.getAsLong();
    }

    /** Whether the log is to be told once more what is wrong in this browser. */
    boolean mayComplain() {
        return complaints.getAndIncrement() < MOST_COMPLAINTS;
    }

    /**
     * Asks the browser for a sign of life, which also keeps proxies from cutting a quiet connection; closes when it has given
     * none for long. BEWARE: not by the session's idle timeout, for which Tyrus makes a timer at each frame that comes or
     * goes and keeps it, and with it all of the connection, until it would have run out.
     */
    void ping() {
        if (clock.getAsLong() - heard > LONGEST_SILENCE.toNanos()) {
            close(CloseReason.CloseCodes.GOING_AWAY, "no sign of life");
            return;
        }
        try {
            session.getAsyncRemote().sendPing(ByteBuffer.allocate(0));
        } catch (IOException | RuntimeException gone) {
            close(CloseReason.CloseCodes.GOING_AWAY, "");
        }
    }

    void close(CloseReason.CloseCode code, String reason) {
        synchronized (this) {
            closed = true;
            waiting.clear();
            heldBack.clear();
        }
        try {
            if (session.isOpen()) {
                session.close(new CloseReason(code, reason));
            }
        } catch (IOException | RuntimeException gone) {
            LOG.log(Level.DEBUG, "a connection was gone before it was closed", gone);
        }
    }
}
