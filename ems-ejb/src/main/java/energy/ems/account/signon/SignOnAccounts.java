package energy.ems.account.signon;

import energy.ems.account.Account;
import energy.ems.account.AccountChanged;
import energy.ems.account.AccountDraft;
import energy.ems.account.AccountRules;
import energy.ems.account.Role;
import energy.ems.account.password.LoginThrottle;
import energy.ems.account.signon.SignOnResult.Entered;
import energy.ems.account.signon.SignOnResult.Reason;
import energy.ems.account.signon.SignOnResult.Refused;
import energy.ems.audit.AuditAction;
import energy.ems.audit.AuditLog;
import energy.ems.boundary.Caller;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.NetworkAddress;
import energy.ems.boundary.NotFoundException;
import energy.ems.boundary.Roles;
import energy.ems.boundary.ThrottledException;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The accounts of those who come by single sign-on. Who somebody is, their issuer and subject say alone: neither a name nor
 * a mail address leads to an account, because at many providers people choose them.
 */
@Stateless
public class SignOnAccounts {

    private static final String HOW = "by single sign-on";

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    AccountRules rules;

    @Inject
    Caller caller;

    @Inject
    AuditLog auditLog;

    @Inject
    LoginThrottle throttle;

    @Inject
    Clock clock;

    @Inject
    Event<AccountChanged> changed;

    /**
     * Lets somebody in, or not. Who comes for the first time gets an account; its role is from then on what the claims
     * say. Who is let in no more loses sessions and tokens, too. What the result says is stored.
     *
     * <p>BEWARE: only for claims that were verified.
     *
     * @param address the client's network address
     */
    @PermitAll
    public SignOnResult enter(SignOnPerson person, String address) {
        Optional<SignOnIdentity> known = find(person);
        if (known.isPresent() && known.get().username() == null) {
            return refused(person, null, Reason.DELETED, address);
        }
        // BEWARE: the account is locked before anything is written, as everywhere.
        Optional<Account> account = known.map(
                identity -> entityManager.find(Account.class, identity.username(), LockModeType.PESSIMISTIC_WRITE));
        if (known.isPresent() && account.isEmpty()) {
            return refused(person, null, Reason.DELETED, address);
        }
        if (account.isPresent() && !account.get().isActive()) {
            return refused(person, account.get().username(), Reason.DEACTIVATED, address);
        }
        if (person.role().isEmpty()) {
            account.ifPresent(this::shutOut);
            return refused(person, account.map(Account::username).orElse(null), Reason.NO_ROLE, address);
        }
        Account let = account.orElseGet(() -> make(person));
        follow(let, person.role().get());
        let.loggedIn(clock.instant());
        auditLog.recordFor(let.username(), AuditAction.LOGGED_IN, let.username(), HOW, address);
        return new Entered(let.authenticated());
    }

    /**
     * Keeps an address waiting that has had too much refused.
     *
     * @throws ThrottledException when it has to wait
     */
    @PermitAll
    public void refuseWhileThrottled(String address) {
        Duration delay = throttle.delayForAddress(address);
        if (!delay.isZero()) {
            throw new ThrottledException(delay);
        }
    }

    /** Notes an answer of the provider that proves nothing: forged, too late, or somebody else's. */
    @PermitAll
    public void failed(String why, String address) {
        throttle.failed("?", address);
        auditLog.recordRepeatedRefusal(
                "?", AuditAction.LOGIN_FAILED, null, HOW + ": " + why, address, NetworkAddress.siteOf(address));
    }

    /**
     * Forgets who somebody was at the provider, whose account was deleted: they may come again, as somebody new.
     *
     * @param username what their account was called
     */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public void readmit(String username) {
        List<SignOnIdentity> deleted = entityManager
                .createQuery(
                        "SELECT i FROM SignOnIdentity i WHERE i.firstUsername = :username AND i.username IS NULL",
                        SignOnIdentity.class)
                .setParameter("username", username)
                .getResultList();
        if (deleted.isEmpty()) {
            throw new NotFoundException("Deleted account with single sign-on", username);
        }
        deleted.forEach(entityManager::remove);
        auditLog.record(AuditAction.ACCOUNT_CHANGED, username, "may come again by single sign-on");
    }

    /** Whether the caller has no password here, because it lives at the provider of a single sign-on. */
    @RolesAllowed({Roles.USER, Roles.OPERATOR, Roles.ADMINISTRATOR})
    public boolean isCallersWay() {
        Account account = entityManager.find(Account.class, caller.username());
        return account != null && !account.hasPassword();
    }

    private Optional<SignOnIdentity> find(SignOnPerson person) {
        return entityManager
                .createQuery(
                        "SELECT i FROM SignOnIdentity i WHERE i.issuer = :issuer AND i.subject = :subject",
                        SignOnIdentity.class)
                .setParameter("issuer", person.issuer())
                .setParameter("subject", person.subject())
                .getResultStream()
                .filter(identity -> identity.isOf(person))
                .findFirst();
    }

    private Account make(SignOnPerson person) {
        String username = SignOnNames.choose(person, this::isFree);
        AccountDraft draft = new AccountDraft(
                username,
                displayName(person.displayName()),
                email(person.email()),
                person.role().orElseThrow(),
                zone(person.zone()),
                "ro".equals(person.language()) ? "ro" : "en",
                true,
                false);
        Account account = new Account(rules.checked(draft), null, clock.instant());
        entityManager.persist(account);
        // The identity refers to it.
        entityManager.flush();
        entityManager.persist(new SignOnIdentity(person, account, clock.instant()));
        entityManager.flush();
        auditLog.record(
                AuditAction.ACCOUNT_CREATED,
                username,
                HOW + ", " + account.role() + ", " + person.issuer() + " " + person.subject());
        return account;
    }

    /** What is no name here is left out: the person can say it better in their profile. */
    private static String displayName(String name) {
        if (name == null) {
            return null;
        }
        String plain = name.replaceAll("\\p{Cc}+", " ").strip();
        return plain.length() <= AccountRules.LONGEST_NAME ? plain : plain.substring(0, AccountRules.LONGEST_NAME);
    }

    private String email(String email) {
        try {
            return rules.email(email);
        } catch (InvalidInputException noAddress) {
            return null;
        }
    }

    /** Nobody shall be taken for another because of a letter's case. */
    private boolean isFree(String username) {
        return entityManager
                .createQuery("SELECT a.username FROM Account a WHERE LOWER(a.username) = :name", String.class)
                .setParameter("name", username.toLowerCase(Locale.ROOT))
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }

    private static ZoneId zone(String name) {
        try {
            return name == null ? null : ZoneId.of(name);
        } catch (DateTimeException unknown) {
            return null;
        }
    }

    /** As long as the account lasts, its role is what the claims say; what was opened under another has to end. */
    private void follow(Account account, Role role) {
        Role former = account.role();
        if (account.giveRole(role)) {
            changed.fire(new AccountChanged(account.username(), account.sessionGeneration()));
            auditLog.record(AuditAction.ACCOUNT_CHANGED, account.username(), HOW + ": " + former + " → " + role);
        }
    }

    private void shutOut(Account account) {
        account.endSessions();
        changed.fire(new AccountChanged(account.username(), account.sessionGeneration()));
        int revoked = entityManager
                .createQuery("DELETE FROM ApiToken t WHERE t.username = :username")
                .setParameter("username", account.username())
                .executeUpdate();
        if (revoked > 0) {
            auditLog.record(
                    AuditAction.TOKEN_REVOKED,
                    account.username(),
                    "all " + revoked + ", no role at the single sign-on");
        }
    }

    private Refused refused(SignOnPerson person, String username, Reason reason, String address) {
        String who = username == null ? "?" : username;
        auditLog.recordRepeatedRefusal(
                who,
                AuditAction.LOGIN_FAILED,
                username,
                HOW + ": " + reason + ", " + person.subject(),
                address,
                person.issuer() + " " + person.subject());
        return new Refused(reason);
    }
}
