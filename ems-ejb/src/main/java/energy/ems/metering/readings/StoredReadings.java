package energy.ems.metering.readings;

import energy.ems.metering.meter.Meter;
import energy.ems.metering.profile.Amount;
import energy.ems.metering.profile.DatedSettings;
import energy.ems.metering.profile.Reading;
import energy.ems.metering.profile.ReadingSource;
import energy.ems.metering.profile.UtcHour;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The stored readings, as those who calculate with them ask for them; on the connection of the current transaction. The
 * callers hold the meters' locks.
 */
@ApplicationScoped
public class StoredReadings {

    /** A piece of a range has readings of no more hours than that, however few they are: four weeks. */
    private static final int HOURS = 28 * 24;

    /** As many rows are looked through at a time for a reading of which nobody knows how long ago it was. */
    private static final int BACK = 50;

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    ReadingBlocks blocks;

    @Inject
    ReadingRevisions revisions;

    /** A range of one meter's readings, {@code [from, to)}; to the millisecond, as readings are. */
    public record Range(long meterId, Instant from, Instant to) {

        public Range {
            from = stored(from);
            to = stored(to);
        }

        boolean holds(Instant at) {
            return !at.isBefore(from) && at.isBefore(to);
        }
    }

    /**
     * What is stored of an instant, in the meter's own unit.
     *
     * @param receivedAt is kept to the second
     */
    public record Stored(long meterId, Instant at, Amount said, Instant receivedAt) {

        Place place() {
            return new Place(meterId, at);
        }
    }

    /** What is stored next to a range. */
    public record Around(TreeMap<Instant, Amount> before, TreeMap<Instant, Amount> after) {}

    /** A reading's key, in the order in which they are written. */
    public record Place(long meterId, Instant at) implements Comparable<Place> {

        /** The key of the row in which it is stored. */
        Place hour() {
            return new Place(meterId, UtcHour.of(at));
        }

        @Override
        public int compareTo(Place other) {
            int byMeter = Long.compare(meterId, other.meterId);
            return byMeter != 0 ? byMeter : at.compareTo(other.at);
        }
    }

    /** An instant as a reading of it is stored, by which those that are stored are compared with it. */
    private static Instant stored(Instant instant) {
        return instant.equals(Instant.MAX) ? instant : instant.truncatedTo(ChronoUnit.MILLIS);
    }

    /** @return the values of each range, in the order of the ranges, each in the order of time */
    public List<TreeMap<Instant, Amount>> load(List<Range> ranges) {
        List<TreeMap<Instant, Amount>> loaded = new ArrayList<>(ranges.size());
        Map<Long, List<Integer>> ofMeter = new HashMap<>();
        for (int i = 0; i < ranges.size(); i++) {
            loaded.add(new TreeMap<>());
            ofMeter.computeIfAbsent(ranges.get(i).meterId(), id -> new ArrayList<>(1))
                    .add(i);
        }
        for (ReadingBlock block : blocks.in(ranges)) {
            block.forEach(reading -> {
                for (int i : ofMeter.get(reading.meterId())) {
                    if (ranges.get(i).holds(reading.at())) {
                        loaded.get(i).put(reading.at(), reading.said());
                    }
                }
            });
        }
        return loaded;
    }

    /** @return the values of the range with the time at which each came, in the order of their own time */
    public List<Stored> received(Range range) {
        return inOrder(blocks.in(List.of(range)), range::holds);
    }

    private static List<Stored> inOrder(List<ReadingBlock> blocks, Predicate<Instant> wanted) {
        List<Stored> readings = new ArrayList<>();
        for (ReadingBlock block : blocks) {
            block.forEach(reading -> {
                if (wanted.test(reading.at())) {
                    readings.add(reading);
                }
            });
        }
        readings.sort(Comparator.comparing(Stored::at));
        return readings;
    }

    /**
     * Readings as they are added to the rows of their hours: for whoever writes those rows anyway.
     *
     * @return may be changed
     */
    public static Map<Place, String> texts(Collection<Stored> readings) {
        Map<Place, List<Stored>> byHour = new TreeMap<>();
        readings.forEach(reading -> byHour.computeIfAbsent(reading.place().hour(), hour -> new ArrayList<>())
                .add(reading));
        Map<Place, String> texts = new TreeMap<>();
        byHour.forEach((hour, some) ->
                texts.put(hour, ReadingBlock.of(hour.meterId(), hour.at(), some).text()));
        return texts;
    }

    /**
     * Stores readings of instants of which none is stored. BEWARE: the caller gives the meters another version of their
     * readings in this transaction, with what else it writes of them.
     */
    public void append(Map<Place, String> texts) {
        blocks.append(texts);
    }

    /** The same with readings that take the place of stored ones. */
    public void rewrite(Collection<Stored> readings) {
        if (!readings.isEmpty()) {
            blocks.rewrite(byPlace(readings));
        }
    }

    private static Map<Place, Stored> byPlace(Collection<Stored> readings) {
        Map<Place, Stored> byPlace = new TreeMap<>();
        readings.forEach(reading -> byPlace.put(reading.place(), reading));
        return byPlace;
    }

    public void insert(List<Stored> readings) {
        append(texts(readings));
        changed(readings);
    }

    /** Puts other values in the place of stored ones. */
    public void replace(List<Stored> readings) {
        rewrite(readings);
        changed(readings);
    }

    public void remove(long meterId, Instant at) {
        blocks.rewrite(Collections.singletonMap(new Place(meterId, at), null));
        changed(Set.of(meterId));
    }

    /**
     * Takes readings away as if they had never been there, or puts back what they had taken the place of, with what was
     * recorded of it for that reason.
     *
     * @param old for each place, the value that is there again; null for none
     */
    public void takeBack(Map<Place, Amount> old, String reason, Instant now) {
        Map<Place, Stored> changes = new TreeMap<>();
        List<Place> restored = new ArrayList<>();
        old.forEach((place, said) -> {
            changes.put(place, said == null ? null : new Stored(place.meterId(), place.at(), said, now));
            if (said != null) {
                restored.add(place);
            }
        });
        revisions.forget(restored, reason);
        blocks.rewrite(changes);
        changed(old.keySet().stream().map(Place::meterId).collect(Collectors.toSet()));
    }

    private void changed(List<Stored> readings) {
        changed(readings.stream().map(Stored::meterId).collect(Collectors.toSet()));
    }

    /** Nobody may believe any more what is kept in memory of these meters' readings, and of the hours made of them. */
    public void changed(Set<Long> meterIds) {
        // BEWARE: by one key at a time, because with several a small table would be read, and locked, as a whole.
        try (PreparedStatement update =
                connection().prepareStatement("UPDATE meter SET readings_version = ? WHERE id = ?")) {
            for (long meterId : meterIds) {
                update.setLong(1, Meter.nextVersion());
                update.setLong(2, meterId);
                update.addBatch();
            }
            update.executeBatch();
        } catch (SQLException e) {
            throw new ReadingsUnavailableException(e);
        }
    }

    /** The readings of a meter as the calculation wants them, straight from the database. */
    public ReadingSource source(Meter meter) {
        DatedSettings settings = meter.settings();
        return new ReadingSource() {
            @Override
            public List<Reading> before(Instant end, int count) {
                Instant instant = stored(end);
                List<Reading> readings =
                        readings(blocks.latest(meter.id(), instant, count + 1), at -> at.isBefore(instant));
                return readings.subList(Math.max(0, readings.size() - count), readings.size());
            }

            @Override
            public Optional<Reading> lastAboveZero(Instant start, Instant end) {
                Instant from = stored(start);
                Instant before = stored(end);
                Instant upTo = before;
                while (true) {
                    List<ReadingBlock> some = blocks.latest(meter.id(), upTo, BACK);
                    List<Stored> readings = inOrder(some, at -> !at.isBefore(from) && at.isBefore(before));
                    for (int i = readings.size() - 1; i >= 0; i--) {
                        if (readings.get(i).said().value().signum() > 0) {
                            return Optional.of(reading(readings.get(i)));
                        }
                    }
                    if (some.size() < BACK || some.get(BACK - 1).hour().isBefore(from)) {
                        return Optional.empty();
                    }
                    upTo = some.get(BACK - 1).hour().minusMillis(1);
                }
            }

            @Override
            public List<Reading> between(Instant from, Instant to) {
                Range range = new Range(meter.id(), from, to);
                return readings(blocks.in(List.of(range)), range::holds);
            }

            @Override
            public List<Reading> from(Instant start, int count) {
                Instant instant = stored(start);
                List<Reading> readings =
                        readings(blocks.earliest(meter.id(), instant, count + 1), at -> !at.isBefore(instant));
                return readings.subList(0, Math.min(count, readings.size()));
            }

            private List<Reading> readings(List<ReadingBlock> some, Predicate<Instant> wanted) {
                return inOrder(some, wanted).stream().map(this::reading).toList();
            }

            private Reading reading(Stored stored) {
                return settings.reading(stored.at(), stored.said());
            }
        };
    }

    /** The first reading of each of these meters that has any, by the meter's id. */
    public Map<Long, Instant> firsts(Collection<Long> meterIds) {
        Map<Long, Instant> firsts = new HashMap<>();
        List<Range> beginnings = meterIds.stream()
                .map(id -> new Range(id, Instant.EPOCH, Instant.EPOCH))
                .toList();
        for (ReadingBlock block : blocks.around(beginnings, 1)) {
            block.forEach(reading ->
                    firsts.merge(reading.meterId(), reading.at(), (one, other) -> one.isBefore(other) ? one : other));
        }
        return firsts;
    }

    /**
     * Removes the oldest readings of a meter, which no hour is computed from any more. Needs no lock of the meter: nobody
     * stores or changes what is final.
     *
     * @param before the start of an hour
     * @param most of so many hours at once, so that nobody waits for it
     * @return how many there were; there may be more until there are none
     */
    public int removeBefore(long meterId, Instant before, int most) {
        int removed = blocks.removeBefore(meterId, before, most);
        if (removed > 0) {
            changed(Set.of(meterId));
        }
        return removed;
    }

    /**
     * Where pieces of about so many readings from the start of each range on end, exclusive; at the latest where it ends,
     * and at the earliest after the hour in which it begins.
     */
    public List<Instant> endsOfPieces(List<Range> ranges, int readings) {
        List<Instant> hours = blocks.endsOfPieces(ranges, readings, HOURS);
        List<Instant> ends = new ArrayList<>();
        for (int i = 0; i < ranges.size(); i++) {
            Range range = ranges.get(i);
            Instant hour = hours.get(i);
            Instant first = UtcHour.after(range.from());
            Instant end = hour == null ? range.to() : hour.isBefore(first) ? first : hour;
            ends.add(end.isBefore(range.to()) ? end : range.to());
        }
        return ends;
    }

    /** @return for each range the last readings before it and the first after it, so many of each */
    public List<Around> around(List<Range> ranges, int count) {
        Map<Long, List<Stored>> ofMeter = inOrder(blocks.around(ranges, count + 1), at -> true).stream()
                .collect(Collectors.groupingBy(Stored::meterId));
        return ranges.stream()
                .map(range -> around(range, ofMeter.getOrDefault(range.meterId(), List.of()), count))
                .toList();
    }

    private static Around around(Range range, List<Stored> inOrder, int count) {
        TreeMap<Instant, Amount> before = new TreeMap<>();
        TreeMap<Instant, Amount> after = new TreeMap<>();
        for (Stored reading : inOrder) {
            if (reading.at().isBefore(range.from())) {
                before.put(reading.at(), reading.said());
            } else if (!reading.at().isBefore(range.to())) {
                after.put(reading.at(), reading.said());
            }
        }
        while (before.size() > count) {
            before.pollFirstEntry();
        }
        while (after.size() > count) {
            after.pollLastEntry();
        }
        return new Around(before, after);
    }

    /** How many readings there are in the hours that {@code [from, to)} touches. */
    public long count(long meterId, Instant from, Instant to) {
        return blocks.count(new Range(meterId, from, to));
    }

    public Map<Instant, Amount> values(long meterId, Instant from, Instant to) {
        return new HashMap<>(load(List.of(new Range(meterId, from, to))).get(0));
    }

    private Connection connection() {
        return entityManager.unwrap(Connection.class);
    }

    /** The database refused or is away: the transaction must not commit. */
    static final class ReadingsUnavailableException extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        ReadingsUnavailableException(SQLException cause) {
            super("The readings cannot be read or stored: " + cause.getMessage(), cause);
        }
    }
}
