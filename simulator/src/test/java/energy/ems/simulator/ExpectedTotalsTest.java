package energy.ems.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small cases, each worked out by hand. */
class ExpectedTotalsTest {

    private static final String CUMULATIVE = "--csv.mode=cumulative";

    @Test
    void anHourIsTheSumOfTheIntervalsThatBeginInIt() {
        assertThat(hours("1 2 3 4 5 6 0.5 0.25")).containsExactly("00:00 21 6 MEASURED", "01:00 0.75 2 PARTIAL");
    }

    @Test
    void stampedAtItsEndAnIntervalBelongsToTheHourBefore() {
        assertThat(hours("1 2 3 4 5 6 7 8", "--interval.stamp=END"))
                .containsExactly("23:00 1 1 PARTIAL", "00:00 27 6 MEASURED", "01:00 8 1 PARTIAL");
    }

    @Test
    void anIntervalThatRunsOverTheBoundaryIsSharedByTime() {
        assertThat(hours("1 2 5", "--period=PT25M")).containsExactly("00:00 5 3 ESTIMATED", "01:00 3 0 ESTIMATED");
    }

    @Test
    void anIntervalLongerThanAnHourIsSpread() {
        assertThat(hours("1 5", "--period=PT90M"))
                .containsExactly(
                        "00:00 0.666666666666666 1 ESTIMATED",
                        "01:00 2.000000000000000 1 ESTIMATED".replace("2.000000000000000", "2"),
                        "02:00 3.333333333333334 0 ESTIMATED");
    }

    @Test
    void zeroIsNotMissing() {
        assertThat(hours("0 0 0 0 0 0")).containsExactly("00:00 0 6 MEASURED");
    }

    @Test
    void anHourWithoutAReadingIsMissingAndNotZero() {
        List<Measurement> readings = readings("00:00=1", "02:10=3");
        assertThat(lines(ExpectedTotals.of(readings, Settings.read())))
                .containsExactly("00:00 1 1 PARTIAL", "01:00 - 0 MISSING", "02:00 3 1 PARTIAL");
    }

    @Test
    void theSevenReadingRegisterLosesNothingAtTheBoundary() {
        assertThat(hours("0 0.5 1 3.64170771 7.55216266 10.23553823 15.30209515", CUMULATIVE))
                .containsExactly("00:00 15.30209515 6 MEASURED", "01:00 - 1 MISSING");
    }

    @Test
    void aDifferenceOverTheBoundaryIsSharedInProportionToTime() {
        List<Measurement> readings = readings("00:00=100", "00:50=105", "01:20=106", "02:00=108");
        assertThat(cumulative(readings))
                .containsExactly(
                        "00:00 5.333333333333333 2 ESTIMATED",
                        "01:00 2.666666666666667 1 ESTIMATED",
                        "02:00 - 1 MISSING");
    }

    @Test
    void aGapOfHoursIsBridgedAndConserved() {
        List<Measurement> readings = readings("00:00=100", "00:10=101", "03:10=110", "04:00=111");
        assertThat(cumulative(readings))
                .containsExactly(
                        "00:00 3.5 2 ESTIMATED",
                        "01:00 3 0 ESTIMATED",
                        "02:00 3 0 ESTIMATED",
                        "03:00 1.5 1 ESTIMATED",
                        "04:00 - 1 MISSING");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a fall to zero that comes back | 500 501 0 503 504 505 506 | 6",
                "several zeros that come back | 500 501 0 0 0 505 506 | 6",
                "a spike that comes back | 500 501 90000 503 504 505 506 | 6",
                "a reset that stays | 500 501 0 1 2 3 4 | 5",
                "a reset that cannot be told yet | 500 501 0 1 2 | 1",
                "a first reading of a used meter | 56842157.9 56842158.4 | 0.5",
                "zeros, then a number that was never counted | 0 0 0 1103325.75 1103326.75 1103327.75 1103328.75 | 3",
                "another meter, further up | 100 101 5300 5301 5302 5303 | 4",
                "a last digit that swings | 35.02 35.01 35.02 35.01 35.02 | 0",
                "zeros in a new stretch | 60 61 0 0.5 0 1 0 1.5 0 2 2.5 | 3.5",
                "flat, then far up | 10 10 10 150 151 | 141",
                "a dip of 9 % | 100 91 100.5 101 101.5 102 | 2",
                "a dip of 11 % | 100 89 100.5 101 101.5 102 | 2",
            })
    void registersAreReadAsTheRulesSay(String what, String register, BigDecimal total) {
        assertThat(total(ExpectedTotals.of(at10Minutes(register), Settings.read(CUMULATIVE))))
                .isEqualByComparingTo(total);
    }

    @Test
    void aRolloverCountsThrough() {
        Settings settings = Settings.read(CUMULATIVE, "--register.capacity=1000000");
        assertThat(total(ExpectedTotals.of(at10Minutes("999980 999984.0625 20 21 22 23"), settings)))
                .isEqualByComparingTo("43");
        assertThat(total(ExpectedTotals.of(at10Minutes("999980 999984.0625 20"), settings)))
                .isEqualByComparingTo("40");
    }

    @ParameterizedTest(name = "{0} times {1}")
    @CsvSource({
        "Wh,  1,   1000 2000 500,   3.5",
        "MWh, 1,   0.001 0.002 0.5, 503",
        "kWh, 40,  1 2 0.5,         140",
        "kW,  1,   6 12 3,          3.5",
        "W,   2.5, 600 600 600,     0.75"
    })
    void whatIsSentIsTheEnergyThatUnitAndFactorSay(String unit, String factor, String sent, BigDecimal total) {
        Settings settings = Settings.read("--unit=" + unit, "--factor=" + factor);
        assertThat(total(ExpectedTotals.of(at10Minutes(sent), settings))).isEqualByComparingTo(total);
    }

    @Test
    void aPowerOfSevenMinutesIsRoundedInTheHourAlone() {
        Settings settings = Settings.read("--unit=kW", "--period=PT7M");
        List<Measurement> readings = readings("00:00=1", "00:07=1", "00:14=1", "00:21=1");
        assertThat(total(ExpectedTotals.of(readings, settings))).isEqualByComparingTo("0.466666666666667");
    }

    @Test
    void theStepsOfARegisterBehindTransformersAreAsHighAsTheirEnergy() {
        // 30 in ten minutes are possible, 40 times 30 kWh are not, and the fourth of them makes another meter.
        String register = "100 101 131 132 133 134 135";
        assertThat(total(ExpectedTotals.of(at10Minutes(register), Settings.read(CUMULATIVE))))
                .isEqualByComparingTo("35");
        assertThat(total(ExpectedTotals.of(at10Minutes(register), Settings.read(CUMULATIVE, "--factor=40"))))
                .isEqualByComparingTo("200");
        assertThat(total(
                        ExpectedTotals.of(at10Minutes("100000 101000 131000"), Settings.read(CUMULATIVE, "--unit=Wh"))))
                .isEqualByComparingTo("31");
    }

    @Test
    void valuesBelowZeroAreSummedLikeOthers() {
        assertThat(lines(ExpectedTotals.of(
                        readings("00:00=1", "00:10=-3", "00:20=0", "00:30=1", "00:40=0.5", "00:50=0"),
                        Settings.read("--direction=net"))))
                .containsExactly("00:00 -0.5 6 MEASURED");
    }

    @Test
    void aStatedLengthCountsInsteadOfThePeriod() {
        assertThat(lines(ExpectedTotals.of(
                        readings("00:00=1=PT30M", "00:30=4=PT2H", "02:30=1=PT10M", "02:40=1", "02:50=1"),
                        Settings.read())))
                .containsExactly("00:00 2 2 ESTIMATED", "01:00 2 0 ESTIMATED", "02:00 4 3 ESTIMATED");
        assertThat(lines(ExpectedTotals.of(
                        readings("00:00=1=PT30M", "00:30=2=PT30M", "01:00=1=PT40M", "01:40=1"), Settings.read())))
                .containsExactly("00:00 3 2 MEASURED", "01:00 2 2 PARTIAL");
        assertThat(lines(ExpectedTotals.of(readings("01:00=1=PT1H", "01:10=2"), Settings.read("--interval.stamp=END"))))
                .containsExactly("00:00 1 1 MEASURED", "01:00 2 1 PARTIAL");
    }

    @Test
    void ofTwoThatWantAnHourOneIsSharedOut() {
        assertThat(lines(ExpectedTotals.of(readings("10:00=2", "10:57=2", "11:00=6"), Settings.read("--period=PT1H"))))
                .containsExactly("10:00 2.1 2 ESTIMATED", "11:00 7.9 1 ESTIMATED");
        assertThat(lines(ExpectedTotals.of(readings("10:00=2", "10:57=2"), Settings.read("--period=PT1H"))))
                .containsExactly("10:00 2 1 MEASURED", "11:00 2 1 MEASURED");
    }

    @Test
    void zerosAtTheEndAndBeforeTheFirstNumberCountNothing() {
        List<ExpectedTotals.Hour> hours = ExpectedTotals.of(
                "m",
                Runs.of(
                        "500 501 502 503 504 505 506 507 508 509 510 511 512",
                        CUMULATIVE,
                        "--faults.jump=1",
                        "--faults.pending=1"));
        assertThat(total(hours)).isEqualByComparingTo("5");
    }

    @Test
    void bothModesOfTheShippedProfileAgree() {
        List<ExpectedTotals.Hour> intervals = ExpectedTotals.of("m", Runs.shipped());
        List<ExpectedTotals.Hour> register = ExpectedTotals.of("m", Runs.shipped(CUMULATIVE));
        assertThat(intervals).hasSize(28 * 24);
        // The last register reading stands on the boundary after the last hour.
        assertThat(register.subList(0, 28 * 24)).isEqualTo(intervals);
        assertThat(lines(register.subList(28 * 24, register.size()))).containsExactly("00:00 - 1 MISSING");
    }

    @Test
    void withGapsTheRegisterConservesItsEnergy() {
        List<ExpectedTotals.Hour> hours = ExpectedTotals.of("m", Runs.shipped(CUMULATIVE, "--faults.gap=0.1"));
        assertThat(hours).extracting(ExpectedTotals.Hour::quality).contains("ESTIMATED", "MEASURED");
        assertThat(total(hours)).isEqualByComparingTo("414.3483");
    }

    @Test
    void glitchesCostNothing() {
        List<ExpectedTotals.Hour> hours = ExpectedTotals.of("m", Runs.shipped(CUMULATIVE, "--faults.glitch=0.02"));
        assertThat(total(hours)).isEqualByComparingTo("414.3483");
    }

    @Test
    void theFileHasAHeadingAndPlainDecimals(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("expected.csv");
        ExpectedTotals.write(Runs.of("1E+1 2.50", "--device.id=a,b", "--device.vary=false"), file);
        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "device_id,hour_start,energy_kwh,readings,quality",
                        "a,2026-10-05T00:00:00Z,12.5,2,PARTIAL",
                        "b,2026-10-05T00:00:00Z,12.5,2,PARTIAL");
    }

    private static List<String> hours(String values, String... arguments) {
        return lines(ExpectedTotals.of("m", Runs.of(values, arguments)));
    }

    private static List<String> cumulative(List<Measurement> readings) {
        return lines(ExpectedTotals.of(readings, Settings.read(CUMULATIVE)));
    }

    private static List<String> lines(List<ExpectedTotals.Hour> hours) {
        return hours.stream()
                .map(hour -> hour.start().toString().substring(11, 16)
                        + ' '
                        + (hour.energy() == null ? "-" : plain(hour.energy()))
                        + ' '
                        + hour.readings()
                        + ' '
                        + hour.quality())
                .toList();
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static BigDecimal total(List<ExpectedTotals.Hour> hours) {
        return hours.stream()
                .map(ExpectedTotals.Hour::energy)
                .filter(Objects::nonNull)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static List<Measurement> readings(String... texts) {
        List<Measurement> readings = new ArrayList<>();
        for (String text : texts) {
            String[] parts = text.split("=");
            Duration stated = parts.length > 2 ? Duration.parse(parts[2]) : null;
            Instant at = Instant.parse("2026-10-05T" + parts[0] + ":00Z");
            readings.add(new Measurement("m", at, new BigDecimal(parts[1]), stated));
        }
        return readings;
    }

    private static List<Measurement> at10Minutes(String register) {
        List<Measurement> readings = new ArrayList<>();
        for (String value : register.split(" ")) {
            Instant at = Runs.START.plusSeconds(600L * readings.size());
            readings.add(new Measurement("m", at, new BigDecimal(value), null));
        }
        return readings;
    }
}
