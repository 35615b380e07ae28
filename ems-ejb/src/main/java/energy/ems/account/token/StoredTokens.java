package energy.ems.account.token;

import energy.ems.account.Account;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Looks tokens up, in transactions of its own. Public for {@code account.login} alone, which slows down whoever guesses:
 * this does not.
 */
@Stateless
@PermitAll
public class StoredTokens {

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    Clock clock;

    /** Whether it looks like a token at all, so that nobody's nonsense costs a look into the database. */
    public static boolean isWellFormed(String text) {
        return ApiToken.isWellFormed(text);
    }

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public Optional<AuthenticatedToken> verify(String secret) {
        Instant now = clock.instant();
        return entityManager
                .createQuery("SELECT t FROM ApiToken t WHERE t.secretHash = :hash", ApiToken.class)
                .setParameter("hash", ApiToken.hash(secret))
                .getResultStream()
                .findAny()
                .filter(token -> token.isGoodAt(now))
                .flatMap(token -> authenticated(token, now));
    }

    private Optional<AuthenticatedToken> authenticated(ApiToken token, Instant now) {
        Account account = entityManager.find(Account.class, token.username());
        if (account == null || !account.isActive()) {
            return Optional.empty();
        }
        token.used(now);
        return Optional.of(new AuthenticatedToken(account.authenticated(token.role()), token.scope()));
    }
}
