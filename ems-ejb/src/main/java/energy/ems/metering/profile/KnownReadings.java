package energy.ems.metering.profile;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Readings that were loaded in advance, for many meters with one query, in front of the source that has the others. Only
 * what reaches beyond the loaded range asks the source, and what the source has of that range is not believed: it may lack
 * what is about to be stored.
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
        if (instant.isBefore(from)) {
            return rest.before(instant, count);
        }
        if (instant.isAfter(to)) {
            List<Reading> beyond = rest.before(instant, count).stream()
                    .filter(reading -> !reading.at().isBefore(to))
                    .toList();
            return join(before(to, count - beyond.size()), beyond);
        }
        int end = indexOf(instant);
        if (end >= count || from.equals(Instant.MIN)) {
            return loaded.subList(Math.max(0, end - count), end);
        }
        return join(rest.before(from, count - end), loaded.subList(0, end));
    }

    private static List<Reading> join(List<Reading> first, List<Reading> then) {
        List<Reading> readings = new ArrayList<>(first);
        readings.addAll(then);
        return readings;
    }

    @Override
    public Optional<Reading> lastAboveZero(Instant from, Instant before) {
        if (before.isBefore(this.from)) {
            return rest.lastAboveZero(from, before);
        }
        if (before.isAfter(this.to)) {
            Instant beyond = from.isAfter(this.to) ? from : this.to;
            Optional<Reading> last = rest.lastAboveZero(beyond, before);
            return last.isPresent() || !from.isBefore(this.to) ? last : lastAboveZero(from, this.to);
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
        if (instant.isAfter(to)) {
            return rest.from(instant, count);
        }
        if (instant.isBefore(from)) {
            List<Reading> nearer = rest.from(instant, count).stream()
                    .filter(reading -> reading.at().isBefore(from))
                    .toList();
            return join(nearer, from(from, count - nearer.size()));
        }
        int start = indexOf(instant);
        int available = loaded.size() - start;
        if (available >= count || to.equals(Instant.MAX)) {
            return loaded.subList(start, start + Math.min(available, count));
        }
        return join(loaded.subList(start, loaded.size()), rest.from(to, count - available));
    }

    /** The index of the first reading at or after the instant. */
    private int indexOf(Instant instant) {
        int index = Collections.binarySearch(loaded, new Reading(instant, BigDecimal.ZERO), BY_TIME);
        return index < 0 ? -index - 1 : index;
    }
}
