package energy.ems.metering.profile;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** A meter's life with everything that happens to real ones. */
public record GeneratedReadings(MeterSettings settings, List<Reading> readings) {

    enum Event {
        COUNTS,
        STANDS_STILL,
        RESET,
        OTHER_METER,
        GLITCH_TO_ZERO,
        GLITCH_DOWN,
        JITTER,
        SWING,
        SMALL_SPIKE,
        GREAT_SPIKE,
        GARBAGE
    }

    /**
     * @param size random, 0 to 9,999; what it means depends on the event
     * @param lasts number of further readings that show the same
     */
    record Step(Event event, Duration after, int size, int lasts) {}

    /** Whose values can be taken for those of any mode. */
    public static Arbitrary<GeneratedReadings> arbitrary() {
        return Arbitraries.frequencyOf(Tuple.of(3, registers()), Tuple.of(1, intervalValues(Direction.CONSUMPTION)));
    }

    /** Also those whose values may be negative. */
    public static Arbitrary<GeneratedReadings> inAnyDirection() {
        return Arbitraries.frequencyOf(Tuple.of(6, arbitrary()), Tuple.of(1, intervalValues(Direction.NET)));
    }

    /** The longest length that any of them states. */
    static Duration longestStated(Collection<Reading> readings) {
        return readings.stream()
                .map(Reading::stated)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    static Arbitrary<GeneratedReadings> registers() {
        Arbitrary<String> capacities = Arbitraries.of("none", "1000", "100000");
        Arbitrary<Integer> starts = Arbitraries.of(0, 0, 3, 990, 50_000, 99_900);
        Arbitrary<Duration> intervals =
                Arbitraries.of(Duration.ofMinutes(10), Duration.ofMinutes(1), Duration.ofHours(2));
        Arbitrary<AfterReset> resets =
                Arbitraries.frequency(Tuple.of(3, AfterReset.NEW_STRETCH), Tuple.of(2, AfterReset.FROM_ZERO));
        return Combinators.combine(capacities, starts, intervals, resets, steps())
                .as((capacity, start, interval, reset, steps) -> {
                    MeterSettings settings =
                            MeterSettings.of(ReadingMode.CUMULATIVE, interval).withAfterReset(reset);
                    return new GeneratedReadings(
                            capacity.equals("none")
                                    ? settings
                                    : settings.withRegisterCapacity(new BigDecimal(capacity)),
                            register(steps, BigDecimal.valueOf(start), capacity));
                });
    }

    static Arbitrary<GeneratedReadings> intervalValues(Direction direction) {
        Arbitrary<Duration> intervals = Arbitraries.of(
                Duration.ofMinutes(10),
                Duration.ofMinutes(15),
                Duration.ofMinutes(7),
                Duration.ofHours(1),
                Duration.ofHours(2),
                Duration.ofMinutes(100));
        return Combinators.combine(intervals, Arbitraries.of(IntervalStamp.values()), steps(), statedLengths())
                .as((interval, stamp, steps, stated) -> {
                    List<Reading> readings = new ArrayList<>();
                    Instant at = Instant.parse("2026-03-01T00:00:00Z");
                    long fedIn = direction == Direction.NET ? 5_000 : 0;
                    for (Step step : steps) {
                        readings.add(new Reading(
                                at,
                                BigDecimal.valueOf(step.size - fedIn, 7),
                                stated.get(readings.size() % stated.size())));
                        at = at.plus(step.after);
                    }
                    return new GeneratedReadings(
                            MeterSettings.of(ReadingMode.INTERVAL, interval)
                                    .withIntervalStamp(stamp)
                                    .withDirection(direction),
                            readings);
                });
    }

    /** Of one reading after the other, again and again; null where it states none. Most meters never do. */
    private static Arbitrary<List<Duration>> statedLengths() {
        Arbitrary<Duration> stated = Arbitraries.of(
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(15),
                        Duration.ofMinutes(30),
                        Duration.ofHours(1),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(3_601),
                        Duration.ofMinutes(137),
                        Duration.ofDays(1))
                .injectNull(0.4);
        List<Duration> none = Collections.singletonList(null);
        return Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(none)),
                Tuple.of(1, stated.list().ofMinSize(1).ofMaxSize(6)));
    }

    private static Arbitrary<List<Step>> steps() {
        Arbitrary<Event> events = Arbitraries.frequency(
                Tuple.of(40, Event.COUNTS),
                Tuple.of(4, Event.STANDS_STILL),
                Tuple.of(2, Event.RESET),
                Tuple.of(1, Event.OTHER_METER),
                Tuple.of(2, Event.GLITCH_TO_ZERO),
                Tuple.of(2, Event.GLITCH_DOWN),
                Tuple.of(1, Event.JITTER),
                Tuple.of(2, Event.SWING),
                Tuple.of(1, Event.SMALL_SPIKE),
                Tuple.of(1, Event.GREAT_SPIKE),
                Tuple.of(1, Event.GARBAGE));
        Arbitrary<Duration> times = Arbitraries.frequency(
                Tuple.of(20, Duration.ofMinutes(10)),
                Tuple.of(3, Duration.ofMillis(613_123)),
                Tuple.of(2, Duration.ofSeconds(7)),
                Tuple.of(1, Duration.ofMillis(1)),
                Tuple.of(2, Duration.ofMinutes(137)),
                Tuple.of(1, Duration.ofHours(31)));
        Arbitrary<Integer> lasts = Arbitraries.frequency(
                Tuple.of(10, 0), Tuple.of(4, 1), Tuple.of(4, 2), Tuple.of(3, 3), Tuple.of(1, 8), Tuple.of(1, 150));
        Arbitrary<Integer> sizes = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.integers().between(0, 9_999)),
                Tuple.of(1, Arbitraries.integers().between(0, 99).map(size -> size * 100)),
                Tuple.of(1, Arbitraries.integers().between(0, 9).map(size -> size * 1_000)));
        return Combinators.combine(events, times, sizes, lasts)
                .as(Step::new)
                .list()
                .ofMaxSize(40);
    }

    private static List<Reading> register(List<Step> steps, BigDecimal start, String capacity) {
        List<Reading> readings = new ArrayList<>();
        BigDecimal register = start;
        Instant at = Instant.parse("2026-03-01T00:00:00Z");
        for (Step step : steps) {
            int shown = 1 + (step.event == Event.COUNTS || step.event == Event.STANDS_STILL ? 0 : step.lasts);
            for (int i = 0; i < shown; i++) {
                BigDecimal used = BigDecimal.valueOf(step.size, 3);
                switch (step.event) {
                    case RESET -> register = i == 0 ? BigDecimal.valueOf(step.size % 3) : register.add(used);
                    case OTHER_METER -> register = i == 0 ? BigDecimal.valueOf(step.size * 37L, 1) : register.add(used);
                    case STANDS_STILL -> {}
                    case SWING -> register = i == 0 ? register.add(used) : register;
                    default -> register = register.add(used);
                }
                if (!capacity.equals("none")) {
                    register = register.remainder(new BigDecimal(capacity));
                }
                readings.add(new Reading(at, shownBy(step, i, register)));
                at = at.plus(step.lasts > 100 ? Duration.ofMinutes(1) : step.after);
            }
        }
        return readings;
    }

    private static BigDecimal swung(BigDecimal register, int units) {
        int decimals = Math.max(0, register.stripTrailingZeros().scale());
        return register.subtract(BigDecimal.valueOf(units, decimals)).max(BigDecimal.ZERO);
    }

    private static BigDecimal shownBy(Step step, int i, BigDecimal register) {
        return switch (step.event) {
            case GLITCH_TO_ZERO -> BigDecimal.ZERO;
            case GLITCH_DOWN -> register.multiply(BigDecimal.valueOf(step.size % 100, 2));
            case JITTER -> register.subtract(BigDecimal.valueOf(i % 2, 2)).max(BigDecimal.ZERO);
            case SWING -> swung(register, i / (1 + step.size % 5) % 2 * (1 + step.size % 2));
            case SMALL_SPIKE -> register.add(BigDecimal.valueOf(step.size % 150));
            case GREAT_SPIKE -> register.add(BigDecimal.valueOf(step.size * 1_000_000L));
            case GARBAGE -> BigDecimal.valueOf((step.size + 1L) * 7919 * (i + 3) % 1_000_003, i % 5);
            default -> register;
        };
    }
}
