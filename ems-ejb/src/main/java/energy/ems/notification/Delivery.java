package energy.ems.notification;

import energy.ems.notification.Attempt.Kind;
import energy.ems.notification.Attempt.State;
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
import java.util.UUID;

/** A mail or a request that leaves for one person. */
@Entity
@Table(name = "notification_delivery")
class Delivery {

    /** Longer than any attempt takes; when it is over, the node that was at it is given up. */
    static final Duration LEASE = Duration.ofMinutes(5);
    /** What could not be told for so long is no news any more. */
    static final Duration GIVEN_UP_AFTER = Duration.ofDays(2);
    /** A report of a month is still one after a long outage. */
    static final Duration REPORT_GIVEN_UP_AFTER = Duration.ofDays(14);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(15);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    /** Of a server that is away: it may be back any minute, and all others wait for it, too. */
    private static final Duration LONGEST_PAUSE_OF_ALL = Duration.ofMinutes(5);

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    @Column(updatable = false)
    private String username;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    private Channel channel;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    private Kind kind;

    @Enumerated(EnumType.STRING)
    private State state;

    @Column(name = "message_key", updatable = false)
    private String messageKey;

    private int alerts;

    /** Of the report that goes along; null for none. */
    @Column(name = "report_id", updatable = false)
    private Long reportId;

    private int attempts;

    @Column(name = "due_at")
    private Instant dueAt;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    @Column(name = "tried_at")
    private Instant triedAt;

    @Column(name = "finished_at")
    private Instant finishedAt;

    @Enumerated(EnumType.STRING)
    private Problem problem;

    private String detail;

    protected Delivery() {
        // for JPA
    }

    Delivery(String username, Channel channel, Kind kind, int alerts, Instant now) {
        this.username = username;
        this.channel = channel;
        this.kind = kind;
        this.alerts = alerts;
        this.state = State.WAITING;
        this.messageKey = UUID.randomUUID().toString();
        this.dueAt = now;
        this.createdAt = now;
    }

    /** Takes a report along, and does not leave before that instant. */
    void enclose(long report, Instant notBefore) {
        reportId = report;
        dueAt = notBefore;
    }

    void begin(Instant now) {
        state = State.SENDING;
        attempts++;
        triedAt = now;
        dueAt = now.plus(LEASE);
    }

    /** Whether this is still the attempt of that number, and not given up and begun anew by another node. */
    boolean isAt(int attempt) {
        return state == State.SENDING && attempts == attempt;
    }

    void end(Outcome outcome, Instant now) {
        problem = outcome.problem();
        detail = outcome.detail();
        if (outcome.isSent()) {
            finish(State.SENT, now);
        } else if (outcome.lasting() || kind == Kind.TEST || !now.isBefore(createdAt.plus(givenUpAfter()))) {
            finish(State.FAILED, now);
        } else {
            state = State.WAITING;
            dueAt = now.plus(pause(outcome.shared() ? LONGEST_PAUSE_OF_ALL : LONGEST_PAUSE));
        }
    }

    private Duration givenUpAfter() {
        return kind == Kind.REPORT ? REPORT_GIVEN_UP_AFTER : GIVEN_UP_AFTER;
    }

    private void finish(State end, Instant now) {
        state = end;
        finishedAt = now;
    }

    private Duration pause(Duration longest) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, 12));
        return pause.compareTo(longest) > 0 ? longest : pause;
    }

    long id() {
        return id;
    }

    String username() {
        return username;
    }

    Channel channel() {
        return channel;
    }

    Kind kind() {
        return kind;
    }

    Long reportId() {
        return reportId;
    }

    String messageKey() {
        return messageKey;
    }

    int attempts() {
        return attempts;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant dueAt() {
        return dueAt;
    }

    boolean isWaiting() {
        return state == State.WAITING;
    }

    Attempt view() {
        boolean over = finishedAt != null;
        return new Attempt(
                id,
                channel,
                kind,
                state,
                alerts,
                attempts,
                triedAt == null ? createdAt : triedAt,
                over ? null : dueAt,
                problem,
                detail);
    }
}
