package energy.ems.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A link of the {@link AuditChain}. The first is there from the beginning, of no entry. */
@Entity
@Table(name = "audit_seal")
class AuditSeal {

    static final long FIRST = 1;

    @Id
    @Column(updatable = false)
    private long number;

    @Column(name = "entry_id", updatable = false)
    private long entryId;

    @Column(updatable = false)
    private String hash;

    @Column(name = "sealed_at", updatable = false)
    private Instant sealedAt;

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

    AuditSealView view() {
        return new AuditSealView(number - FIRST, hash, sealedAt);
    }
}
