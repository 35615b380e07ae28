package energy.ems.metering.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every meter, whatever happens to it and in whatever order its readings arrive. */
class LoadProfilePropertyTest {

    @Property(tries = 8_000)
    void hoursAreWhatTheRulesSay(@ForAll("meters") GeneratedReadings meter) {
        LoadProfile profile = LoadProfile.of(meter.settings(), meter.readings());

        LoadProfileOracle oracle = new LoadProfileOracle(meter.settings(), meter.readings());
        assertThat(findings(profile)).isEqualTo(oracle.findings());
        assertThat(hours(profile)).isEqualTo(oracle.hours());
    }

    /** Conservation, said without the oracle: nothing gets lost between the first reading and the last. */
    @Property(tries = 1_000)
    void hoursOfAnUnbrokenStretchSumToTheDifferenceOfTheRegister(
            @ForAll @Size(min = 2, max = 50) List<@LongRange(min = 1, max = 400_000_000L) Long> millisApart,
            @ForAll @LongRange(max = 999_999_999_999L) long used) {
        Instant at = Instant.parse("2026-03-01T00:00:00Z");
        BigDecimal register = new BigDecimal("56842157.9");
        List<Reading> readings = new ArrayList<>();
        for (long millis : millisApart) {
            readings.add(new Reading(at, register));
            at = at.plusMillis(millis);
            register = register.add(BigDecimal.valueOf(used % (millis * 1_000_003L + 1), 12));
        }

        List<HourValue> hours = LoadProfile.of(
                        MeterSettings.of(ReadingMode.CUMULATIVE, Duration.ofMinutes(10)), readings)
                .hours();

        BigDecimal difference =
                readings.get(readings.size() - 1).kwh().subtract(readings.get(0).kwh());
        assertThat(sum(hours.stream().map(HourValue::energyKwh).toList())).isEqualByComparingTo(difference);
    }

    @Property(tries = 1_000)
    void anHourIsTheSumOfItsQuartersAndNeverNegativeButOfANet(@ForAll("meters") GeneratedReadings meter) {
        for (HourValue hour : LoadProfile.of(meter.settings(), meter.readings()).hours()) {
            assertThat(hour.energyKwh() == null).isEqualTo(hour.quality() == Quality.MISSING);
            if (hour.energyKwh() != null) {
                assertThat(hour.energyKwh().signum() >= 0 || meter.settings().direction() == Direction.NET)
                        .isTrue();
                assertThat(hour.energyKwh())
                        .isEqualByComparingTo(sum(hour.quarters().stream()
                                .map(QuarterHour::energyKwh)
                                .toList()));
            }
            assertThat(QuarterHour.parse(QuarterHour.format(hour.quarters()))).isEqualTo(hour.quarters());
        }
    }

    /** Duplicates, shuffles, late readings, corrections, deletions and redelivery, in batches of every size. */
    @Property(tries = 3_000, shrinking = ShrinkingMode.BOUNDED)
    void recalculatingWindowsEqualsRecalculatingEverything(
            @ForAll("meters") GeneratedReadings meter, @ForAll Random random) {
        StoredReadings stored = new StoredReadings(meter.settings());
        for (List<Reading> batch : deliveries(meter.readings(), random)) {
            stored.receive(batch, random);
            LoadProfile everything = LoadProfile.of(meter.settings(), stored.all());
            assertThat(stored.hours()).isEqualTo(everything.hours());
            assertThat(stored.findings()).isEqualTo(everything.findings());
        }
    }

    /**
     * Four readings that follow each other decide whatever was before, but not with a zero between them: a walk that
     * began with zeros takes that for the register's return and knows nothing of those before it.
     */
    @Test
    void aZeroAmongThemEndsWhatReadingsDecide() {
        MeterSettings settings = MeterSettings.of(ReadingMode.CUMULATIVE, Duration.ofMinutes(10));
        TreeMap<Instant, Reading> readings = new TreeMap<>();
        String[] life = {
            "00:00 900.000",
            "00:10 900.001",
            "00:20 900.002",
            "00:30 900.002",
            "00:40 900.002",
            "00:50 900.002",
            "01:00 0",
            "01:10 0",
            "01:20 0",
            "01:30 900.005",
            "01:40 900.005",
            "01:50 900.005",
            "02:00 0",
            "02:20 900.126",
            "02:30 904.126",
            "02:41 905.147",
            "04:58 905.146",
            "07:15 905.147",
            "09:32 909.147",
            "09:52 909.238",
            "10:02 914.145",
            "10:22 918.541"
        };
        for (String each : life) {
            Instant at = Instant.parse("2026-03-01T" + each.substring(0, 5) + ":13Z");
            readings.put(at, new Reading(at, new BigDecimal(each.substring(6))));
        }
        List<HourValue> everything =
                LoadProfile.of(settings, List.copyOf(readings.values())).hours();

        for (Instant touched : readings.keySet()) {
            for (AffectedWindow window :
                    AffectedHours.of(DatedSettings.always(settings), List.of(touched), new MapSource(readings))) {
                assertThat(window.profile().hours())
                        .as("touched at " + touched)
                        .isEqualTo(everything.stream()
                                .filter(hour -> !hour.start().isBefore(window.from())
                                        && hour.start().isBefore(window.to()))
                                .toList());
            }
        }
    }

    @Property(tries = 400)
    void periodsOfEveryZoneConserveEnergy(
            @ForAll("meters") GeneratedReadings meter, @ForAll("zones") ZoneId zone, @ForAll Resolution resolution) {
        List<HourValue> hours =
                LoadProfile.of(meter.settings(), meter.readings()).hours();
        if (hours.isEmpty()) {
            return;
        }
        BigDecimal total = sum(hours.stream().map(HourValue::energyKwh).toList());
        Instant from = hours.get(0).start();
        Instant to = hours.get(hours.size() - 1).start().plus(Duration.ofHours(1));
        List<Period> periods = Period.covering(from, to, zone, resolution);
        List<PeriodValue> values = PeriodValue.of(periods, hours, DatedSettings.always(meter.settings()));
        assertThat(sum(values.stream().map(PeriodValue::energyKwh).toList())).isEqualByComparingTo(total);
        assertThat(values).allMatch(value -> (value.energyKwh() == null) == (value.quality() == Quality.MISSING));
    }

    @Property(tries = 200)
    void aHealthyMeterNeedsFewReadingsToBeRecalculated(@ForAll Random random) {
        MeterSettings settings = MeterSettings.of(ReadingMode.CUMULATIVE, Duration.ofMinutes(10));
        TreeMap<Instant, Reading> readings = new TreeMap<>();
        BigDecimal register = new BigDecimal("4711");
        for (int i = 0; i < 1_000; i++) {
            Instant at = Instant.parse("2026-03-01T00:00:00Z").plus(Duration.ofMinutes(10L * i));
            readings.put(at, new Reading(at, register));
            register = register.add(BigDecimal.valueOf(random.nextInt(1_000), 3));
        }
        Instant touched = new ArrayList<>(readings.keySet()).get(random.nextInt(1_000));
        MapSource source = new MapSource(readings);

        AffectedHours.of(DatedSettings.always(settings), List.of(touched), source);

        assertThat(source.questions()).isLessThanOrEqualTo(5);
        assertThat(source.answered()).isLessThanOrEqualTo(8 + 8 + 24 + 8 + 8);
    }

    /** However long it has lived: what stands still, swings, falls or flips for ever is looked back upon so far only. */
    @ParameterizedTest
    @ValueSource(strings = {"STANDS_STILL", "SWINGS", "FALLS", "FLIPS", "RESTS_AT_ZERO", "NEVER_COUNTED"})
    void aMeterThatNeverCountsNeedsNoMoreReadingsTheLongerItLives(String life) {
        MeterSettings settings = MeterSettings.of(ReadingMode.CUMULATIVE, Duration.ofMinutes(10));
        TreeMap<Instant, Reading> readings = new TreeMap<>();
        Instant at = Instant.parse("2026-03-01T00:00:00Z");
        for (int i = 0; i < 20_000; i++) {
            int shown = switch (life) {
                case "STANDS_STILL" -> 700;
                case "SWINGS" -> 70_001 - i / 5 % 2;
                case "FALLS" -> 2_000_000 - 10 * i;
                case "FLIPS" -> 700 * (i % 2);
                case "RESTS_AT_ZERO" -> i < 10 ? 700 + i : 0;
                default -> 0;
            };
            readings.put(at, new Reading(at, BigDecimal.valueOf(shown, 1)));
            at = at.plus(Duration.ofMinutes(10));
        }
        MapSource source = new MapSource(readings);

        List<AffectedWindow> windows =
                AffectedHours.ofAdded(DatedSettings.always(settings), List.of(readings.lastKey()), source);

        assertThat(source.answered()).isLessThan(10_000);
        assertThat(windows.get(0).from()).isAfter(readings.lastKey().minus(Duration.ofHours(4)));
    }

    @Provide
    Arbitrary<GeneratedReadings> meters() {
        return GeneratedReadings.inAnyDirection();
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of(
                        "UTC",
                        "Europe/Bucharest",
                        "America/St_Johns",
                        "Asia/Kolkata",
                        "Asia/Kathmandu",
                        "Australia/Lord_Howe",
                        "Pacific/Chatham")
                .map(ZoneId::of);
    }

    // ---- deliveries

    private static List<List<Reading>> deliveries(List<Reading> readings, Random random) {
        List<Reading> sent = new ArrayList<>(readings);
        if (random.nextBoolean()) {
            // Locally shuffled and some very late, or entirely shuffled.
            if (random.nextBoolean()) {
                Collections.shuffle(sent, random);
            } else {
                for (int i = 0; i < sent.size(); i++) {
                    Collections.swap(sent, i, Math.min(sent.size() - 1, i + random.nextInt(6)));
                }
            }
        }
        for (int i = 0; i < readings.size() / 5; i++) {
            sent.add(random.nextInt(sent.size()), readings.get(random.nextInt(readings.size())));
        }
        List<List<Reading>> batches = new ArrayList<>();
        int largest = List.of(1, 3, 20, 1_000).get(random.nextInt(4));
        for (int i = 0; i < sent.size(); ) {
            int size = Math.min(sent.size() - i, 1 + random.nextInt(largest));
            // Long lives in single readings take long and show no more than long lives in batches.
            size = sent.size() > 120 ? Math.min(sent.size() - i, size + sent.size() / 40) : size;
            List<Reading> batch = new ArrayList<>(sent.subList(i, i + size));
            batches.add(batch);
            if (random.nextInt(10) == 0) {
                batches.add(batch);
            }
            i += size;
        }
        return batches;
    }

    /** The key of a finding. */
    private record Place(Instant until, Finding.Kind kind) implements Comparable<Place> {

        Place(Finding finding) {
            this(finding.until(), finding.kind());
        }

        @Override
        public int compareTo(Place other) {
            int byTime = until.compareTo(other.until);
            return byTime != 0 ? byTime : kind.compareTo(other.kind);
        }
    }

    /** What the pipeline does with a database, done with maps. */
    private static final class StoredReadings {
        private final MeterSettings settings;
        private final NavigableMap<Instant, Reading> readings = new TreeMap<>();
        private final NavigableMap<Instant, HourValue> hours = new TreeMap<>();
        private final NavigableMap<Place, Finding> findings = new TreeMap<>();
        private Duration longestStated = Duration.ZERO;

        StoredReadings(MeterSettings settings) {
            this.settings = settings;
        }

        void receive(List<Reading> batch, Random random) {
            TreeSet<Instant> touched = new TreeSet<>();
            boolean onlyAdded = true;
            for (Reading reading : batch) {
                boolean corrected = random.nextInt(40) == 0;
                Reading received =
                        corrected ? new Reading(reading.at(), reading.kwh().add(BigDecimal.ONE)) : reading;
                longestStated =
                        Collections.max(List.of(longestStated, GeneratedReadings.longestStated(List.of(received))));
                Reading replaced = readings.put(received.at(), received);
                if (!received.equals(replaced)) {
                    touched.add(received.at());
                    onlyAdded &= replaced == null;
                }
                if (random.nextInt(60) == 0) {
                    readings.remove(reading.at());
                    touched.add(reading.at());
                    onlyAdded = false;
                }
            }
            ReadingSource source = new MapSource(readings);
            if (!touched.isEmpty() && random.nextBoolean()) {
                Instant from = touched.first().minus(Duration.ofMinutes(random.nextInt(300)));
                Instant to = touched.last().plus(Duration.ofMinutes(random.nextInt(300)));
                source = new KnownReadings(from, to, source.between(from, to), source);
            }
            DatedSettings dated = DatedSettings.always(settings).stating(longestStated);
            List<AffectedWindow> windows = onlyAdded
                    ? AffectedHours.ofAdded(dated, touched, source)
                    : AffectedHours.of(dated, touched, source);
            for (AffectedWindow window : windows) {
                hours.subMap(window.from(), window.to()).clear();
                window.profile().hours().forEach(hour -> hours.put(hour.start(), hour));
                findings.keySet()
                        .removeIf(place -> !place.until.isBefore(window.from()) && place.until.isBefore(window.to()));
                window.profile().findings().forEach(finding -> findings.put(new Place(finding), finding));
            }
        }

        List<Reading> all() {
            return List.copyOf(readings.values());
        }

        List<HourValue> hours() {
            return List.copyOf(hours.values());
        }

        List<Finding> findings() {
            return List.copyOf(findings.values());
        }
    }

    private static BigDecimal sum(List<BigDecimal> energies) {
        BigDecimal sum = BigDecimal.ZERO;
        for (BigDecimal energy : energies) {
            sum = energy == null ? sum : sum.add(energy);
        }
        return sum;
    }

    static List<String> hours(LoadProfile profile) {
        return profile.hours().stream()
                .map(hour -> "%s %s %d/%d %s"
                        .formatted(
                                hour.start(),
                                hour.energyKwh() == null
                                        ? "null"
                                        : hour.energyKwh().toPlainString(),
                                hour.readings(),
                                hour.expectedReadings(),
                                hour.quality()))
                .toList();
    }

    static List<String> findings(LoadProfile profile) {
        return profile.findings().stream()
                .map(finding -> "%s %s %s".formatted(finding.kind(), finding.from(), finding.until()))
                .toList();
    }
}
