package energy.ems.metering.backfill.file;

import energy.ems.metering.profile.Amount;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which times have come already: a bit for each whole second, so that years of minutes take little room. */
final class SeenTimes {

    private static final long SECONDS_PER_DAY = 86_400;

    private final Map<Long, BitSet> secondsOfDay = new HashMap<>();
    private final Set<Instant> others = new HashSet<>();
    private Instant latest;
    private Amount latestSaid;

    /** Whether it comes for the first time. */
    boolean add(Instant at, Amount said) {
        boolean isNew = at.getNano() == 0 ? addSecond(at.getEpochSecond()) : others.add(at);
        if (isNew) {
            latest = at;
            latestSaid = said;
        }
        return isNew;
    }

    private boolean addSecond(long second) {
        BitSet day = secondsOfDay.computeIfAbsent(Math.floorDiv(second, SECONDS_PER_DAY), unused -> new BitSet());
        int position = (int) Math.floorMod(second, SECONDS_PER_DAY);
        boolean isNew = !day.get(position);
        day.set(position);
        return isNew;
    }

    /** Whether the line before said the very same. */
    boolean isRepetition(Instant at, Amount said) {
        return at.equals(latest) && said.isSame(latestSaid);
    }
}
