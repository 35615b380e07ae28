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
            .mapToObj(minute -> new Reading(minute(minute), BigDecimal.valueOf(minute)))
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

    private static Instant minute(int minute) {
        return ZERO.plusSeconds(60L * minute);
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
