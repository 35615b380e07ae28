package energy.ems.retention;

import java.time.Instant;
import java.util.Map;

/**
 * The latest run.
 *
 * @param finishedAt null while it works
 * @param error what failed, and is tried again; null for nothing
 * @param removed how many rows of each kind
 * @param putOff how many meters keep old readings for now, because these are not decided yet or something is at work
 */
public record RetentionRun(Instant startedAt, Instant finishedAt, String error, Map<Kind, Long> removed, long putOff) {

    public RetentionRun {
        removed = Map.copyOf(removed);
    }
}
