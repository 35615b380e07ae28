package energy.ems.metering.readings;

import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.metering.profile.Amount;
import energy.ems.metering.readings.StoredReadings.Range;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RecentReadingsKeptTest {

    private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");
    private static final Range FROM_TEN = new Range(1, TEN, TEN.plus(Duration.ofHours(3)));

    private final RecentReadings recent = new RecentReadings(1_000);

    /** From ten o'clock on, one in ten minutes. */
    private static TreeMap<Instant, Amount> readings(int count) {
        TreeMap<Instant, Amount> readings = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            BigDecimal value = new BigDecimal("0.10").add(BigDecimal.valueOf(i));
            readings.put(TEN.plus(Duration.ofMinutes(10L * i)), Amount.of(value));
        }
        return readings;
    }

    @Test
    void whatIsKeptComesBackAsItWas() {
        recent.keep(1, 7, TEN, readings(5));
        assertThat(recent.find(FROM_TEN, 7)).isEqualTo(new RecentReadings.Known(TEN, readings(5)));
    }

    @Test
    void whatStatesItsLengthKeepsItAndTheOthersHaveNone() {
        TreeMap<Instant, Amount> readings = readings(5);
        readings.put(TEN.plusSeconds(7), new Amount(new BigDecimal("0.5"), Amount.LONGEST));
        recent.keep(1, 7, TEN, readings);
        assertThat(recent.find(FROM_TEN, 7)).isEqualTo(new RecentReadings.Known(TEN, readings));
        recent.carry(1, 7, 8, TEN.minusMillis(1));
        assertThat(recent.find(FROM_TEN, 8).readings()).isEqualTo(readings);
    }

    @Test
    void onlyTheRangeThatIsAskedForComesBack() {
        recent.keep(1, 7, TEN, readings(12));
        Range hour = new Range(1, TEN.plusSeconds(3600), TEN.plusSeconds(7200));
        assertThat(recent.find(hour, 7).readings())
                .isEqualTo(new TreeMap<>(readings(12).subMap(hour.from(), hour.to())));
    }

    @Test
    void anotherVersionIsNotBelieved() {
        recent.keep(1, 7, TEN, readings(5));
        assertThat(recent.find(FROM_TEN, 8)).isNull();
    }

    @Test
    void whatLiesBeforeIsNotKnownUnlessThereIsNothing() {
        Range before = new Range(1, TEN.minusSeconds(1), TEN.plusSeconds(3600));
        recent.keep(1, 7, TEN, readings(5));
        assertThat(recent.find(before, 7)).isNull();
        recent.keep(1, 8, Instant.MIN, readings(5));
        assertThat(recent.find(before, 8)).isEqualTo(new RecentReadings.Known(Instant.MIN, readings(5)));
    }

    @Test
    void aChangeBeforeItLeavesItAsItIsAndOneInsideDoesNot() {
        recent.keep(1, 7, TEN, readings(5));
        recent.carry(1, 7, 8, TEN.minusMillis(1));
        assertThat(recent.find(FROM_TEN, 8).readings()).isEqualTo(readings(5));
        recent.carry(1, 8, 9, TEN);
        assertThat(recent.find(FROM_TEN, 9)).isNull();
    }

    @Test
    void aNumberTooLongForItsArraysIsNotKept() {
        TreeMap<Instant, Amount> readings = readings(2);
        readings.put(TEN.plusSeconds(9), Amount.of(new BigDecimal("123456789012345678.123456789012")));
        recent.keep(1, 7, TEN, readings);
        assertThat(recent.find(FROM_TEN, 7)).isNull();
    }

    @Test
    void whoeverWasHeardLongestAgoIsForgottenFirst() {
        for (long meter = 1; meter <= 60; meter++) {
            recent.keep(meter, 7, TEN, readings(18));
            assertThat(recent.find(FROM_TEN, 7))
                    .as("meter 1, asked for after %d", meter)
                    .isNotNull();
        }
        assertThat(recent.find(new Range(2, FROM_TEN.from(), FROM_TEN.to()), 7)).isNull();
        assertThat(recent.find(new Range(60, FROM_TEN.from(), FROM_TEN.to()), 7))
                .isNotNull();
    }
}
