package energy.ems.metering.readings;

import com.github.benmanes.caffeine.cache.Cache;
import energy.ems.metering.profile.Amount;
import energy.ems.metering.readings.StoredReadings.Range;
import energy.ems.platform.Remembered;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
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

    /** An eighth of the heap, at some 32 bytes a reading with its share of what is around it. */
    private static final long MOST = Runtime.getRuntime().maxMemory() / 8 / 32;

    private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

    private final Cache<Long, Tail> tails;

    public RecentReadings() {
        this(MOST);
    }

    /** @param most how many readings it keeps, with what is around them */
    RecentReadings(long most) {
        tails = Remembered.upTo(most, Tail::weight);
    }

    /**
     * What is known of a meter's readings: all of them in {@code [from, to)}.
     *
     * @param from {@link Instant#MIN} when there are none before
     */
    public record Known(Instant from, TreeMap<Instant, Amount> readings) {}

    /**
     * All readings of a meter from an instant on; in arrays, because there are very many of them.
     *
     * @param stated the lengths of their intervals in seconds, 0 where none is stated; null where none ever is
     */
    private record Tail(long version, long from, long[] takenAt, long[] unscaled, byte[] scales, int[] stated) {

        /** What is around the readings counts as some more of them. */
        int weight() {
            return takenAt.length + 6;
        }

        Known in(Range range) {
            TreeMap<Instant, Amount> readings = new TreeMap<>();
            Instant known = from == Long.MIN_VALUE ? Instant.MIN : range.from();
            long to = range.to().toEpochMilli();
            int start = Arrays.binarySearch(takenAt, millis(known));
            for (int i = start < 0 ? -start - 1 : start; i < takenAt.length && takenAt[i] < to; i++) {
                BigDecimal value = BigDecimal.valueOf(unscaled[i], scales[i]);
                readings.put(Instant.ofEpochMilli(takenAt[i]), Amount.of(value, stated == null ? 0 : stated[i]));
            }
            return new Known(known, readings);
        }
    }

    /**
     * The readings of that range.
     *
     * @param version of the meter's readings, read under its lock
     * @return null when they are not known
     */
    public Known find(Range range, long version) {
        Tail tail = tails.getIfPresent(range.meterId());
        return tail == null || tail.version() != version || range.from().toEpochMilli() < tail.from()
                ? null
                : tail.in(range);
    }

    /**
     * Keeps the latest readings of a meter.
     *
     * @param version the new one, which the meter gets in this transaction
     * @param from from when on these are all readings of the meter that there are; {@link Instant#MIN} for ever
     */
    public void keep(long meterId, long version, Instant from, SortedMap<Instant, Amount> readings) {
        if (!readings.values().stream().allMatch(said -> isShort(said.value()))) {
            return;
        }
        long[] takenAt = new long[readings.size()];
        long[] unscaled = new long[readings.size()];
        byte[] scales = new byte[readings.size()];
        int[] stated = null;
        int i = 0;
        for (Map.Entry<Instant, Amount> reading : readings.entrySet()) {
            BigDecimal value = reading.getValue().value();
            takenAt[i] = reading.getKey().toEpochMilli();
            unscaled[i] = value.unscaledValue().longValueExact();
            scales[i] = (byte) value.scale();
            Integer seconds = reading.getValue().seconds();
            if (seconds != null) {
                stated = stated == null ? new int[readings.size()] : stated;
                stated[i] = seconds;
            }
            i++;
        }
        tails.put(meterId, new Tail(version, millis(from), takenAt, unscaled, scales, stated));
    }

    private static long millis(Instant from) {
        return from.equals(Instant.MIN) ? Long.MIN_VALUE : from.toEpochMilli();
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
        Tail tail = tails.getIfPresent(meterId);
        if (tail != null && tail.version() == version && latest.toEpochMilli() < tail.from()) {
            tails.put(
                    meterId,
                    new Tail(next, tail.from(), tail.takenAt(), tail.unscaled(), tail.scales(), tail.stated()));
        }
    }
}
