package energy.ems.metering.readings;

import energy.ems.metering.readings.StoredReadings.Range;
import energy.ems.platform.BoundedMap;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The latest readings of the meters that this node hears from, kept in memory because the next reading of a meter nearly
 * always follows them: then nobody has to ask the database what it stored a moment ago.
 *
 * <p>They are believed only by the version of a meter's readings, which stands in the row that is locked before: whoever
 * stores, replaces or removes a reading gives the meter another version, one that never was before. So a transaction that
 * is undone, another node, a person's decision or a restored database make what is kept here unknown, and not wrong.
 * Thread-safe.
 */
@ApplicationScoped
public class RecentReadings {

    /** Some hundred bytes each. */
    private static final int MOST_METERS = 100_000;

    private static final int MOST_READINGS = 200;

    private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

    private final Map<Long, Tail> tails = Collections.synchronizedMap(new BoundedMap<>(MOST_METERS));

    /** All readings of a meter from an instant on; in arrays, because there are very many of them. */
    private record Tail(long version, long from, long[] takenAt, long[] unscaled, byte[] scales) {

        TreeMap<Instant, BigDecimal> in(Range range) {
            TreeMap<Instant, BigDecimal> readings = new TreeMap<>();
            long to = range.to().toEpochMilli();
            int start = Arrays.binarySearch(takenAt, range.from().toEpochMilli());
            for (int i = start < 0 ? -start - 1 : start; i < takenAt.length && takenAt[i] < to; i++) {
                readings.put(Instant.ofEpochMilli(takenAt[i]), BigDecimal.valueOf(unscaled[i], scales[i]));
            }
            return readings;
        }
    }

    /**
     * The readings of that range.
     *
     * @param version of the meter's readings, read under its lock
     * @return null when they are not known
     */
    public TreeMap<Instant, BigDecimal> find(Range range, long version) {
        Tail tail = tails.get(range.meterId());
        return tail == null || tail.version() != version || range.from().toEpochMilli() < tail.from()
                ? null
                : tail.in(range);
    }

    /**
     * Keeps the latest readings of a meter.
     *
     * @param version the new one, which the meter gets in this transaction
     * @param from from when on these are all readings of the meter that there are
     */
    public void keep(long meterId, long version, Instant from, SortedMap<Instant, BigDecimal> readings) {
        if (readings.size() > MOST_READINGS || !readings.values().stream().allMatch(RecentReadings::isShort)) {
            tails.remove(meterId);
            return;
        }
        long[] takenAt = new long[readings.size()];
        long[] unscaled = new long[readings.size()];
        byte[] scales = new byte[readings.size()];
        int i = 0;
        for (Map.Entry<Instant, BigDecimal> reading : readings.entrySet()) {
            takenAt[i] = reading.getKey().toEpochMilli();
            unscaled[i] = reading.getValue().unscaledValue().longValueExact();
            scales[i] = (byte) reading.getValue().scale();
            i++;
        }
        tails.put(meterId, new Tail(version, from.toEpochMilli(), takenAt, unscaled, scales));
    }

    private static boolean isShort(BigDecimal value) {
        return Math.abs(value.scale()) <= Byte.MAX_VALUE
                && value.unscaledValue().abs().compareTo(LARGEST) <= 0;
    }

    /**
     * What is kept under one version holds under the next as well, unless something of it was changed.
     *
     * @param latest the latest instant of which a reading was stored or replaced
     */
    public void carry(long meterId, long version, long next, Instant latest) {
        Tail tail = tails.get(meterId);
        if (tail != null && tail.version() == version && latest.toEpochMilli() < tail.from()) {
            tails.put(meterId, new Tail(next, tail.from(), tail.takenAt(), tail.unscaled(), tail.scales()));
        }
    }
}
