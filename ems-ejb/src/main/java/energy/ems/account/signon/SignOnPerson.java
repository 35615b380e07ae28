package energy.ems.account.signon;

import energy.ems.account.Role;
import java.util.Optional;

/**
 * Somebody whom the provider of the single sign-on vouches for: its claims, verified.
 *
 * @param issuer and subject together say who it is; nothing else does
 * @param role what the claims allow; empty for nothing at all
 * @param name what an account for them would best be called, or null
 * @param displayName null when the provider does not say
 * @param email verified by the provider, or null
 * @param language of two letters, or null
 * @param zone as the provider says it, or null
 */
public record SignOnPerson(
        String issuer,
        String subject,
        Optional<Role> role,
        String name,
        String displayName,
        String email,
        String language,
        String zone) {}
