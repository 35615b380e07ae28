package energy.ems.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A stored line of the log. Nothing can be changed on it. */
@Entity
@Table(name = "audit_entry")
class AuditRecord {

    private static final int LONGEST_ACTOR = 64;
    private static final int LONGEST_SUBJECT = 200;
    private static final int LONGEST_DETAIL = 2000;
    private static final int LONGEST_ADDRESS = 64;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(updatable = false)
    private Instant at;

    @Column(updatable = false)
    private String actor;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    private AuditAction action;

    @Column(updatable = false)
    private String subject;

    @Column(updatable = false)
    private String detail;

    @Column(updatable = false)
    private String address;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    private AuditEntry.Outcome outcome;

    protected AuditRecord() {}

    AuditRecord(
            Instant at,
            String actor,
            AuditAction action,
            String subject,
            String detail,
            String address,
            AuditEntry.Outcome outcome) {
        this.at = at;
        this.actor = cut(actor, LONGEST_ACTOR);
        this.action = action;
        this.subject = cut(subject, LONGEST_SUBJECT);
        this.detail = cut(detail, LONGEST_DETAIL);
        this.address = cut(address, LONGEST_ADDRESS);
        this.outcome = outcome;
    }

    /** An attacker's text of any length must not keep the attempt out of the log. */
    private static String cut(String text, int longest) {
        if (text == null || text.codePointCount(0, text.length()) <= longest) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, longest - 1)) + "…";
    }

    AuditEntry view() {
        return new AuditEntry(id, at, actor, action, subject, detail, address, outcome);
    }
}
