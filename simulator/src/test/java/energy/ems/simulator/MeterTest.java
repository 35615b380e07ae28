package energy.ems.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeterTest {

    @Test
    void oneDeviceSendsTheFileAsItIs() {
        assertThat(values(Runs.of("0.10 0.2 0.30"), "meter-1", 3)).containsExactly("0.10", "0.2", "0.30");
    }

    @Test
    void measurementsAreOnePeriodApart() {
        Meter meter = new Meter("m", Runs.of("1 2", "--period=PT15M"));
        assertThat(meter.next().orElseThrow().timestamp()).isEqualTo("2026-10-05T00:00:00Z");
        assertThat(meter.next().orElseThrow().timestamp()).isEqualTo("2026-10-05T00:15:00Z");
    }

    @Test
    void aRegisterGoesOnWithoutAJumpWhenTheFileStartsAgain() {
        assertThat(values(Runs.of("100 101 103", "--csv.mode=cumulative", "--loop"), "m", 6))
                .containsExactly("100", "101", "103", "104", "106", "107");
    }

    @Test
    void aRegisterRollsOverAtItsCapacity() {
        assertThat(values(Runs.of("98 99 100.5 101", "--csv.mode=cumulative", "--register.capacity=100"), "m", 4))
                .containsExactly("98", "99", "0.5", "1.0");
    }

    @Test
    void aResetStartsTheRegisterFromZero() {
        Run run = Runs.shipped("--csv.mode=cumulative", "--faults.reset=0.01");
        List<BigDecimal> register = readings(run, "m", 2_000).stream()
                .map(reading -> reading.orElseThrow().value())
                .toList();
        long resets = register.stream().filter(value -> value.signum() == 0).count();
        assertThat(resets).isBetween(5L, 50L);
        assertThat(register.get(0)).isGreaterThan(new BigDecimal("48000"));
        assertThat(register.get(1_999)).isLessThan(new BigDecimal("400"));
    }

    @Test
    void aGlitchShowsZeroOnceAndTheRegisterGoesOn() {
        Run run = Runs.shipped("--csv.mode=cumulative", "--faults.glitch=0.01");
        List<String> glitching = values(run, "m", 1_000);
        List<String> clean = values(Runs.shipped("--csv.mode=cumulative"), "m", 1_000);
        long zeros = glitching.stream().filter("0"::equals).count();
        assertThat(zeros).isBetween(2L, 30L);
        for (int i = 0; i < glitching.size(); i++) {
            assertThat(glitching.get(i)).isIn("0", clean.get(i));
        }
    }

    @Test
    void noiseShowsALittleLessThanBeforeAndTheRegisterGoesOn() {
        List<String> noisy = values(Runs.shipped("--csv.mode=cumulative", "--faults.noise=0.05"), "m", 1_000);
        List<String> clean = values(Runs.shipped("--csv.mode=cumulative"), "m", 1_000);
        long swings = 0;
        for (int i = 1; i < noisy.size(); i++) {
            if (!noisy.get(i).equals(clean.get(i))) {
                BigDecimal before = new BigDecimal(clean.get(i - 1));
                assertThat(before.subtract(new BigDecimal(noisy.get(i)))).isEqualTo(before.ulp());
                swings++;
            }
        }
        assertThat(swings).isBetween(20L, 90L);
    }

    @Test
    void anotherMeterTakesOverAtAnotherLevelAndCountsOn() {
        List<String> swapped = values(Runs.shipped("--csv.mode=cumulative", "--faults.swap=0.01"), "m", 1_000);
        List<String> clean = values(Runs.shipped("--csv.mode=cumulative"), "m", 1_000);
        int swaps = 0;
        for (int i = 1; i < swapped.size(); i++) {
            BigDecimal used = new BigDecimal(swapped.get(i)).subtract(new BigDecimal(swapped.get(i - 1)));
            BigDecimal usedByAll = new BigDecimal(clean.get(i)).subtract(new BigDecimal(clean.get(i - 1)));
            swaps += used.compareTo(usedByAll) == 0 ? 0 : 1;
        }
        assertThat(swaps).isBetween(2, 30);
    }

    @Test
    void aJumpComesAfterZerosAndWhatIsPendingAtTheEnd() {
        String register = "500 501 502 503 504 505 506 507 508 509";
        assertThat(values(Runs.of(register, "--csv.mode=cumulative", "--faults.jump=1"), "m", 7))
                .containsExactly("0", "0", "0", "0", "0", "505", "506");
        assertThat(values(Runs.of(register, "--csv.mode=cumulative", "--faults.pending=1"), "m", 10))
                .endsWith("506", "507", "0", "0");
    }

    @Test
    void aLateClockStampsNearlyAPeriodLater() {
        Meter meter = new Meter("m", Runs.of("1 2", "--period=PT1H", "--faults.clock=1"));
        assertThat(meter.next().orElseThrow().timestamp()).isEqualTo("2026-10-05T00:57:00Z");
        assertThat(meter.next().orElseThrow().timestamp()).isEqualTo("2026-10-05T01:57:00Z");
    }

    @Test
    void someStateTheirLengthAndNothingIsLostByIt() {
        for (String stamp : List.of("START", "END")) {
            Run run = Runs.shipped("--interval.stated=0.5", "--interval.stamp=" + stamp);
            List<Measurement> sent =
                    readings(run, "m", 4_032).stream().flatMap(Optional::stream).toList();
            assertThat(sent.stream().map(Measurement::value).reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isEqualByComparingTo("414.3483");
            assertThat(sent.stream().map(Measurement::stated).distinct())
                    .containsExactlyInAnyOrder(
                            null,
                            Duration.ofMinutes(10),
                            Duration.ofMinutes(20),
                            Duration.ofMinutes(30),
                            Duration.ofMinutes(40));
            for (int i = 1; i < sent.size(); i++) {
                Measurement timed = stamp.equals("START") ? sent.get(i - 1) : sent.get(i);
                Duration length = timed.stated() == null ? Duration.ofMinutes(10) : timed.stated();
                assertThat(Duration.between(
                                sent.get(i - 1).timestamp(), sent.get(i).timestamp()))
                        .isEqualTo(length);
            }
        }
    }

    @Test
    void valuesAreShownInTheUnitAndByDayTheNetFeedsIn() {
        assertThat(values(Runs.of("0.5 1.25", "--unit=Wh"), "m", 2)).containsExactly("500", "1250");
        assertThat(values(Runs.of("0.5 1.25", "--unit=MWh"), "m", 2)).containsExactly("0.0005", "0.00125");
        assertThat(values(Runs.of("0.5 1.25", "--unit=kW"), "m", 2)).containsExactly("3.000000", "7.500000");
        assertThat(values(Runs.of("0.5 1.25", "--unit=W"), "m", 2)).containsExactly("3000.000", "7500.000");
        assertThat(values(Runs.of("1 2", "--period=PT9H", "--direction=net"), "m", 2))
                .containsExactly("1", "-2");
        assertThat(values(Runs.of("1 2", "--period=PT9H", "--direction=production"), "m", 2))
                .containsExactly("1", "2");
        assertThat(values(Runs.of("48 49.5", "--csv.mode=cumulative", "--unit=Wh"), "m", 2))
                .containsExactly("48000", "49500");
    }

    @Test
    void gapsTakeTheShareThatWasAskedFor() {
        List<Optional<Measurement>> readings = readings(Runs.shipped("--loop", "--faults.gap=0.2"), "m", 40_000);
        assertThat(readings.stream().filter(Optional::isEmpty).count()).isBetween(7_000L, 9_000L);
    }

    @Test
    void aGapDoesNotMoveTheOtherValues() {
        List<Optional<Measurement>> clean = readings(Runs.shipped(), "m", 4_032);
        List<Optional<Measurement>> holes = readings(Runs.shipped("--faults.gap=0.1"), "m", 4_032);
        for (int i = 0; i < clean.size(); i++) {
            if (holes.get(i).isPresent()) {
                assertThat(holes.get(i)).isEqualTo(clean.get(i));
            }
        }
    }

    @Test
    void devicesDifferAndEachIsTheSameEveryTime() {
        Run run = Runs.shipped("--device.id=meter-{1..50}");
        List<List<String>> profiles =
                run.settings().devices.stream().map(id -> values(run, id, 300)).toList();
        assertThat(profiles).doesNotHaveDuplicates();
        assertThat(values(run, "meter-7", 300)).isEqualTo(profiles.get(6));
        assertThat(values(Runs.shipped("--device.id=meter-{1..50}", "--seed=2"), "meter-7", 300))
                .isNotEqualTo(profiles.get(6));
    }

    @Test
    void alignedToTheClockTheFileStartsOnAMonday() {
        Run monday = Runs.shipped("--csv.align=clock");
        Run wednesday = new Run(monday.settings(), monday.profile(), Runs.START.plusSeconds(2 * 86_400));
        List<String> fromMonday = values(monday, "m", 600);
        assertThat(values(wednesday, "m", 300)).isEqualTo(fromMonday.subList(288, 588));
    }

    private static List<String> values(Run run, String id, int count) {
        return readings(run, id, count).stream()
                .map(reading -> reading.orElseThrow().value().toPlainString())
                .toList();
    }

    private static List<Optional<Measurement>> readings(Run run, String id, int count) {
        Meter meter = new Meter(id, run);
        List<Optional<Measurement>> readings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            readings.add(meter.next());
        }
        return readings;
    }
}
