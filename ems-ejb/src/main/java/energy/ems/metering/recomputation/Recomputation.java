package energy.ems.metering.recomputation;

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

/** An order to recompute a meter's hours in {@code [from, to)}, and how far it has come. */
@Entity
@Table(name = "recomputation")
public class Recomputation {

    private static final int MOST_ATTEMPTS = 8;
    private static final int LONGEST_ERROR = 500;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    @Column(name = "device_id")
    private String deviceId;

    @Column(name = "range_from")
    private Instant from;

    @Column(name = "range_to")
    private Instant to;

    @Column(name = "next_from")
    private Instant nextFrom;

    @Enumerated(EnumType.STRING)
    private RecomputationView.State state;

    private int percent;
    private long hours;
    private int attempts;

    @Column(name = "due_at")
    private Instant dueAt;

    @Column(name = "requested_at")
    private Instant requestedAt;

    @Column(name = "requested_by")
    private String requestedBy;

    @Column(name = "finished_at")
    private Instant finishedAt;

    private String error;

    protected Recomputation() {
        // for JPA
    }

    Recomputation(String deviceId, Instant from, Instant to, String requestedBy, Instant now) {
        this.deviceId = deviceId;
        this.from = from;
        this.to = to;
        this.nextFrom = from;
        this.state = RecomputationView.State.WAITING;
        this.requestedBy = requestedBy;
        this.requestedAt = now;
        this.dueAt = now;
    }

    /** One more piece is done. */
    void reached(Instant next, int changedHours, Instant now) {
        nextFrom = next;
        hours += changedHours;
        attempts = 0;
        error = null;
        boolean isDone = !next.isBefore(to);
        state = isDone ? RecomputationView.State.DONE : RecomputationView.State.RUNNING;
        finishedAt = isDone ? now : null;
        percent = isDone ? 100 : percentOf(next);
    }

    private int percentOf(Instant next) {
        long done = Duration.between(from, next).toMillis();
        return (int) Math.min(
                99, 100 * done / Math.max(1, Duration.between(from, to).toMillis()));
    }

    /** The next piece failed: it is tried again, later each time. */
    void failed(String reason, Instant now) {
        attempts++;
        error = reason.length() > LONGEST_ERROR ? reason.substring(0, LONGEST_ERROR) : reason;
        dueAt = now.plusSeconds(1L << attempts);
        if (attempts >= MOST_ATTEMPTS) {
            state = RecomputationView.State.FAILED;
            finishedAt = now;
        }
    }

    long id() {
        return id;
    }

    String deviceId() {
        return deviceId;
    }

    Instant nextFrom() {
        return nextFrom;
    }

    Instant to() {
        return to;
    }

    RecomputationView view() {
        return new RecomputationView(id, deviceId, state, percent, hours, requestedAt, requestedBy, finishedAt, error);
    }
}
