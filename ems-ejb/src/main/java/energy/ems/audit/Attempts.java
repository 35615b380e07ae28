package energy.ems.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What was tried in vain since a moment, in sum, and who took many figures away. What somebody tries again and again
 * stands in the log the first, the tenth, the hundredth time and so on, so these are entries and not tries.
 *
 * @param byAction of what was refused
 * @param places where it came from, the most first
 * @param people in whose name, or by whom
 * @param readers who took many figures away: by exports and by large answers
 * @param newest of what was refused, the newest first
 */
public record Attempts(
        Instant since,
        Map<AuditAction, Long> byAction,
        List<Source> places,
        List<Source> people,
        List<Source> readers,
        List<AuditEntry> newest) {

    /**
     * @param name an address or a user; null when it is not known
     * @param entries how many entries
     * @param others from how many addresses or as how many users; of readers, of how many devices
     */
    public record Source(String name, long entries, long others, Instant last) {}
}
