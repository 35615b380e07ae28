package energy.ems.account.token;

import energy.ems.account.Account;
import energy.ems.account.OwnPassword;
import energy.ems.audit.AuditAction;
import energy.ems.audit.AuditLog;
import energy.ems.boundary.Caller;
import energy.ems.boundary.ConflictException;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.InvalidInputException.Rule;
import energy.ems.boundary.NotFoundException;
import energy.ems.boundary.Roles;
import energy.ems.boundary.ThrottledException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** API tokens: everybody's own, and for administrators those of all, to be looked at and revoked. */
@Stateless
@RolesAllowed({Roles.USER, Roles.OPERATOR, Roles.ADMINISTRATOR})
public class ApiTokens {

    private static final int LONGEST_NAME = 100;
    private static final int MOST_TOKENS = 100;
    private static final Duration LONGEST_LIFE = Duration.ofDays(366);

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    Caller caller;

    @Inject
    OwnPassword ownPassword;

    @Inject
    AuditLog auditLog;

    @Inject
    Clock clock;

    public List<ApiTokenView> own() {
        return ofCaller().stream().map(ApiToken::view).toList();
    }

    /** The tokens of that user. */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public List<ApiTokenView> of(String username) {
        return tokensOf(username).stream().map(ApiToken::view).toList();
    }

    /**
     * @param expiresAt at most a year ahead
     * @param own the caller's own password, asked for again; wiped by the caller afterwards
     * @throws ThrottledException after too many wrong tries at it
     */
    public IssuedToken issue(String name, TokenScope scope, Instant expiresAt, char[] own) {
        Instant now = clock.instant();
        String label = name == null ? "" : name.strip();
        require(!label.isEmpty(), "name", Rule.REQUIRED);
        require(label.length() <= LONGEST_NAME, "name", Rule.TOO_LONG, LONGEST_NAME);
        require(scope != null, "scope", Rule.REQUIRED);
        require(expiresAt != null, "expires_at", Rule.REQUIRED);
        require(expiresAt.isAfter(now), "expires_at", Rule.NOT_IN_FUTURE);
        require(!expiresAt.isAfter(now.plus(LONGEST_LIFE)), "expires_at", Rule.TOO_LARGE, now.plus(LONGEST_LIFE));
        Account owner = ownPassword.confirmed(own, AuditAction.TOKEN_ISSUED);
        if (ofCaller().size() >= MOST_TOKENS) {
            throw new ConflictException("conflict.too_many_tokens", "at most " + MOST_TOKENS + " tokens for a user");
        }
        String text = ApiToken.randomSecret();
        ApiToken token = new ApiToken(owner, label, scope, text, now, expiresAt);
        entityManager.persist(token);
        // The database gives the id.
        entityManager.flush();
        auditLog.record(AuditAction.TOKEN_ISSUED, caller.username(), label + " " + scope + " until " + expiresAt);
        return new IssuedToken(token.view(), text);
    }

    public void revoke(long id) {
        revoke(ofCaller(), id);
    }

    @RolesAllowed(Roles.ADMINISTRATOR)
    public void revoke(String username, long id) {
        revoke(tokensOf(username), id);
    }

    private void revoke(List<ApiToken> tokens, long id) {
        ApiToken token = tokens.stream()
                .filter(each -> each.view().id() == id)
                .findAny()
                .orElseThrow(() -> new NotFoundException("Token", id));
        entityManager.remove(token);
        auditLog.record(AuditAction.TOKEN_REVOKED, token.username(), token.name());
    }

    private List<ApiToken> ofCaller() {
        return tokensOf(caller.username());
    }

    private List<ApiToken> tokensOf(String username) {
        return entityManager
                .createQuery("SELECT t FROM ApiToken t WHERE t.username = :username ORDER BY t.id", ApiToken.class)
                .setParameter("username", username)
                .getResultList();
    }

    private static void require(boolean kept, String field, Rule rule, Object... arguments) {
        if (!kept) {
            throw new InvalidInputException(field, rule, arguments);
        }
    }
}
