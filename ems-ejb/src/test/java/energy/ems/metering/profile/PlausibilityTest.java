package energy.ems.metering.profile;

import static energy.ems.metering.profile.Plausibility.Reason.ABOVE_CAPACITY;
import static energy.ems.metering.profile.Plausibility.Reason.ABOVE_MAXIMUM;
import static energy.ems.metering.profile.Plausibility.Reason.ABSURD_MAGNITUDE;
import static energy.ems.metering.profile.Plausibility.Reason.CLOCK_NOT_SET;
import static energy.ems.metering.profile.Plausibility.Reason.FROM_THE_FUTURE;
import static energy.ems.metering.profile.Plausibility.Reason.NEGATIVE;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlausibilityTest {

    private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");
    private static final MeterSettings INTERVAL = MeterSettings.defaults();
    private static final MeterSettings REGISTER = MeterSettings.of(ReadingMode.CUMULATIVE, Duration.ofMinutes(10));
    private static final MeterSettings SIX_DIGITS = REGISTER.withRegisterCapacity(new BigDecimal("1000000"));

    private static MeterSettings quarterHourly(String limit) {
        return new MeterSettings(
                ReadingMode.INTERVAL,
                IntervalStamp.START,
                EnergyUnit.KWH,
                null,
                Duration.ofMinutes(15),
                MeterSettings.maximumPowerKw(new BigDecimal(limit)));
    }

    private static MeterSettings quarterHourly(EnergyUnit unit, String factor) {
        return new MeterSettings(
                ReadingMode.INTERVAL,
                IntervalStamp.START,
                unit,
                null,
                Duration.ofMinutes(15),
                MeterSettings.DEFAULT_MAXIMUM_POWER_KW,
                new BigDecimal(factor));
    }

    static Stream<Arguments> readings() {
        return Stream.of(
                Arguments.of(INTERVAL, NOW, "0.37", null),
                Arguments.of(INTERVAL, NOW, "0", null),
                Arguments.of(INTERVAL, NOW, "1.83e21", ABSURD_MAGNITUDE),
                Arguments.of(INTERVAL, NOW, "-1.83e21", ABSURD_MAGNITUDE),
                Arguments.of(INTERVAL, NOW, "1e999999999", ABSURD_MAGNITUDE),
                Arguments.of(INTERVAL, NOW, "1e-999999999", null),
                Arguments.of(INTERVAL, NOW, "-7.07e-3", NEGATIVE),
                Arguments.of(REGISTER, NOW, "-7.07e-3", NEGATIVE),
                // 1,000 kW without a limit; 50 times the limit, but at least 100 kW
                Arguments.of(INTERVAL, NOW, "166.6", null),
                Arguments.of(INTERVAL, NOW, "166.7", ABOVE_MAXIMUM),
                Arguments.of(quarterHourly("4"), NOW, "23944.275", ABOVE_MAXIMUM),
                Arguments.of(quarterHourly("4"), NOW, "50.1", ABOVE_MAXIMUM),
                Arguments.of(quarterHourly("4"), NOW, "50", null),
                Arguments.of(quarterHourly("4"), NOW, "0.2", null),
                Arguments.of(quarterHourly("0.5"), NOW, "25", null),
                Arguments.of(quarterHourly("0.5"), NOW, "25.1", ABOVE_MAXIMUM),
                Arguments.of(quarterHourly("4000"), NOW, "23944.275", null),
                Arguments.of(INTERVAL.withDirection(Direction.NET), NOW, "-7.07e-3", null),
                Arguments.of(INTERVAL.withDirection(Direction.NET), NOW, "-166.6", null),
                Arguments.of(INTERVAL.withDirection(Direction.NET), NOW, "-166.7", ABOVE_MAXIMUM),
                Arguments.of(INTERVAL.withDirection(Direction.PRODUCTION), NOW, "-7.07e-3", NEGATIVE),
                Arguments.of(REGISTER.withDirection(Direction.NET), NOW, "-7.07e-3", NEGATIVE),
                // the same 1,000 kW in other units, and behind current transformers
                Arguments.of(quarterHourly(EnergyUnit.MWH, "1"), NOW, "0.25", null),
                Arguments.of(quarterHourly(EnergyUnit.MWH, "1"), NOW, "0.250001", ABOVE_MAXIMUM),
                Arguments.of(quarterHourly(EnergyUnit.KW, "1"), NOW, "1000", null),
                Arguments.of(quarterHourly(EnergyUnit.KW, "1"), NOW, "1000.000001", ABOVE_MAXIMUM),
                Arguments.of(quarterHourly(EnergyUnit.W, "1"), NOW, "1000000", null),
                Arguments.of(quarterHourly(EnergyUnit.W, "1"), NOW, "1000000.001", ABOVE_MAXIMUM),
                Arguments.of(quarterHourly(EnergyUnit.KWH, "40"), NOW, "6.25", null),
                Arguments.of(quarterHourly(EnergyUnit.KWH, "40"), NOW, "6.250001", ABOVE_MAXIMUM),
                Arguments.of(quarterHourly(EnergyUnit.KW, "1000000"), NOW, "0.001", null),
                Arguments.of(quarterHourly(EnergyUnit.KW, "1000000"), NOW, "1000000000", ABSURD_MAGNITUDE),
                Arguments.of(REGISTER, NOW, "56842157.9", null),
                Arguments.of(REGISTER, NOW, "1.83e21", ABSURD_MAGNITUDE),
                Arguments.of(SIX_DIGITS, NOW, "1000000", null),
                Arguments.of(SIX_DIGITS, NOW, "1000000.1", ABOVE_CAPACITY),
                Arguments.of(INTERVAL, NOW.plusSeconds(600), "1", null),
                Arguments.of(INTERVAL, NOW.plusMillis(600_001), "1", FROM_THE_FUTURE),
                Arguments.of(INTERVAL, Instant.ofEpochMilli(1_732_536_000), "1", CLOCK_NOT_SET),
                Arguments.of(INTERVAL, Instant.parse("2000-01-01T00:07:00Z"), "1", CLOCK_NOT_SET),
                Arguments.of(INTERVAL, Instant.parse("2009-01-01T00:00:00Z"), "1", null));
    }

    @ParameterizedTest
    @MethodSource("readings")
    void doubtfulReadingsAreFoundWithAReason(
            MeterSettings settings, Instant at, String value, Plausibility.Reason reason) {
        Plausibility plausibility = new Plausibility(Plausibility.DEFAULT_FUTURE_TOLERANCE);

        assertThat(plausibility.doubt(settings, at, Amount.of(new BigDecimal(value)), NOW))
                .isEqualTo(Optional.ofNullable(reason));
    }

    @Test
    void theMaximumIsThatOfTheLengthThatIsStated() {
        Plausibility plausibility = new Plausibility(Plausibility.DEFAULT_FUTURE_TOLERANCE);

        assertThat(plausibility.doubt(INTERVAL, NOW, new Amount(new BigDecimal("1000"), Duration.ofHours(1)), NOW))
                .isEmpty();
        assertThat(plausibility.doubt(INTERVAL, NOW, new Amount(new BigDecimal("1000.1"), Duration.ofHours(1)), NOW))
                .contains(ABOVE_MAXIMUM);
        assertThat(plausibility.doubt(INTERVAL, NOW, new Amount(new BigDecimal("20"), Duration.ofMinutes(1)), NOW))
                .contains(ABOVE_MAXIMUM);
    }

    @Test
    void valuesAreStoredWithTwelveDecimals() {
        assertThat(Plausibility.stored(new BigDecimal("0.1000000000005"))).isEqualTo("0.100000000000");
        assertThat(Plausibility.stored(new BigDecimal("0.1000000000015"))).isEqualTo("0.100000000002");
        assertThat(Plausibility.stored(new BigDecimal("1e-999999999"))).isZero();
        assertThat(Plausibility.stored(new BigDecimal("999999999999999"))).isEqualByComparingTo("999999999999999");
    }
}
