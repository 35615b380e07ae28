package energy.ems.metering.profile;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Readings that were loaded in advance, for many meters with one query, in front of the source that has them all. Only
 * what reaches beyond the loaded range asks the source.
 */
public final class KnownReadings implements ReadingSource {

    private static final Comparator<Reading> BY_TIME = Comparator.comparing(Reading::at);

    private final Instant from;
    private final Instant to;
    private final List<Reading> loaded;
    private final ReadingSource rest;

    /**
     * @param from {@link Instant#MIN} when there are none before those that are loaded
     * @param to {@link Instant#MAX} when there are none after them
     * @param loaded all readings in {@code [from, to)}, ascending
     */
    public KnownReadings(Instant from, Instant to, List<Reading> loaded, ReadingSource rest) {
        this.from = from;
        this.to = to;
        this.loaded = List.copyOf(loaded);
        this.rest = rest;
    }

    @Override
    public List<Reading> before(Instant instant, int count) {
        if (instant.isBefore(from) || instant.isAfter(to)) {
            return rest.before(instant, count);
        }
        int end = indexOf(instant);
        if (end >= count || from.equals(Instant.MIN)) {
            return loaded.subList(Math.max(0, end - count), end);
        }
        List<Reading> readings = new ArrayList<>(rest.before(from, count - end));
        readings.addAll(loaded.subList(0, end));
        return readings;
    }

    @Override
    public Optional<Reading> lastAboveZero(Instant from, Instant before) {
        if (before.isBefore(this.from) || before.isAfter(this.to)) {
            return rest.lastAboveZero(from, before);
        }
        for (int i = indexOf(before) - 1; i >= 0 && !loaded.get(i).at().isBefore(from); i--) {
            if (loaded.get(i).kwh().signum() > 0) {
                return Optional.of(loaded.get(i));
            }
        }
        return from.isBefore(this.from) ? rest.lastAboveZero(from, this.from) : Optional.empty();
    }

    @Override
    public List<Reading> between(Instant from, Instant to) {
        if (!from.isBefore(to)) {
            return List.of();
        }
        if (!from.isBefore(this.to) || !to.isAfter(this.from)) {
            return rest.between(from, to);
        }
        List<Reading> known = loaded.subList(indexOf(from), indexOf(to));
        if (!from.isBefore(this.from) && !to.isAfter(this.to)) {
            return known;
        }
        // A window of whole hours reaches a little beyond on either side; what lies between would be read a second
        // time.
        List<Reading> readings = new ArrayList<>();
        if (from.isBefore(this.from)) {
            readings.addAll(rest.between(from, this.from));
        }
        readings.addAll(known);
        if (to.isAfter(this.to)) {
            readings.addAll(rest.between(this.to, to));
        }
        return readings;
    }

    @Override
    public List<Reading> from(Instant instant, int count) {
        if (instant.isBefore(from) || instant.isAfter(to)) {
            return rest.from(instant, count);
        }
        int start = indexOf(instant);
        int available = loaded.size() - start;
        if (available >= count || to.equals(Instant.MAX)) {
            return loaded.subList(start, start + Math.min(available, count));
        }
        List<Reading> readings = new ArrayList<>(loaded.subList(start, loaded.size()));
        readings.addAll(rest.from(to, count - available));
        return readings;
    }

    /** The index of the first reading at or after the instant. */
    private int indexOf(Instant instant) {
        int index = Collections.binarySearch(loaded, new Reading(instant, BigDecimal.ZERO), BY_TIME);
        return index < 0 ? -index - 1 : index;
    }
}
