package energy.ems.notification;

import java.time.Instant;

/**
 * A delivery as its person sees it.
 *
 * @param alerts how many alerts it tells of; 0 for what is about none
 * @param attempts how often it was tried
 * @param at when it was tried last, or made when it was not tried yet
 * @param nextAt when it is tried next; null when it is over
 * @param problem of the last attempt; null when there was none
 * @param detail what the other side answered; null when it said nothing
 */
public record Attempt(
        long id,
        Channel channel,
        Kind kind,
        State state,
        int alerts,
        int attempts,
        Instant at,
        Instant nextAt,
        Problem problem,
        String detail) {

    /** What it is about. */
    public enum Kind {
        ALERTS,
        TEST,
        /** A report goes along with it. */
        REPORT
    }

    /** How far it has come. */
    public enum State {
        WAITING,
        /** A node is at it, or was when it died. */
        SENDING,
        SENT,
        FAILED
    }

    public boolean isOver() {
        return state == State.SENT || state == State.FAILED;
    }
}
