package energy.ems.metering.backfill.file;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How the times of a file follow each other.
 *
 * @param isAscending whether the earliest comes first
 * @param period the commonest distance of two times in a row; null where there is none
 * @param doubled how often each time stands in the file that the clock showed twice
 */
record Rhythm(boolean isAscending, Duration period, TreeMap<LocalDateTime, Integer> doubled) {

    /** A year of doubled seconds, and more distances than any rhythm has. */
    private static final int MOST = 4_000;

    static Rhythm of(ReadingsFile file, Layout layout) {
        Map<Duration, Integer> distances = new HashMap<>();
        TreeMap<LocalDateTime, Integer> doubled = new TreeMap<>();
        Instant previous = null;
        int up = 0;
        ReadingsFile.Lines lines = file.open();
        LineReader reader = new LineReader(lines.columns(), layout);
        for (List<String> cells = lines.next(); cells != null; cells = lines.next()) {
            Optional<Moment> moment = reader.isOfSeries(cells) ? reader.moment(cells) : Optional.empty();
            if (moment.isEmpty() || moment.get().instants().isEmpty()) {
                continue;
            }
            if (moment.get().isAmbiguous()) {
                if (doubled.size() < MOST) {
                    doubled.merge(moment.get().local(), 1, Integer::sum);
                }
                previous = null;
                continue;
            }
            Instant at = moment.get().instants().get(0);
            if (previous != null && !previous.equals(at)) {
                up += previous.isBefore(at) ? 1 : -1;
                Duration distance = Duration.between(previous, at).abs();
                if (distances.size() < MOST || distances.containsKey(distance)) {
                    distances.merge(distance, 1, Integer::sum);
                }
            }
            previous = at;
        }
        Duration commonest = distances.entrySet().stream()
                .max(Map.Entry.<Duration, Integer>comparingByValue()
                        .thenComparing(entry -> entry.getKey().negated()))
                .map(Map.Entry::getKey)
                .orElse(null);
        return new Rhythm(up >= 0, commonest, doubled);
    }

    /** Whether the file has each of these times twice, so that its order can tell which is which. */
    boolean hasEachTwice() {
        return doubled.values().stream().allMatch(times -> times == 2);
    }

    boolean standsTwice(LocalDateTime local) {
        return doubled.getOrDefault(local, 0) == 2;
    }
}
