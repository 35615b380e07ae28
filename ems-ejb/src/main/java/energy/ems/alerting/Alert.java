package energy.ems.alerting;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;

/** What there is to tell about one meter, one hour and one kind: at most one row, whatever happens. */
@Entity
@Table(name = "alert")
public class Alert {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    @Column(name = "meter_id", updatable = false)
    private long meterId;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    private AlertKind kind;

    @Column(name = "hour_start", updatable = false)
    private Instant hourStart;

    @Enumerated(EnumType.STRING)
    private AlertState state;

    @Column(name = "device_id", updatable = false)
    private String deviceId;

    @Column(name = "device_name")
    private String deviceName;

    private String owner;

    @Column(name = "energy_kwh")
    private BigDecimal energyKwh;

    @Column(name = "limit_kwh")
    private BigDecimal limitKwh;

    @Enumerated(EnumType.STRING)
    private AlertReason reason;

    @Column(name = "raised_at", updatable = false)
    private Instant raisedAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    private long sequence;

    @Column(name = "acknowledged_at")
    private Instant acknowledgedAt;

    @Column(name = "acknowledged_by")
    private String acknowledgedBy;

    private boolean history;

    @Column(name = "to_sum_since")
    private Instant toSumSince;

    @Column(name = "sum_hour_start")
    private Instant sumHourStart;

    private Integer hours;

    @Column(name = "last_hour_start")
    private Instant lastHourStart;

    @Column(name = "assigned_to")
    private String assignedTo;

    private int comments;

    @Column(name = "owner_since")
    private Instant ownerSince;

    protected Alert() {
        // for JPA
    }

    Alert(Finding finding, String owner, Instant now) {
        this.meterId = finding.subject().meterId();
        this.kind = finding.kind();
        this.hourStart = finding.hourStart();
        this.deviceId = finding.subject().deviceId();
        this.owner = owner;
        this.raisedAt = now;
        become(AlertState.RAISED, finding, now);
    }

    void become(AlertState newState, Finding finding, Instant now) {
        if (newState == AlertState.RAISED) {
            // Who has seen it before has not seen this.
            acknowledgedAt = null;
            acknowledgedBy = null;
            history = kind == AlertKind.LIMIT_EXCEEDED && History.isOf(hourStart, now);
            sumHourStart = null;
        }
        if (newState != AlertState.REVISED) {
            // What is cleared before its sum was made is no part of it.
            toSumSince = newState == AlertState.RAISED && history ? now : null;
        }
        state = newState;
        reason = finding.reason();
        updatedAt = now;
        update(finding);
    }

    /** Takes over the figures without telling anybody. */
    void update(Finding finding) {
        deviceName = finding.subject().deviceName();
        energyKwh = finding.energyKwh();
        limitKwh = finding.limitKwh();
        if (finding.sum() != null) {
            count(finding.sum());
        }
    }

    /** Takes over without telling anybody how many of the hours of a sum still stand. */
    void count(HistorySums.Sum sum) {
        hours = sum.hours();
        lastHourStart = sum.lastHourStart();
    }

    boolean hasOtherFigures(Finding finding) {
        return differ(energyKwh, finding.energyKwh()) || differ(limitKwh, finding.limitKwh());
    }

    private static boolean differ(BigDecimal one, BigDecimal other) {
        return one == null || other == null ? one != other : one.compareTo(other) != 0;
    }

    void numbered(long newSequence) {
        sequence = newSequence;
    }

    /** The first to do so stays on record, until the alert is raised anew. */
    boolean acknowledge(String username, Instant now) {
        if (acknowledgedAt != null) {
            return false;
        }
        acknowledgedAt = now;
        acknowledgedBy = username;
        return true;
    }

    /** Only by whoever has acknowledged it. */
    boolean takeBack(String username) {
        if (!username.equals(acknowledgedBy)) {
            return false;
        }
        acknowledgedAt = null;
        acknowledgedBy = null;
        return true;
    }

    /** A new owner takes over nothing of what was between the house and the former one. */
    void belongsTo(String newOwner, Instant now) {
        if (Objects.equals(owner, newOwner)) {
            return;
        }
        if (owner != null && owner.equals(assignedTo)) {
            assignedTo = null;
        }
        owner = newOwner;
        ownerSince = now;
        comments = 0;
    }

    void assign(String username) {
        assignedTo = username;
    }

    void commented() {
        comments++;
    }

    boolean isRaised() {
        return state == AlertState.RAISED;
    }

    boolean stands() {
        return state != AlertState.CLEARED;
    }

    /** Whether its changes are told; of history only the sum is. */
    boolean isTold() {
        return !history;
    }

    /** Where the sum stands that it is part of; null when it is part of none. */
    Place placeOfSum() {
        return sumHourStart == null ? null : new Place(meterId, sumHourStart, AlertKind.PAST_LIMIT_EXCEEDED);
    }

    private boolean isAboutThePast() {
        return history || kind == AlertKind.PAST_LIMIT_EXCEEDED;
    }

    AlertView view() {
        return new AlertView(
                id,
                kind,
                state,
                deviceId,
                deviceName,
                owner,
                hourStart,
                lastHourStart,
                hours,
                AlertJson.plain(energyKwh),
                AlertJson.plain(limitKwh),
                isAboutThePast(),
                raisedAt,
                updatedAt,
                sequence,
                reason,
                acknowledgedAt,
                acknowledgedBy,
                assignedTo,
                comments,
                null);
    }

    AlertMessage message() {
        return new AlertMessage(
                id,
                kind,
                state,
                deviceId,
                deviceName,
                owner,
                hourStart,
                lastHourStart,
                hours,
                AlertJson.plain(energyKwh),
                AlertJson.plain(limitKwh),
                isAboutThePast(),
                raisedAt,
                sequence,
                reason,
                null);
    }

    /** The row of the change that made it what it is. */
    Object[] change() {
        return new Object[] {sequence, id, state.name(), energyKwh, limitKwh, reason.name(), updatedAt.toEpochMilli()};
    }

    Finding.Subject subject() {
        return new Finding.Subject(meterId, deviceId, deviceName);
    }

    AlertReason reason() {
        return reason;
    }

    Place place() {
        return new Place(meterId, hourStart, kind);
    }

    long id() {
        return id;
    }

    String assignedTo() {
        return assignedTo;
    }

    int comments() {
        return comments;
    }

    /** Since when it belongs to its owner; null when it was never anybody else's. */
    Instant ownerSince() {
        return ownerSince;
    }

    long meterId() {
        return meterId;
    }

    String deviceId() {
        return deviceId;
    }

    String owner() {
        return owner;
    }

    Instant hourStart() {
        return hourStart;
    }

    /** The unique key. */
    record Place(long meterId, Instant hourStart, AlertKind kind) {}
}
