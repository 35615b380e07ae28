package energy.ems.web.api.people;

import energy.ems.account.token.IssuedToken;
import energy.ems.account.token.TokenScope;
import java.time.Instant;

/**
 * A token that was just issued.
 *
 * @param token what to send as bearer token; shown this once
 */
public record IssuedTokenJson(
        long id, String name, TokenScope scope, Instant createdAt, Instant expiresAt, String token) {

    static IssuedTokenJson of(IssuedToken issued) {
        return new IssuedTokenJson(
                issued.token().id(),
                issued.token().name(),
                issued.token().scope(),
                issued.token().createdAt(),
                issued.token().expiresAt(),
                issued.secret());
    }
}
