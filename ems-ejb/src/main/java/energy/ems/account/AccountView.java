package energy.ems.account;

import java.time.Instant;
import java.time.ZoneId;

/**
 * An account as it is stored, without anything secret.
 *
 * @param version to be given back with a change, so that nobody overwrites what they have not seen
 * @param lastLoginAt null before the first login
 */
public record AccountView(
        String username,
        String displayName,
        String email,
        Role role,
        ZoneId zone,
        String language,
        boolean active,
        boolean mustChangePassword,
        long version,
        Instant createdAt,
        Instant lastLoginAt) {}
