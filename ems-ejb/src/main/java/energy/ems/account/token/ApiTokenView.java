package energy.ems.account.token;

import java.time.Instant;

/**
 * A token without its secret.
 *
 * @param lastUsedAt to the minute; null before the first use
 */
public record ApiTokenView(
        long id, String name, TokenScope scope, Instant createdAt, Instant expiresAt, Instant lastUsedAt) {}
