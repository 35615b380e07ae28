package energy.ems.audit;

import energy.ems.boundary.Caller;
import energy.ems.boundary.Origin;
import energy.ems.boundary.Page;
import energy.ems.boundary.Roles;
import energy.ems.platform.Paging;
import energy.ems.platform.SearchText;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;

/** The door to the audit log. */
@Stateless
public class AuditLog {

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    Caller caller;

    @Inject
    Origin origin;

    @Inject
    Clock clock;

    @Inject
    Repetitions repetitions;

    /**
     * Notes what the caller does; part of the current transaction, so that it stands exactly when the act does.
     *
     * @param detail for people; never a secret
     */
    @PermitAll
    public void record(AuditAction action, String subject, String detail) {
        add(caller.username(), action, subject, detail, address(), AuditEntry.Outcome.SUCCESS);
    }

    /** Notes a success of somebody who is not the caller yet, as at login. */
    @PermitAll
    public void recordFor(String actor, AuditAction action, String subject, String detail, String address) {
        add(actor, action, subject, detail, address, AuditEntry.Outcome.SUCCESS);
    }

    /** Notes what was refused, in a transaction of its own: it stands although the act does not. */
    @PermitAll
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void recordRefusal(String actor, AuditAction action, String subject, String detail) {
        add(actor, action, subject, detail, address(), AuditEntry.Outcome.REFUSED);
    }

    /** The same where the address is known from elsewhere. */
    @PermitAll
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void recordRefusal(String actor, AuditAction action, String subject, String detail, String address) {
        add(actor, action, subject, detail, address, AuditEntry.Outcome.REFUSED);
    }

    /**
     * Notes what somebody can have refused as often as they like: the first time, the tenth, the hundredth and so on within
     * an hour, with the number.
     *
     * @param who whose repetitions count as one: an address, or a user; what an attacker can vary at will has no place here
     */
    @PermitAll
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void recordRepeatedRefusal(
            String actor, AuditAction action, String subject, String detail, String address, String who) {
        repetitions
                .noteworthy(action, who)
                .ifPresent(times ->
                        add(actor, action, subject, numbered(detail, times), address, AuditEntry.Outcome.REFUSED));
    }

    private static String numbered(String detail, int times) {
        if (times == 1) {
            return detail;
        }
        return (detail == null ? "" : detail + ", ") + times + " times within the hour";
    }

    @RolesAllowed({Roles.OPERATOR, Roles.ADMINISTRATOR})
    public Page<AuditEntry> find(AuditQuery query) {
        return Paging.of(AuditRecord.class)
                .where("e.actor = :actor", "actor", query.actor())
                .where("e.action = :action", "action", query.action())
                .where("e.subject = :subject", "subject", query.subject())
                .where(
                        "(e.detail LIKE :text ESCAPE '!' OR e.subject LIKE :text ESCAPE '!')",
                        "text",
                        part(query.text()))
                .where("e.at >= :from", "from", query.from())
                .where("e.at < :to", "to", query.to())
                .fetch(entityManager, query.page(), "e.id DESC")
                .map(AuditRecord::view);
    }

    /** Whether that user has logged in from that address within the period up to now. */
    @PermitAll
    public boolean hasLoggedInFrom(String username, String address, Duration period) {
        return !entityManager
                .createQuery(
                        "SELECT e.id FROM AuditRecord e WHERE e.actor = :actor AND e.action = :action"
                                + " AND e.address = :address AND e.at >= :since",
                        Long.class)
                .setParameter("actor", username)
                .setParameter("action", AuditAction.LOGGED_IN)
                .setParameter("address", address)
                .setParameter("since", clock.instant().minus(period))
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }

    private void add(
            String actor,
            AuditAction action,
            String subject,
            String detail,
            String address,
            AuditEntry.Outcome outcome) {
        entityManager.persist(new AuditRecord(clock.instant(), actor, action, subject, detail, address, outcome));
    }

    private static String part(String text) {
        return text == null || text.isBlank() ? null : SearchText.anywhere(text.strip());
    }

    private String address() {
        try {
            return origin.address();
        } catch (ContextNotActiveException e) {
            return null;
        }
    }
}
