package energy.ems.metering.backfill;

import energy.ems.metering.backfill.BackfillView.State;
import energy.ems.metering.backfill.file.Layout;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;

/** An import of readings, and how far it has come. */
@Entity
@Table(name = "backfill")
public class Backfill {

    /** Whoever works at it says so by the next piece; after this time another may go on. */
    static final Duration LEASE = Duration.ofMinutes(1);

    private static final int MOST_ATTEMPTS = 8;
    private static final int LONGEST_ERROR = 500;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    @Column(name = "device_id")
    private String deviceId;

    @Column(name = "file_name")
    private String fileName;

    @Enumerated(EnumType.STRING)
    private State state;

    private String layout;
    private int expected;

    @Column(name = "done_line")
    private int doneLine;

    private int added;
    private int corrected;
    private int unchanged;
    private int quarantined;

    @Column(name = "left_out")
    private int leftOut;

    private int undone;
    private int kept;

    @Column(name = "first_at")
    private Instant firstAt;

    @Column(name = "last_at")
    private Instant lastAt;

    private int attempts;

    @Column(name = "due_at")
    private Instant dueAt;

    @Column(name = "requested_at")
    private Instant requestedAt;

    @Column(name = "requested_by")
    private String requestedBy;

    @Column(name = "finished_at")
    private Instant finishedAt;

    @Column(name = "undone_by")
    private String undoneBy;

    private String error;

    protected Backfill() {
        // for JPA
    }

    Backfill(String deviceId, String fileName, String by, Instant now) {
        this.deviceId = deviceId;
        this.fileName = fileName;
        this.state = State.PREVIEW;
        this.requestedBy = by;
        this.requestedAt = now;
        this.dueAt = now;
    }

    void layout(Layout said) {
        layout = LayoutJson.write(said);
    }

    /** @param lines how many lines it will read, for the progress */
    void confirmed(Layout confirmed, int lines, Instant now) {
        layout(confirmed);
        expected = lines;
        state = State.RUNNING;
        dueAt = now;
    }

    void worked(Instant now) {
        dueAt = now.plus(LEASE);
        attempts = 0;
        error = null;
    }

    /** What a piece came to. */
    void stored(int line, Piece piece, Instant now) {
        doneLine = line;
        added += piece.added();
        corrected += piece.corrected();
        unchanged += piece.unchanged();
        quarantined += piece.quarantined();
        leftOut += piece.leftOut();
        if (piece.from() != null) {
            firstAt = firstAt == null || piece.from().isBefore(firstAt) ? piece.from() : firstAt;
            lastAt = lastAt == null || piece.to().isAfter(lastAt) ? piece.to() : lastAt;
        }
        worked(now);
    }

    void finished(State end, Instant now) {
        state = end;
        finishedAt = now;
    }

    void undo(String by, Instant now) {
        state = State.UNDOING;
        undoneBy = by;
        finishedAt = null;
        attempts = 0;
        error = null;
        dueAt = now;
    }

    void takenBack(int taken, int left, Instant now) {
        undone += taken + left;
        kept += left;
        worked(now);
    }

    /** So many of its readings are final: they stay, whatever becomes of it. */
    void stay(int readings) {
        undone += readings;
        kept += readings;
    }

    void failed(String reason, Instant now) {
        attempts++;
        error = reason.length() > LONGEST_ERROR ? reason.substring(0, LONGEST_ERROR) : reason;
        dueAt = now.plusSeconds(1L << attempts);
        if (attempts >= MOST_ATTEMPTS) {
            finished(State.FAILED, now);
        }
    }

    /** No further attempt would end otherwise. */
    void givenUp(String reason, Instant now) {
        failed(reason, now);
        finished(State.FAILED, now);
    }

    private int percent() {
        return switch (state) {
            case PREVIEW -> 0;
            case DONE, UNDONE -> 100;
            case RUNNING, FAILED -> share(added + corrected + unchanged + quarantined + leftOut, expected);
            case UNDOING -> share(undone, added + corrected);
        };
    }

    private static int share(int part, int whole) {
        return whole == 0 ? 0 : (int) Math.min(99, 100L * part / whole);
    }

    long id() {
        return id;
    }

    String deviceId() {
        return deviceId;
    }

    State state() {
        return state;
    }

    Layout layout() {
        return layout == null ? Layout.UNKNOWN : LayoutJson.read(layout);
    }

    int doneLine() {
        return doneLine;
    }

    Instant firstAt() {
        return firstAt;
    }

    Instant lastAt() {
        return lastAt;
    }

    String undoneBy() {
        return undoneBy;
    }

    /** What stands on record where one of its readings took another's place. */
    String reason() {
        return "import " + id;
    }

    BackfillView view() {
        return new BackfillView(
                id,
                deviceId,
                fileName,
                state,
                layout(),
                percent(),
                added,
                corrected,
                unchanged,
                quarantined,
                leftOut,
                kept,
                firstAt,
                lastAt,
                requestedAt,
                requestedBy,
                finishedAt,
                undoneBy,
                error);
    }

    /**
     * What a piece of the file came to.
     *
     * @param from the first of its readings; null without any
     */
    record Piece(int added, int corrected, int unchanged, int quarantined, int leftOut, Instant from, Instant to) {}
}
