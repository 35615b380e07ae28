package energy.ems.retention;

import java.time.Instant;
import java.util.List;

/**
 * What is stored, for how long, what goes next and what has gone last.
 *
 * @param at when it was asked
 * @param rows about how many rows there are of all, as the database estimates it
 * @param bytes on its disk
 * @param data what there is of each kind, the largest first
 * @param kept for how long what is kept
 * @param nextRun what the next run is about to do; null when nothing is ever removed
 * @param lastRun null before the first
 */
public record StorageReport(
        Instant at, long rows, long bytes, List<Data> data, List<Kept> kept, NextRun nextRun, RetentionRun lastRun) {

    public StorageReport {
        data = List.copyOf(data);
        kept = List.copyOf(kept);
    }

    /** What is stored. */
    public enum Group {
        /** And the hours that are made of them: a row for each hour of a meter holds both. */
        READINGS,
        REVISIONS,
        ALERTS,
        AUDIT,
        QUARANTINE,
        IMPORTS,
        REPORTS,
        MESSAGES,
        DEVICES,
        OTHER
    }

    /**
     * How much there is of it.
     *
     * @param rows about how many, as the database estimates it
     * @param bytes with the indexes
     */
    public record Data(Group kind, long rows, long bytes) {}

    /**
     * For how long something is kept.
     *
     * @param setting the environment variable that says so
     * @param period in ISO-8601; null for ever
     */
    public record Kept(Kind kind, String setting, String period) {}

    /**
     * What the next run is about to do.
     *
     * @param from when nodes begin to look, each of the following hours of the night is as good
     * @param readings about how many will go; null when readings are kept for ever
     * @param before readings from before that go, but for some days before it; null when they are kept for ever
     */
    public record NextRun(Instant from, Long readings, Instant before) {}
}
