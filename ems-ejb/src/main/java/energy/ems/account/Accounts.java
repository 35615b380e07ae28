package energy.ems.account;

import energy.ems.account.password.PasswordRules;
import energy.ems.account.password.Passwords;
import energy.ems.audit.AuditAction;
import energy.ems.audit.AuditLog;
import energy.ems.boundary.AccountDeleted;
import energy.ems.boundary.Caller;
import energy.ems.boundary.ConflictException;
import energy.ems.boundary.InputCheck;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.InvalidInputException.Rule;
import energy.ems.boundary.NotFoundException;
import energy.ems.boundary.Page;
import energy.ems.boundary.PageRequest;
import energy.ems.boundary.Roles;
import energy.ems.boundary.ThrottledException;
import energy.ems.platform.Paging;
import energy.ems.platform.SearchText;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The door to the accounts: administrators care for all of them, everybody for their own. */
@Stateless
public class Accounts {

    private static final Map<String, String> SORTED_BY = Map.of(
            "username", "e.username",
            "display_name", "e.displayName",
            "email", "e.email",
            "role", "e.role",
            "last_login_at", "e.lastLoginAt");

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    AccountRules rules;

    @Inject
    Passwords passwords;

    @Inject
    OwnPassword ownPassword;

    @Inject
    StoredAccounts stored;

    @Inject
    AuditLog auditLog;

    @Inject
    Caller caller;

    @Inject
    Clock clock;

    @Inject
    Event<AccountChanged> changed;

    @Inject
    Event<AccountDeleted> deleted;

    @RolesAllowed(Roles.ADMINISTRATOR)
    public Page<AccountView> find(AccountQuery query) {
        boolean anyText = query.text() == null || query.text().isBlank();
        return Paging.of(Account.class)
                .where("e.role = :role", "role", query.role())
                .where(
                        "(e.username LIKE :text ESCAPE '!' OR e.displayName LIKE :text ESCAPE '!'"
                                + " OR e.email LIKE :text ESCAPE '!')",
                        "text",
                        anyText ? null : SearchText.anywhere(query.text().strip()))
                .fetch(entityManager, query.page(), order(query.page()))
                .map(Account::view);
    }

    @RolesAllowed(Roles.ADMINISTRATOR)
    public AccountView get(String username) {
        return existing(entityManager.find(Account.class, username), username).view();
    }

    /**
     * What {@link #create} or {@link #update} would refuse, all of it; stores nothing.
     *
     * @param password of a new account; null when the account exists
     */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public List<InvalidInputException> problems(AccountDraft draft, char[] password) {
        InputCheck check = new InputCheck();
        if (password == null) {
            rules.check(draft, check);
            return check.problems();
        }
        check(draft, password, check);
        if (!check.hasProblemWith("username")) {
            Account taken = entityManager.find(Account.class, draft.username());
            if (taken != null) {
                check.require(
                        false,
                        "username",
                        Rule.TAKEN,
                        taken.username(),
                        taken.view().displayName());
            }
        }
        return check.problems();
    }

    private AccountDraft check(AccountDraft draft, char[] password, InputCheck check) {
        AccountDraft checked = rules.check(draft, check);
        check.attempt(() -> {
            PasswordRules.check(draft.username(), password);
            return checked;
        });
        return checked;
    }

    /**
     * @param password wiped by the caller afterwards, like the next
     * @param own the caller's own password, asked for again
     * @throws ThrottledException after too many wrong tries at it
     */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public AccountView create(AccountDraft draft, char[] password, char[] own) {
        InputCheck check = new InputCheck();
        AccountDraft checked = check(draft, password, check);
        check.finish();
        ownPassword.confirmed(own, AuditAction.ACCOUNT_CREATED);
        if (entityManager.find(Account.class, checked.username()) != null) {
            throw ConflictException.taken("User", checked.username());
        }
        Account account = new Account(checked, hashed(password), clock.instant());
        entityManager.persist(account);
        auditLog.record(AuditAction.ACCOUNT_CREATED, account.username(), description(account.view()));
        return account.view();
    }

    /** Changes what makes nobody more powerful than before: neither the role nor the password. */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public AccountView update(String username, AccountDraft draft, long version) {
        return update(username, draft, version, null, null);
    }

    /**
     * Changes an account, all of it or nothing. Another role, another password and the loss of the right to log in end
     * the user's sessions; another password revokes the user's tokens, too.
     *
     * @param password null to leave it as it is; wiped by the caller afterwards, like the next
     * @param own the caller's own password, asked for again where the role or the password changes; null otherwise
     * @throws ThrottledException after too many wrong tries at it
     */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public AccountView update(String username, AccountDraft draft, long version, char[] password, char[] own) {
        InputCheck check = new InputCheck();
        AccountDraft checked = password == null ? rules.check(draft, check) : check(draft, password, check);
        check.finish();
        if (!username.equals(checked.username())) {
            throw new InvalidInputException("username", Rule.UNCHANGEABLE);
        }
        Account seen = existing(stored.find(username).orElse(null), username);
        if (password != null || seen.role() != checked.role()) {
            ownPassword.confirmed(own, password == null ? AuditAction.ACCOUNT_CHANGED : AuditAction.PASSWORD_SET);
        }
        // Before the lock: a hash takes long, and whoever logs in meanwhile needs the row.
        refuseWithoutPassword(seen, password);
        String hash = password == null ? null : hashed(password);
        boolean wouldServe = checked.role() == Role.ADMINISTRATOR && checked.active();
        Account account = lock(username);
        // The second, because the role that was confirmed must be the one that is changed.
        if (account.version() != version || account.version() != seen.version()) {
            throw ConflictException.stale("User", username);
        }
        if (account.isActiveAdministrator() && !wouldServe) {
            refuseForLastAdministrator();
        }
        String before = description(account.view());
        boolean mayOtherwise = account.change(checked);
        String after = description(account.view());
        auditLog.record(AuditAction.ACCOUNT_CHANGED, username, before + " → " + after);
        if (hash != null) {
            give(account, hash, checked.mustChangePassword());
        } else if (mayOtherwise) {
            changed.fire(new AccountChanged(username, account.sessionGeneration()));
        }
        return account.view();
    }

    /**
     * Gives a new password, ends the user's sessions and revokes the tokens: whoever used the account until now has lost
     * it.
     *
     * @param own the caller's own password, asked for again
     * @throws ThrottledException after too many wrong tries at it
     */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public void setPassword(String username, char[] password, boolean mustChange, char[] own) {
        InputCheck check = new InputCheck();
        check.attempt(() -> {
            PasswordRules.check(username, password);
            return username;
        });
        check.attempt(() -> ownPassword.confirmed(own, AuditAction.PASSWORD_SET));
        check.finish();
        refuseWithoutPassword(existing(stored.find(username).orElse(null), username), password);
        String hash = hashed(password);
        give(lock(username), hash, mustChange);
    }

    /** A password beside the single sign-on would let somebody in whom its provider does not vouch for any more. */
    private static void refuseWithoutPassword(Account account, char[] password) {
        if (password != null && !account.hasPassword()) {
            throw new ConflictException("conflict.sign_on", "this user has no password here but signs on elsewhere");
        }
    }

    private void give(Account account, String hash, boolean mustChange) {
        account.changePassword(hash, mustChange);
        changed.fire(new AccountChanged(account.username(), account.sessionGeneration()));
        auditLog.record(
                AuditAction.PASSWORD_SET, account.username(), mustChange ? "to be changed at the next login" : null);
        revokeTokens(account.username());
    }

    private void revokeTokens(String username) {
        int revoked = entityManager
                .createQuery("DELETE FROM ApiToken t WHERE t.username = :username")
                .setParameter("username", username)
                .executeUpdate();
        if (revoked > 0) {
            auditLog.record(AuditAction.TOKEN_REVOKED, username, "all " + revoked + ", with the password");
        }
    }

    /** Deletes the account and its tokens; its devices belong to nobody then. The last administrator stays. */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public void delete(String username) {
        Account account = lock(username);
        if (account.isActiveAdministrator()) {
            refuseForLastAdministrator();
        }
        deleted.fire(new AccountDeleted(username));
        entityManager.remove(account);
        changed.fire(new AccountChanged(username, Long.MAX_VALUE));
        auditLog.record(AuditAction.ACCOUNT_DELETED, username, description(account.view()));
    }

    @RolesAllowed({Roles.USER, Roles.OPERATOR, Roles.ADMINISTRATOR})
    public AccountView own() {
        return existing(entityManager.find(Account.class, caller.username()), caller.username())
                .view();
    }

    @RolesAllowed({Roles.USER, Roles.OPERATOR, Roles.ADMINISTRATOR})
    public AccountView updateOwn(ProfileDraft draft) {
        Account account = lock(caller.username());
        AccountView before = account.view();
        account.changeProfile(
                rules.displayName(draft.displayName(), account.username()),
                rules.email(draft.email()),
                rules.zone(draft.zone()),
                rules.language(draft.language()));
        AccountView after = account.view();
        // Whoever switches between two languages would fill the log.
        if (!description(before).equals(description(after)) || !Objects.equals(before.zone(), after.zone())) {
            auditLog.record(AuditAction.PROFILE_CHANGED, account.username(), description(after));
        }
        return after;
    }

    /**
     * Changes the caller's password. All their sessions end but the one of the answer's generation: the web module puts
     * it into the current session.
     *
     * @param revokeTokens whether programs that use a token of the caller are shut out, too
     * @throws ThrottledException after too many wrong tries at the current password
     */
    @RolesAllowed({Roles.USER, Roles.OPERATOR, Roles.ADMINISTRATOR})
    public AuthenticatedAccount changeOwnPassword(char[] current, char[] replacement, boolean revokeTokens) {
        String username = caller.username();
        PasswordRules.check(username, replacement);
        if (Arrays.equals(current, replacement)) {
            throw new InvalidInputException("password", Rule.SAME);
        }
        Account confirmed = ownPassword.confirmed(current, AuditAction.PASSWORD_CHANGED);
        refuseWithoutPassword(confirmed, replacement);
        // Before the lock: a hash takes long, and whoever logs in meanwhile needs the row.
        String hash = hashed(replacement);
        Account account = lock(username);
        if (!account.passwordHash().equals(confirmed.passwordHash())) {
            throw ConflictException.stale("User", username);
        }
        account.changePassword(hash, false);
        changed.fire(new AccountChanged(username, account.sessionGeneration()));
        auditLog.record(AuditAction.PASSWORD_CHANGED, username, null);
        if (revokeTokens) {
            revokeTokens(username);
        }
        return account.authenticated();
    }

    private String hashed(char[] password) {
        return passwords.limited(() -> passwords.hash(password));
    }

    private Account lock(String username) {
        return existing(entityManager.find(Account.class, username, LockModeType.PESSIMISTIC_WRITE), username);
    }

    private static Account existing(Account account, String username) {
        if (account == null) {
            throw new NotFoundException("User", username);
        }
        return account;
    }

    /** Locks all administrators, so that two of them cannot remove each other at the same time. */
    private void refuseForLastAdministrator() {
        int administrators = entityManager
                .createQuery("SELECT a FROM Account a WHERE a.role = :role AND a.active = true", Account.class)
                .setParameter("role", Role.ADMINISTRATOR)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList()
                .size();
        if (administrators < 2) {
            throw new ConflictException("conflict.last_administrator", "the last administrator has to stay");
        }
    }

    private static String description(AccountView account) {
        return account.displayName() + ", " + account.role() + (account.active() ? "" : ", deactivated")
                + (account.email() == null ? "" : ", " + account.email());
    }

    private static String order(PageRequest page) {
        String field = SORTED_BY.getOrDefault(page.sort() == null ? "username" : page.sort(), "e.username");
        return field + (page.ascending() ? " ASC" : " DESC") + ", e.username ASC";
    }
}
