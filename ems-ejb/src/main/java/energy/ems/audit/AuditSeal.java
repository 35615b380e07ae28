package energy.ems.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/**
 * A link of the {@link AuditChain}. The first is there from the beginning, of no entry; when old entries are removed, it
 * stands for the last of their seals.
 */
@Entity
@Table(name = "audit_seal")
class AuditSeal {

    static final long FIRST = 1;

    @Id
    @Column(updatable = false)
    private long number;

    @Column(name = "entry_id", updatable = false)
    private long entryId;

    private String hash;

    @Column(name = "sealed_at")
    private Instant sealedAt;

    // Of the first alone: the number of the seal that it stands for; null while nothing was removed.
    @Column(name = "stands_for")
    private Long standsFor;

    protected AuditSeal() {}

    private AuditSeal(long number, long entryId, String hash, Instant sealedAt) {
        this.number = number;
        this.entryId = entryId;
        this.hash = hash;
        this.sealedAt = sealedAt;
    }

    AuditSeal next(AuditEntry entry, Instant now) {
        return new AuditSeal(number + 1, entry.id(), AuditChain.seal(hash, entry), now);
    }

    long entryId() {
        return entryId;
    }

    /** Whether it is of that entry, next to the one before. */
    boolean isOf(AuditSeal before, AuditEntry entry) {
        return number == before.place() + 1 && hash.equals(AuditChain.seal(before.hash, entry));
    }

    private long place() {
        return standsFor == null ? number : standsFor;
    }

    /** Takes the place of a seal that goes. */
    void standFor(AuditSeal last) {
        hash = last.hash;
        sealedAt = last.sealedAt;
        standsFor = last.number;
    }

    AuditSealView view() {
        return new AuditSealView(number - FIRST, hash, sealedAt);
    }
}
