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
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The door to the audit log. */
@Stateless
public class AuditLog {

    private static final int MOST_SHOWN = 20;

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

    /** What was tried in vain within the period up to now. */
    @RolesAllowed({Roles.OPERATOR, Roles.ADMINISTRATOR})
    public Attempts attempts(Duration period) {
        Instant since = clock.instant().minus(period);
        Map<AuditAction, Long> byAction = new EnumMap<>(AuditAction.class);
        entityManager
                .createQuery(
                        "SELECT e.action, COUNT(e) FROM AuditRecord e WHERE e.at >= :since AND e.outcome = :refused"
                                + " GROUP BY e.action",
                        Object[].class)
                .setParameter("since", since)
                .setParameter("refused", AuditEntry.Outcome.REFUSED)
                .getResultList()
                .forEach(row -> byAction.put((AuditAction) row[0], (Long) row[1]));
        List<AuditEntry> newest = entityManager
                .createQuery(
                        "SELECT e FROM AuditRecord e WHERE e.at >= :since AND e.outcome = :refused ORDER BY e.id DESC",
                        AuditRecord.class)
                .setParameter("since", since)
                .setParameter("refused", AuditEntry.Outcome.REFUSED)
                .setMaxResults(MOST_SHOWN)
                .getResultList()
                .stream()
                .map(AuditRecord::view)
                .toList();
        return new Attempts(
                since,
                byAction,
                sources("address", "actor", "outcome = 'REFUSED'", since),
                sources("actor", "address", "outcome = 'REFUSED'", since),
                sources("actor", "subject", "action = 'DATA_EXPORTED'", since),
                newest);
    }

    /** The arguments are columns and conditions of ours. */
    private List<Attempts.Source> sources(String by, String others, String which, Instant since) {
        List<?> rows = entityManager
                .createNativeQuery("SELECT " + by + ", COUNT(*), COUNT(DISTINCT " + others + "), MAX(at)"
                        + " FROM audit_entry WHERE at >= ?1 AND " + which + " GROUP BY " + by
                        + " ORDER BY COUNT(*) DESC, MAX(at) DESC")
                .setParameter(1, since.toEpochMilli())
                .setMaxResults(MOST_SHOWN)
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new Attempts.Source(
                        (String) row[0],
                        ((Number) row[1]).longValue(),
                        ((Number) row[2]).longValue(),
                        Instant.ofEpochMilli(((Number) row[3]).longValue())))
                .toList();
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
