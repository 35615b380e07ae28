package energy.ems.metering.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What was loaded is not asked for again, and what a range reaches beyond it is. */
class KnownReadingsTest {

    private static final Instant ZERO = Instant.parse("2026-11-02T00:00:00Z");

    private final List<String> asked = new ArrayList<>();

    private final List<Reading> all = IntStream.range(0, 60)
            .mapToObj(minute -> new Reading(minute(minute), BigDecimal.valueOf(minute % 23 == 0 ? minute : 0)))
            .toList();

    private final KnownReadings known = new KnownReadings(minute(20), minute(40), all.subList(20, 40), new Recording());

    @Test
    void answersARangeThatReachesBeyondWithoutAskingForWhatIsLoaded() {
        assertThat(known.between(minute(10), minute(50))).isEqualTo(all.subList(10, 50));
        assertThat(asked).containsExactly("10-20", "40-50");
    }

    @Test
    void answersARangeThatReachesBeyondOneEnd() {
        assertThat(known.between(minute(0), minute(21))).isEqualTo(all.subList(0, 21));
        assertThat(known.between(minute(39), minute(60))).isEqualTo(all.subList(39, 60));
        assertThat(asked).containsExactly("0-20", "40-60");
    }

    @Test
    void asksNobodyForWhatIsLoaded() {
        assertThat(known.between(minute(20), minute(40))).isEqualTo(all.subList(20, 40));
        assertThat(known.between(minute(25), minute(25))).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void asksOnceForWhatLiesElsewhere() {
        assertThat(known.between(minute(0), minute(20))).isEqualTo(all.subList(0, 20));
        assertThat(known.between(minute(40), minute(60))).isEqualTo(all.subList(40, 60));
        assertThat(asked).containsExactly("0-20", "40-60");
    }

    @Test
    void knowsThatNothingLiesBeyondTheEndsOfTime() {
        KnownReadings everything = new KnownReadings(Instant.MIN, Instant.MAX, all, new Recording());
        assertThat(everything.between(Instant.MIN, Instant.MAX)).isEqualTo(all);
        assertThat(asked).isEmpty();
    }

    /** What is about to be stored is loaded already and not yet in the source. */
    @Test
    void aSourceThatLacksWhatIsLoadedIsAskedForNothingOfIt() {
        List<Reading> others = new ArrayList<>(all);
        others.subList(20, 40).clear();
        ReadingSource whole = new Listed(all);
        ReadingSource joined = new KnownReadings(minute(20), minute(40), all.subList(20, 40), new Listed(others));

        for (int minute = 0; minute <= 60; minute++) {
            for (int other = 0; other <= 60; other++) {
                assertThat(joined.before(minute(minute), other)).isEqualTo(whole.before(minute(minute), other));
                assertThat(joined.from(minute(minute), other)).isEqualTo(whole.from(minute(minute), other));
                assertThat(joined.between(minute(minute), minute(other)))
                        .isEqualTo(whole.between(minute(minute), minute(other)));
                assertThat(joined.lastAboveZero(minute(minute), minute(other)))
                        .isEqualTo(whole.lastAboveZero(minute(minute), minute(other)));
            }
        }
    }

    private static Instant minute(int minute) {
        return ZERO.plusSeconds(60L * minute);
    }

    private record Listed(List<Reading> readings) implements ReadingSource {

        @Override
        public List<Reading> before(Instant instant, int count) {
            List<Reading> before = readings.stream()
                    .filter(each -> each.at().isBefore(instant))
                    .toList();
            return before.subList(Math.max(0, before.size() - count), before.size());
        }

        @Override
        public Optional<Reading> lastAboveZero(Instant from, Instant before) {
            return between(from, before).stream()
                    .filter(each -> each.kwh().signum() > 0)
                    .reduce((one, other) -> other);
        }

        @Override
        public List<Reading> between(Instant from, Instant to) {
            return readings.stream()
                    .filter(each -> !each.at().isBefore(from) && each.at().isBefore(to))
                    .toList();
        }

        @Override
        public List<Reading> from(Instant instant, int count) {
            return readings.stream()
                    .filter(each -> !each.at().isBefore(instant))
                    .limit(count)
                    .toList();
        }
    }

    private final class Recording implements ReadingSource {

        @Override
        public List<Reading> between(Instant from, Instant to) {
            asked.add((from.getEpochSecond() - ZERO.getEpochSecond()) / 60 + "-"
                    + (to.getEpochSecond() - ZERO.getEpochSecond()) / 60);
            return all.stream()
                    .filter(each -> !each.at().isBefore(from) && each.at().isBefore(to))
                    .toList();
        }

        @Override
        public List<Reading> before(Instant instant, int count) {
            throw new AssertionError("not asked");
        }

        @Override
        public List<Reading> from(Instant instant, int count) {
            throw new AssertionError("not asked");
        }

        @Override
        public Optional<Reading> lastAboveZero(Instant from, Instant before) {
            throw new AssertionError("not asked");
        }
    }
}
