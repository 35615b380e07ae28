package energy.ems.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * How the log's entries are chained: each seal is the SHA-256 of the seal before and of all that the entry says, so that
 * whoever changes, removes or slips in an entry would have to make all later seals anew, and the one that somebody has
 * written down elsewhere would show it. {@code ./ems audit verify} computes the same by itself.
 */
final class AuditChain {

    private AuditChain() {}

    /** @param before the seal before it */
    static String seal(String before, AuditEntry entry) {
        StringBuilder text = new StringBuilder(before);
        add(text, Long.toString(entry.id()));
        add(text, Long.toString(entry.at().toEpochMilli()));
        add(text, entry.actor());
        add(text, entry.action().name());
        add(text, entry.subject());
        add(text, entry.detail());
        add(text, entry.address());
        add(text, entry.outcome().name());
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** With its length, so that no two entries read the same when they are written in a row. */
    private static void add(StringBuilder text, String field) {
        if (field == null) {
            text.append("|-");
        } else {
            text.append('|').append(field.length()).append(':').append(field);
        }
    }
}
