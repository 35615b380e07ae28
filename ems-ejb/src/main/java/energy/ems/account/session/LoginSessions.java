package energy.ems.account.session;

import energy.ems.account.Account;
import energy.ems.account.AuthenticatedAccount;
import energy.ems.audit.AuditAction;
import energy.ems.audit.AuditLog;
import energy.ems.boundary.Caller;
import energy.ems.boundary.NotFoundException;
import energy.ems.boundary.Roles;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The portal's sessions as people see and end them: everybody their own, administrators those of all. A session is good
 * as long as it is known here, on every node.
 */
@Stateless
@RolesAllowed({Roles.USER, Roles.OPERATOR, Roles.ADMINISTRATOR})
public class LoginSessions {

    /** However much it is used. */
    public static final Duration LONGEST = Duration.ofHours(12);

    /** As long as the web module keeps one that nobody uses; beyond that nobody needs to see it. */
    static final Duration LONGEST_UNUSED = Duration.ofHours(1);

    private static final int LONGEST_BROWSER = 100;
    private static final int LONGEST_ADDRESS = 64;
    /** Whoever logs in by a program, again and again, keeps the newest. */
    private static final int MOST_SESSIONS = 100;

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    Caller caller;

    @Inject
    AuditLog auditLog;

    @Inject
    Clock clock;

    @Inject
    Event<LoginSessionEnded> ended;

    /**
     * Opens a session for somebody who has just proved who they are.
     *
     * @param address the client's network address
     * @param browser what it is called for people, or null
     * @return what the session is known by
     */
    @PermitAll
    public long begin(AuthenticatedAccount account, String address, String browser) {
        Instant now = clock.instant();
        // Whoever logs in twice at a time would delete the same old ones in another order.
        entityManager.find(Account.class, account.username(), LockModeType.PESSIMISTIC_WRITE);
        forgetOld(account, now);
        LoginSession session =
                new LoginSession(account, cut(address, LONGEST_ADDRESS), cut(browser, LONGEST_BROWSER), now);
        entityManager.persist(session);
        // The database gives the id.
        entityManager.flush();
        return session.view().id();
    }

    /** Those that are over anyway, and the oldest where there are far too many. */
    private void forgetOld(AuthenticatedAccount account, Instant now) {
        List<LoginSession> stored = stored(account.username());
        int surplus = Math.max(0, stored.size() - (MOST_SESSIONS - 1));
        for (int i = 0; i < stored.size(); i++) {
            if (i >= stored.size() - surplus || !isGood(stored.get(i).view(), now)) {
                entityManager.remove(stored.get(i));
            }
        }
    }

    /** The account as it is now, where a session may go on; cheap enough for every request, which it notes. */
    @PermitAll
    public Optional<AuthenticatedAccount> present(long id, String username, long sessionGeneration) {
        Optional<LoginSession> session = good(id, username, sessionGeneration);
        session.ifPresent(used -> used.used(clock.instant()));
        return session.map(of -> entityManager.find(Account.class, username).authenticated());
    }

    /** Whether what was opened in a session may go on; without noting that it is used. */
    @PermitAll
    public boolean stillValid(long id, String username, long sessionGeneration) {
        return good(id, username, sessionGeneration).isPresent();
    }

    /** With its account, in one query: every request asks. */
    private Optional<LoginSession> good(long id, String username, long sessionGeneration) {
        Instant now = clock.instant();
        return entityManager
                .createQuery(
                        "SELECT s, a FROM LoginSession s, Account a WHERE s.id = :id AND s.username = :username"
                                + " AND a.username = s.username AND a.active = TRUE"
                                + " AND a.sessionGeneration = :generation",
                        Object[].class)
                .setParameter("id", id)
                .setParameter("username", username)
                .setParameter("generation", sessionGeneration)
                .getResultStream()
                .map(row -> (LoginSession) row[0])
                .findFirst()
                .filter(session -> isYoung(session.view(), now));
    }

    /** Lets the caller's session go on under the account's new generation, after a change that ended all others. */
    public void goOn(long id, AuthenticatedAccount account) {
        find(id, caller.username()).ifPresent(session -> session.goOn(account.sessionGeneration()));
    }

    /** The caller's, the one used last first. */
    public List<LoginSessionView> own() {
        return of(caller.username(), clock.instant());
    }

    @RolesAllowed(Roles.ADMINISTRATOR)
    public List<LoginSessionView> of(String username) {
        return of(username, clock.instant());
    }

    private List<LoginSessionView> of(String username, Instant now) {
        Account account = entityManager.find(Account.class, username);
        if (account == null || !account.isActive()) {
            return List.of();
        }
        return entityManager
                .createQuery(
                        "SELECT s FROM LoginSession s WHERE s.username = :username AND s.generation = :generation"
                                + " ORDER BY s.lastUsedAt DESC, s.id DESC",
                        LoginSession.class)
                .setParameter("username", username)
                .setParameter("generation", account.sessionGeneration())
                .getResultList()
                .stream()
                .map(LoginSession::view)
                .filter(session -> isGood(session, now))
                .toList();
    }

    /** Ends one of the caller's sessions. */
    public void end(long id) {
        end(id, caller.username());
    }

    /** Ends all of the caller's sessions but this one. */
    public void endOthers(long current) {
        for (LoginSessionView session : own()) {
            if (session.id() != current) {
                end(session.id(), caller.username());
            }
        }
    }

    /** Ends another's session. */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public void endOf(String username, long id) {
        end(id, username);
    }

    /** The user has logged out, which is on record already. */
    @PermitAll
    public void over(long id) {
        LoginSession session = entityManager.find(LoginSession.class, id);
        if (session != null) {
            entityManager.remove(session);
        }
    }

    private void end(long id, String username) {
        LoginSession session = find(id, username).orElseThrow(() -> new NotFoundException("Session", id));
        LoginSessionView view = session.view();
        entityManager.remove(session);
        ended.fire(new LoginSessionEnded(id));
        auditLog.record(
                AuditAction.SESSION_ENDED,
                username,
                (view.browser() == null ? "" : view.browser() + ", ") + "from " + view.address() + ", since "
                        + view.beganAt());
    }

    private Optional<LoginSession> find(long id, String username) {
        return Optional.ofNullable(entityManager.find(LoginSession.class, id))
                .filter(session -> session.isOf(username));
    }

    private List<LoginSession> stored(String username) {
        return entityManager
                .createQuery(
                        "SELECT s FROM LoginSession s WHERE s.username = :username ORDER BY s.id DESC",
                        LoginSession.class)
                .setParameter("username", username)
                .getResultList();
    }

    private static boolean isGood(LoginSessionView session, Instant now) {
        return isYoung(session, now) && !now.isAfter(session.lastUsedAt().plus(LONGEST_UNUSED));
    }

    private static boolean isYoung(LoginSessionView session, Instant now) {
        return !now.isAfter(session.beganAt().plus(LONGEST));
    }

    private static String cut(String text, int longest) {
        return text == null || text.length() <= longest ? text : text.substring(0, longest);
    }
}
