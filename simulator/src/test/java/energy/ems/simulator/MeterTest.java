package energy.ems.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
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
