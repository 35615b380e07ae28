package energy.ems.metering.meter;

import energy.ems.metering.meter.LimitsAndOwners.Limits;
import energy.ems.metering.profile.Energy;
import energy.ems.metering.profile.UtcHour;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What changes of the limits and owners of some meters, in the order in which it does, to be written at once: many
 * meters then cost no more statements than one. The callers hold the meters' locks.
 */
public final class FactChanges {

    private final Map<Long, TreeMap<Instant, BigDecimal>> limits = new HashMap<>();
    private final Map<Long, TreeMap<Instant, String>> owners = new HashMap<>();
    private final TreeMap<Place, BigDecimal> newLimits = new TreeMap<>();
    private final TreeMap<Place, String> newOwners = new TreeMap<>();

    private record Place(long meterId, long validFrom) implements Comparable<Place> {

        @Override
        public int compareTo(Place other) {
            int byMeter = Long.compare(meterId, other.meterId);
            return byMeter != 0 ? byMeter : Long.compare(validFrom, other.validFrom);
        }
    }

    /** Notes what is stored already. */
    void knownLimit(long meterId, Instant from, BigDecimal limitKwh) {
        limitsOf(meterId).put(from, limitKwh);
    }

    /** Notes what is stored already. */
    void knownOwner(long meterId, Instant from, String owner) {
        ownersOf(meterId).put(from, owner);
    }

    private TreeMap<Instant, BigDecimal> limitsOf(long meterId) {
        return limits.computeIfAbsent(meterId, id -> new TreeMap<>());
    }

    private TreeMap<Instant, String> ownersOf(long meterId) {
        return owners.computeIfAbsent(meterId, id -> new TreeMap<>());
    }

    /** A limit that counts from the start of that instant's hour on. */
    public void limit(long meterId, Instant from, BigDecimal limitKwh) {
        TreeMap<Instant, BigDecimal> known = limitsOf(meterId);
        if (!Energy.sameNumber(new Limits(known).at(from), limitKwh)) {
            Instant hour = UtcHour.of(from);
            known.put(hour, limitKwh);
            newLimits.put(new Place(meterId, hour.toEpochMilli()), limitKwh);
        }
    }

    /** An owner who counts from the start of that instant's hour on. */
    public void owner(long meterId, Instant from, String owner) {
        Instant hour = UtcHour.of(from);
        ownersOf(meterId).put(hour, owner);
        newOwners.put(new Place(meterId, hour.toEpochMilli()), owner);
    }

    /** Whether anybody, or expressly nobody, was ever said to own the meter: so since its first event with settings. */
    public boolean hasHadOwner(long meterId) {
        return !ownersOf(meterId).isEmpty();
    }

    /** Since when the latest of what is known of the meter is true. */
    public Instant latestChange(long meterId) {
        return Stream.of(limitsOf(meterId), ownersOf(meterId))
                .filter(known -> !known.isEmpty())
                .map(TreeMap::lastKey)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    List<Object[]> limitRows() {
        return rows(newLimits);
    }

    List<Object[]> ownerRows() {
        return rows(newOwners);
    }

    private static List<Object[]> rows(Map<Place, ?> values) {
        List<Object[]> rows = new ArrayList<>();
        values.forEach((place, value) -> rows.add(new Object[] {place.meterId(), place.validFrom(), value}));
        return rows;
    }
}
