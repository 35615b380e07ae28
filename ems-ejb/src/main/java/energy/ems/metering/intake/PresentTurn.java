package energy.ems.metering.intake;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * The number of this node's last turn at the measurements, and what it sees of another's. Safe for use by several threads.
 */
@ApplicationScoped
public class PresentTurn {

    /** Nobody has begun a turn here: what comes in does not come from the queue. */
    static final long NONE = 0;

    /** For so long a node is believed to be there that says nothing; it says so every five seconds. */
    private static final Duration BELIEVED = Duration.ofMinutes(1);

    /** Where the last turn was this node's own, another that begins one just now is waited for. */
    private static final Duration BELIEVED_OF_ITSELF = Duration.ofSeconds(10);

    /** After a longer pause, as when the database was away, nobody knows what was said meanwhile. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

    private volatile long number = NONE;

    private IntakeTurn.Sign sign;
    private long signedNanos;
    private long lookedNanos;

    long number() {
        return number;
    }

    void began(long number) {
        this.number = number;
    }

    /** @param sign what the node whose turn it is has said, see {@link IntakeTurn#sign} */
    boolean isAbandoned(IntakeTurn.Sign sign) {
        return isAbandoned(sign, System.nanoTime());
    }

    synchronized boolean isAbandoned(IntakeTurn.Sign sign, long nanos) {
        if (!sign.equals(this.sign) || nanos - lookedNanos > LONGEST_PAUSE.toNanos()) {
            this.sign = sign;
            signedNanos = nanos;
        }
        lookedNanos = nanos;
        Duration believed = sign.number() == number ? BELIEVED_OF_ITSELF : BELIEVED;
        return nanos - signedNanos > believed.toNanos();
    }
}
