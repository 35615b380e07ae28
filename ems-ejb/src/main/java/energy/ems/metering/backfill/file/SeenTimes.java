package energy.ems.metering.backfill.file;

import java.math.BigDecimal;
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
    private BigDecimal latestValue;

    /** Whether it comes for the first time. */
    boolean add(Instant at, BigDecimal value) {
        boolean isNew = at.getNano() == 0 ? addSecond(at.getEpochSecond()) : others.add(at);
        if (isNew) {
            latest = at;
            latestValue = value;
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
    boolean isRepetition(Instant at, BigDecimal value) {
        return at.equals(latest) && value.compareTo(latestValue) == 0;
    }
}
