package energy.ems.audit;

import java.time.Instant;

/**
 * The newest link of the log's chain: written down elsewhere, it proves later that nothing before it was changed.
 *
 * @param entries how many entries are sealed
 * @param hash 64 hexadecimal digits
 */
public record AuditSealView(long entries, String hash, Instant sealedAt) {}
