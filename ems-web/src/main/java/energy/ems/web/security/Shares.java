package energy.ems.web.security;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How much of something that all share one of them may hold at a time. Thread-safe. */
final class Shares {

    private final int most;
    private final Map<String, Integer> taken = new ConcurrentHashMap<>();

    /** @param most how many for each */
    Shares(int most) {
        this.most = most;
    }

    /** Whether there was one left; to be given back then. */
    boolean take(String who) {
        int before = taken.merge(who, 1, Integer::sum) - 1;
        if (before < most) {
            return true;
        }
        giveBack(who);
        return false;
    }

    void giveBack(String who) {
        taken.computeIfPresent(who, (same, number) -> number == 1 ? null : number - 1);
    }

    boolean areAllBack() {
        return taken.isEmpty();
    }
}
