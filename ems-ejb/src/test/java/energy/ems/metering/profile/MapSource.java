package energy.ems.metering.profile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;

/** Readings in a map, which counts how often it is asked and how much it answers. */
final class MapSource implements ReadingSource {
    private final NavigableMap<Instant, Reading> readings;
    private int questions;
    private int answered;

    MapSource(NavigableMap<Instant, Reading> readings) {
        this.readings = readings;
    }

    @Override
    public List<Reading> before(Instant instant, int count) {
        List<Reading> before = new ArrayList<>(readings.headMap(instant, false).descendingMap().values().stream()
                .limit(count)
                .toList());
        Collections.reverse(before);
        return answer(before);
    }

    @Override
    public Optional<Reading> lastAboveZero(Instant from, Instant before) {
        return readings.subMap(from, true, before, false).descendingMap().values().stream()
                .filter(reading -> reading.kwh().signum() > 0)
                .findFirst();
    }

    @Override
    public List<Reading> between(Instant from, Instant to) {
        return answer(List.copyOf(readings.subMap(from, to).values()));
    }

    @Override
    public List<Reading> from(Instant instant, int count) {
        return answer(
                readings.tailMap(instant, true).values().stream().limit(count).toList());
    }

    private List<Reading> answer(List<Reading> answer) {
        questions++;
        answered += answer.size();
        return answer;
    }

    int questions() {
        return questions;
    }

    int answered() {
        return answered;
    }
}
