package energy.ems.metering.profile;

import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.metering.profile.LoadProfileOracle.Said;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

/**
 * Whatever is said of a meter's settings and ruled of its readings, and in whatever order: the last that was said of an
 * instant decides.
 */
class DatedSettingsPropertyTest {

    private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");

    /** What is ruled of the reading of an instant; null for nothing any more. */
    record Ruled(Instant at, Ruling ruling) {}

    /**
     * A meter's values in the unit of their time, what is said of its settings, the first for all along, and what is
     * ruled of its readings.
     */
    record Life(List<Reading> values, List<Said> said, List<Ruled> ruled) {

        Map<Instant, Ruling> rulings() {
            return rulings(ruled);
        }

        static Map<Instant, Ruling> rulings(List<Ruled> ruled) {
            Map<Instant, Ruling> rulings = new HashMap<>();
            for (Ruled each : ruled) {
                if (each.ruling() == null) {
                    rulings.remove(each.at());
                } else {
                    rulings.put(each.at(), each.ruling());
                }
            }
            return rulings;
        }

        DatedSettings dated() {
            return DatedSettingsPropertyTest.dated(said)
                    .ruled(new Rulings(rulings()))
                    .stating(GeneratedReadings.longestStated(values));
        }

        List<Reading> readings(List<Said> sofar) {
            return values.stream().map(value -> inKwh(value, sofar)).toList();
        }
    }

    private static Reading inKwh(Reading value, List<Said> said) {
        MeterSettings then = LoadProfileOracle.inForce(said, value.at());
        BigDecimal multiplied = value.kwh().multiply(then.factor());
        Duration stated = then.readingMode() == ReadingMode.INTERVAL ? value.stated() : null;
        Duration length = stated == null ? then.expectedInterval() : stated;
        return new Reading(
                value.at(),
                switch (then.unit()) {
                    case KWH -> multiplied;
                    case WH -> multiplied.movePointLeft(3);
                    case MWH -> multiplied.movePointRight(3);
                    case KW -> LoadProfileOracle.energyOf(multiplied, length);
                    case W -> LoadProfileOracle.energyOf(multiplied.movePointLeft(3), length);
                },
                stated);
    }

    private static DatedSettings dated(List<Said> said) {
        DatedSettings settings = DatedSettings.always(said.get(0).settings());
        for (Said each : said.subList(1, said.size())) {
            settings = settings.changed(each.from(), each.settings());
        }
        return settings;
    }

    @Property(tries = 4_000)
    void theLastThatWasSaidOfAnInstantDecides(@ForAll("lives") Life life, @ForAll Random random) {
        DatedSettings settings = dated(life.said());

        for (int i = 0; i < 50; i++) {
            List<Instant> changes = life.said().stream()
                    .map(Said::from)
                    .filter(change -> change.isAfter(Instant.MIN))
                    .toList();
            Instant instant = i % 2 == 0 || changes.isEmpty()
                    ? BEGIN.plusMillis(random.nextLong(-1_000_000, 400_000_000))
                    : changes.get(random.nextInt(changes.size())).plusMillis(i / 2 % 3 - 1L);
            assertThat(settings.at(instant))
                    .as(instant.toString())
                    .isEqualTo(LoadProfileOracle.inForce(life.said(), instant));
        }
    }

    @Property(tries = 2_000)
    void aValueIsTheEnergyThatItsUnitAndFactorSay(@ForAll("lives") Life life) {
        DatedSettings settings = dated(life.said());

        for (Reading value : life.values()) {
            assertThat(settings.reading(value.at(), new Amount(value.kwh(), value.stated()))
                            .kwh())
                    .as("%s by %s", value, settings.at(value.at()))
                    .isEqualByComparingTo(inKwh(value, life.said()).kwh());
        }
    }

    @Property(tries = 8_000)
    void hoursAreWhatTheRulesSay(@ForAll("lives") Life life) {
        List<Reading> readings = life.readings(life.said());

        LoadProfile profile = LoadProfile.of(life.dated(), readings);

        LoadProfileOracle oracle = new LoadProfileOracle(life.said(), life.rulings(), readings);
        assertThat(LoadProfilePropertyTest.findings(profile)).isEqualTo(oracle.findings());
        assertThat(LoadProfilePropertyTest.hours(profile)).isEqualTo(oracle.hours());
    }

    /** Readings, settings and rulings come in any order, and each time just that is recalculated which they can have touched. */
    @Property(tries = 3_000, shrinking = ShrinkingMode.BOUNDED)
    void whateverTheWayThereTheEndIsTheSame(@ForAll("lives") Life life, @ForAll Random random) {
        Stored stored = lived(life, life.values(), random);

        LoadProfile everything = LoadProfile.of(life.dated(), life.readings(life.said()));
        assertThat(stored.hours()).isEqualTo(everything.hours());
        assertThat(List.copyOf(stored.findings.values())).isEqualTo(everything.findings());
    }

    /**
     * Lives through it, in any order.
     *
     * @param deliveries the values as they come
     */
    static Stored lived(Life life, List<Reading> deliveries, Random random) {
        Stored stored = new Stored(life.said().get(0));
        List<Reading> sent = new ArrayList<>(deliveries);
        if (random.nextBoolean()) {
            Collections.shuffle(sent, random);
        }
        int changes = 1;
        int i = 0;
        List<Ruled> ruled = new ArrayList<>(life.ruled());
        while (i < sent.size() || changes < life.said().size() || !ruled.isEmpty()) {
            if (!ruled.isEmpty() && random.nextInt(4) == 0) {
                stored.rule(ruled.remove(0));
                continue;
            }
            int left = sent.size() - i;
            if (left > 0 && (changes == life.said().size() || random.nextInt(3) > 0)) {
                int size = Math.min(
                        left, 1 + random.nextInt(List.of(1, 3, 20, 1_000).get(random.nextInt(4))));
                size = left > 120 ? Math.min(left, size + left / 20) : size;
                stored.receive(sent.subList(i, i + size));
                i += size;
            } else if (changes < life.said().size()) {
                stored.change(life.said().get(changes++));
                if (random.nextBoolean()) {
                    stored.recompute(random);
                }
            }
        }
        stored.recompute(random);
        return stored;
    }

    /** A counter that starts anew by design does so at the first zero by that setting, however many come before and after. */
    @Test
    void aZeroThatIsReadOtherwiseIsNotForgottenAmongTheOthers() {
        MeterSettings counts = MeterSettings.of(ReadingMode.CUMULATIVE, Duration.ofMinutes(10));
        List<Said> said = List.of(
                new Said(Instant.MIN, counts),
                new Said(BEGIN.plus(Duration.ofMinutes(35)), counts.withAfterReset(AfterReset.FROM_ZERO)),
                new Said(BEGIN.plus(Duration.ofMinutes(65)), counts));
        NavigableMap<Instant, Reading> readings = new TreeMap<>();
        for (int i = 0; i < 800; i++) {
            Instant at = BEGIN.plus(Duration.ofMinutes(10L * i));
            int shown = i < 2 ? 3 + i : i < 783 ? 0 : i - 773;
            readings.put(at, new Reading(at, BigDecimal.valueOf(shown)));
        }
        List<HourValue> everything =
                LoadProfile.of(dated(said), List.copyOf(readings.values())).hours();

        AffectedWindow last = AffectedHours.ofAdded(
                        dated(said), List.of(BEGIN.plus(Duration.ofMinutes(7_850))), new MapSource(readings))
                .get(0);

        assertThat(last.profile().hours())
                .isNotEmpty()
                .isEqualTo(everything.stream()
                        .filter(hour -> !hour.start().isBefore(last.from())
                                && hour.start().isBefore(last.to()))
                        .toList());
    }

    /** The key of a finding. */
    private record Place(Instant until, Finding.Kind kind) {}

    /** What the pipeline does with a database, done with maps. */
    static final class Stored {
        private final List<Said> said = new ArrayList<>();
        private final List<Ruled> ruled = new ArrayList<>();
        private final NavigableMap<Instant, Reading> values = new TreeMap<>();
        private final NavigableMap<Instant, HourValue> hours = new TreeMap<>();
        private final NavigableMap<Place, Finding> findings =
                new TreeMap<>(Comparator.comparing(Place::until).thenComparing(Place::kind));
        private final List<Instant[]> ordered = new ArrayList<>();

        Stored(Said first) {
            said.add(first);
        }

        void receive(List<Reading> batch) {
            List<Instant> added = batch.stream()
                    .filter(value -> values.putIfAbsent(value.at(), value) == null)
                    .map(Reading::at)
                    .toList();
            store(AffectedHours.ofAdded(dated(), added, new MapSource(readings())));
        }

        private DatedSettings dated() {
            return DatedSettingsPropertyTest.dated(said)
                    .ruled(new Rulings(Life.rulings(ruled)))
                    .stating(GeneratedReadings.longestStated(values.values()));
        }

        void rule(Ruled ruling) {
            DatedSettings former = dated();
            ruled.add(ruling);
            store(AffectedHours.ofRulings(former, dated(), List.of(ruling.at()), new MapSource(readings())));
        }

        /** Orders to recompute what the change touches. */
        void change(Said change) {
            DatedSettings former = dated();
            said.add(change);
            dated().changeFrom(former).filter(each -> !values.isEmpty()).ifPresent(each -> {
                Instant first = values.firstKey();
                Instant since = each.since().isAfter(first) ? each.since() : first;
                Instant from = since.minus(each.before());
                Instant to = values.lastKey().plusMillis(1).plus(each.after());
                if (from.isBefore(to)) {
                    ordered.add(new Instant[] {from, to});
                }
            });
        }

        /** Piece by piece. */
        void recompute(Random random) {
            for (Instant[] order : ordered) {
                Instant from = order[0];
                while (from.isBefore(order[1])) {
                    List<Instant> inside =
                            List.copyOf(values.subMap(from, order[1]).keySet());
                    int size = 1 + random.nextInt(60);
                    Instant to = size < inside.size() ? inside.get(size) : order[1];
                    TreeSet<Instant> touched =
                            new TreeSet<>(values.subMap(from, to).keySet());
                    values.headMap(from, false).descendingKeySet().stream()
                            .limit(3)
                            .forEach(touched::add);
                    values.tailMap(to).keySet().stream().limit(3).forEach(touched::add);
                    store(AffectedHours.within(dated(), from, to, touched, new MapSource(readings())));
                    from = to;
                }
            }
            ordered.clear();
        }

        private NavigableMap<Instant, Reading> readings() {
            NavigableMap<Instant, Reading> readings = new TreeMap<>();
            values.forEach((at, value) -> readings.put(at, inKwh(value, said)));
            return readings;
        }

        private void store(List<AffectedWindow> windows) {
            for (AffectedWindow window : windows) {
                hours.subMap(window.from(), window.to()).clear();
                window.profile().hours().forEach(hour -> hours.put(hour.start(), hour));
                findings.keySet()
                        .removeIf(place -> !place.until().isBefore(window.from())
                                && place.until().isBefore(window.to()));
                window.profile()
                        .findings()
                        .forEach(finding -> findings.put(new Place(finding.until(), finding.kind()), finding));
            }
        }

        List<HourValue> hours() {
            return List.copyOf(hours.values());
        }
    }

    @Provide
    Arbitrary<Life> lives() {
        Arbitrary<ReadingMode> modes = Arbitraries.of(ReadingMode.values());
        Arbitrary<IntervalStamp> stamps = Arbitraries.of(IntervalStamp.values());
        // Such that no register has more decimals than are kept.
        Arbitrary<Tuple.Tuple2<EnergyUnit, String>> units = Combinators.combine(
                        Arbitraries.of(EnergyUnit.values()),
                        Arbitraries.frequency(
                                Tuple.of(6, "1"), Tuple.of(1, "40"), Tuple.of(1, "0.25"), Tuple.of(1, "3.7")))
                .as(Tuple::of);
        Arbitrary<String> capacities =
                Arbitraries.frequency(Tuple.of(3, ""), Tuple.of(1, "1000"), Tuple.of(1, "100000"));
        Arbitrary<Duration> intervals = Arbitraries.of(
                Duration.ofMinutes(10),
                Duration.ofMinutes(15),
                Duration.ofMinutes(7),
                Duration.ofHours(1),
                Duration.ofHours(2),
                Duration.ofDays(1));
        Arbitrary<MeterSettings> settings = Combinators.combine(
                        modes,
                        stamps,
                        units,
                        capacities,
                        intervals,
                        Arbitraries.of(AfterReset.values()),
                        Arbitraries.of(Direction.values()))
                .as((mode, stamp, unit, capacity, interval, reset, direction) -> new MeterSettings(
                        unit.get1().isPower() ? ReadingMode.INTERVAL : mode,
                        stamp,
                        unit.get1(),
                        capacity.isEmpty() ? null : new BigDecimal(capacity),
                        interval,
                        MeterSettings.DEFAULT_MAXIMUM_POWER_KW,
                        new BigDecimal(unit.get2()),
                        reset,
                        direction));
        // Where a change falls: at a reading, near it, in between, before all of them, after them, or all along.
        Arbitrary<Integer> places = Arbitraries.integers().between(-3, 60);
        Arbitrary<Long> beside = Arbitraries.of(0L, 0L, 1L, -1L, 300_000L, 3_600_000L, 90_000_000L);
        Arbitrary<List<Tuple.Tuple2<Integer, Ruling>>> rulings = Combinators.combine(
                        Arbitraries.integers().between(0, 60),
                        Arbitraries.of(Ruling.values()).injectNull(0.2))
                .as(Tuple::of)
                .list()
                .ofMaxSize(6);
        return Combinators.combine(
                        GeneratedReadings.arbitrary(),
                        Combinators.combine(places, beside, settings)
                                .as(Tuple::of)
                                .list()
                                .ofMaxSize(5),
                        rulings)
                .as((readings, changes, ruled) -> {
                    List<Said> said = new ArrayList<>();
                    said.add(new Said(Instant.MIN, readings.settings()));
                    for (Tuple.Tuple3<Integer, Long, MeterSettings> each : changes) {
                        int place = each.get1();
                        List<Reading> values = readings.readings();
                        Instant near = place < 0 || values.isEmpty()
                                ? BEGIN.plus(Duration.ofHours(7L * place))
                                : values.get(Math.min(place, values.size() - 1)).at();
                        said.add(new Said(place == -3 ? Instant.MIN : near.plusMillis(each.get2()), each.get3()));
                    }
                    return new Life(readings.readings(), said, ruled(readings, ruled));
                });
    }

    /** Of the readings that a person would look at, by their findings, and of any. */
    private static List<Ruled> ruled(GeneratedReadings readings, List<Tuple.Tuple2<Integer, Ruling>> ruled) {
        List<Instant> places = new ArrayList<>();
        LoadProfile.of(readings.settings(), readings.readings()).findings().forEach(finding -> {
            places.add(finding.from());
            places.add(finding.until());
        });
        readings.readings().forEach(reading -> places.add(reading.at()));
        return places.isEmpty()
                ? List.of()
                : ruled.stream()
                        .map(each -> new Ruled(places.get(each.get1() % places.size()), each.get2()))
                        .toList();
    }
}
