package energy.ems.metering.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** Whatever is removed of a meter's readings, and whenever: its hours are what they would be had nothing been removed. */
class KeptReadingsPropertyTest {

    private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");

    /** Hours and findings that are brought up to date by what comes, once with all readings and once without the old ones. */
    private static final class Store {
        private final DatedSettings settings;
        private final TreeMap<Instant, Reading> all = new TreeMap<>();
        private final TreeMap<Instant, Reading> stored = new TreeMap<>();
        private final TreeMap<Instant, HourValue> hours = new TreeMap<>();
        private final List<Finding> findings = new ArrayList<>();
        private KeptReadings kept = KeptReadings.ALL;
        private int removed;

        Store(DatedSettings settings) {
            this.settings = settings;
        }

        /** Stores what is not older than what is kept. */
        void take(List<Reading> batch) {
            TreeSet<Instant> touched = new TreeSet<>();
            boolean added = true;
            for (Reading each : batch) {
                if (!each.at().isBefore(kept.readingsFrom(settings))) {
                    added &= !all.containsKey(each.at());
                    all.put(each.at(), each);
                    stored.put(each.at(), each);
                    touched.add(each.at());
                }
            }
            MapSource source = new MapSource(stored);
            update(
                    added
                            ? AffectedHours.ofAdded(settings, touched, source)
                            : AffectedHours.of(settings, touched, source));
        }

        void takeAway(Instant at) {
            if (!at.isBefore(kept.readingsFrom(settings)) && all.remove(at) != null) {
                stored.remove(at);
                update(AffectedHours.of(settings, List.of(at), new MapSource(stored)));
            }
        }

        private void update(List<AffectedWindow> windows) {
            for (AffectedWindow window : AffectedWindow.since(kept.hoursFrom(settings), windows)) {
                hours.subMap(window.from(), window.to()).clear();
                window.profile().hours().forEach(hour -> hours.put(hour.start(), hour));
                findings.removeIf(finding -> !finding.until().isBefore(window.from())
                        && finding.until().isBefore(window.to()));
                findings.addAll(window.profile().findings());
            }
        }

        void removeOld(Instant wanted) {
            KeptReadings.upTo(settings, wanted, new MapSource(stored))
                    .filter(latest -> latest.border().isAfter(kept.border()))
                    .ifPresent(latest -> kept = latest);
            Instant needed = kept.neededFrom(settings, new MapSource(stored));
            removed += stored.headMap(needed).size();
            stored.headMap(needed).clear();
        }

        /** All hours that can still be computed, anew. */
        void recompute() {
            Instant from = kept.hoursFrom(settings);
            Instant first = stored.isEmpty() ? BEGIN : stored.firstKey();
            update(AffectedHours.within(
                    settings,
                    from.isBefore(first) ? first : from,
                    stored.isEmpty() ? BEGIN : stored.lastKey().plusMillis(1),
                    stored.keySet(),
                    new MapSource(stored)));
        }
    }

    @Property(tries = 1_500)
    void theHoursAreWhatTheyWouldBeHadNothingBeenRemoved(
            @ForAll("lives") GeneratedReadings life, @ForAll Random random) {
        DatedSettings settings =
                DatedSettings.always(life.settings()).stating(GeneratedReadings.longestStated(life.readings()));
        Store store = new Store(settings);
        List<Reading> sent = inSomeOrder(life.readings(), random);
        for (int start = 0; start < sent.size(); ) {
            int end = Math.min(sent.size(), start + 1 + random.nextInt(20));
            store.take(sent.subList(start, end));
            start = end;
            int happens = random.nextInt(8);
            if (happens < 3) {
                store.removeOld(someInstant(store, random));
            } else if (happens == 3 && !store.all.isEmpty()) {
                // A correction, of whatever time.
                List<Instant> known = List.copyOf(store.all.keySet());
                Instant at = known.get(random.nextInt(known.size()));
                Reading other = store.all.get(known.get(random.nextInt(known.size())));
                store.take(
                        List.of(new Reading(at, other.kwh(), store.all.get(at).stated())));
            } else if (happens == 4 && !store.all.isEmpty()) {
                store.takeAway(someInstantOf(store, random));
            } else if (happens == 5) {
                store.recompute();
            }
        }
        Statistics.label("removed").collect(store.removed == 0 ? "none" : store.removed < 10 ? "few" : "many");

        LoadProfile expected = LoadProfile.of(settings, List.copyOf(store.all.values()));
        assertThat(store.hours.values().stream()
                        .filter(hour -> hour.quality() != Quality.MISSING || hour.readings() > 0)
                        .toList())
                .isEqualTo(expected.hours().stream()
                        .filter(hour -> hour.quality() != Quality.MISSING || hour.readings() > 0)
                        .toList());
        assertThat(store.findings).containsExactlyInAnyOrderElementsOf(expected.findings());
    }

    private static Instant someInstant(Store store, Random random) {
        return store.all.isEmpty()
                ? BEGIN
                : store.all
                        .firstKey()
                        .plusMillis(random.nextLong(Duration.between(store.all.firstKey(), store.all.lastKey())
                                        .toMillis()
                                + 1));
    }

    private static Instant someInstantOf(Store store, Random random) {
        List<Instant> known = List.copyOf(store.all.keySet());
        return known.get(random.nextInt(known.size()));
    }

    /** Mostly as they were taken; some come late, be it very late. */
    private static List<Reading> inSomeOrder(List<Reading> readings, Random random) {
        List<Reading> sent = new ArrayList<>();
        List<Reading> late = new ArrayList<>();
        for (Reading each : readings) {
            (random.nextInt(12) == 0 ? late : sent).add(each);
            if (!late.isEmpty() && random.nextInt(15) == 0) {
                sent.add(late.remove(random.nextInt(late.size())));
            }
        }
        sent.addAll(late);
        return sent;
    }

    /** Lives of weeks, with the same that happens to any meter. */
    @Provide
    Arbitrary<GeneratedReadings> lives() {
        return Combinators.combine(
                        GeneratedReadings.inAnyDirection(),
                        Arbitraries.of(6, 12, 24),
                        Arbitraries.integers().between(1, 3))
                .as(KeptReadingsPropertyTest::longer);
    }

    private static GeneratedReadings longer(GeneratedReadings life, int slower, int times) {
        MeterSettings by = life.settings();
        MeterSettings settings = new MeterSettings(
                by.readingMode(),
                by.intervalStamp(),
                by.unit(),
                by.registerCapacity(),
                by.expectedInterval().multipliedBy(by.readingMode() == ReadingMode.CUMULATIVE ? slower : 1),
                by.maximumPowerKw(),
                by.factor(),
                by.afterReset(),
                by.direction());
        List<Reading> readings = new ArrayList<>();
        Instant begin = BEGIN;
        for (int i = 0; i < times; i++) {
            for (Reading each : life.readings()) {
                Instant at = begin.plus(Duration.between(BEGIN, each.at()).multipliedBy(slower));
                readings.add(new Reading(at, each.kwh(), each.stated()));
            }
            begin = readings.isEmpty()
                    ? begin
                    : readings.get(readings.size() - 1).at().plus(Duration.ofMinutes(37));
        }
        return new GeneratedReadings(settings, readings);
    }

    @Property(tries = 200)
    void ofAHealthyMeterAllButSomeDaysCanGo(@ForAll Random random) {
        boolean isRegister = random.nextBoolean();
        DatedSettings settings = DatedSettings.always(
                MeterSettings.of(isRegister ? ReadingMode.CUMULATIVE : ReadingMode.INTERVAL, Duration.ofMinutes(10)));
        TreeMap<Instant, Reading> readings = new TreeMap<>();
        long counted = 1_000;
        for (int i = 0; i < 144 * 20; i++) {
            counted += random.nextInt(30);
            Instant at = BEGIN.plus(Duration.ofMinutes(10L * i));
            readings.put(at, new Reading(at, BigDecimal.valueOf(isRegister ? counted : 5, 2)));
        }
        Instant wanted = BEGIN.plus(Duration.ofDays(15));
        MapSource source = new MapSource(readings);

        Optional<KeptReadings> kept = KeptReadings.upTo(settings, wanted, source);

        assertThat(kept).contains(new KeptReadings(wanted));
        assertThat(kept.orElseThrow().neededFrom(settings, source)).isEqualTo(BEGIN.plus(Duration.ofDays(9)));
    }
}
