package energy.ems.metering.recomputation;

import java.time.Instant;

/**
 * How far the recomputation of a meter's hours has come.
 *
 * @param percent 0 to 100
 * @param error what went wrong, or null
 */
public record RecomputationView(
        long id,
        String deviceId,
        State state,
        int percent,
        long hours,
        Instant requestedAt,
        String requestedBy,
        Instant finishedAt,
        String error) {

    public enum State {
        WAITING,
        RUNNING,
        DONE,
        FAILED
    }
}
