package energy.ems.metering.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import energy.ems.metering.profile.DatedSettingsPropertyTest.Life;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * Conservation, whatever happens to a meter, however its readings come and whatever people say of it meanwhile.
 *
 * <p>The number of cases is jqwik's usual one, so that more can be asked for: {@code -Djqwik.tries.default=50000}.
 */
class ConservationPropertyTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final BigDecimal HALF_A_DIGIT = new BigDecimal("5E-16");

    @Property(shrinking = ShrinkingMode.BOUNDED)
    void hoursAndDaysSumToAllThatWasCounted(
            @ForAll("lives") Life life, @ForAll("zones") ZoneId zone, @ForAll Random random) {
        List<HourValue> hours = DatedSettingsPropertyTest.lived(life, delivered(life.values(), random), random)
                .hours();

        BigDecimal counted = new LoadProfileOracle(life.said(), life.rulings(), life.readings(life.said())).energy();
        BigDecimal total = sum(hours.stream().map(HourValue::energyKwh).toList());
        // A mean power makes energies without an end, and an hour is rounded to what is kept.
        boolean isRounded =
                life.said().stream().anyMatch(said -> said.settings().unit().isPower());
        assertThat(total)
                .isCloseTo(
                        counted,
                        within(isRounded ? HALF_A_DIGIT.multiply(BigDecimal.valueOf(hours.size())) : BigDecimal.ZERO));
        if (!hours.isEmpty()) {
            Instant end = hours.get(hours.size() - 1).start().plus(HOUR);
            List<Period> days = Period.covering(hours.get(0).start(), end, zone, Resolution.DAY);
            assertThat(sum(PeriodValue.of(days, hours, life.dated()).stream()
                            .map(PeriodValue::energyKwh)
                            .toList()))
                    .isEqualByComparingTo(total);
        }
    }

    /** With some that come more than once. */
    private static List<Reading> delivered(List<Reading> readings, Random random) {
        List<Reading> sent = new ArrayList<>(readings);
        for (int i = 0; i < readings.size() / 5; i++) {
            sent.add(random.nextInt(sent.size()), readings.get(random.nextInt(readings.size())));
        }
        return sent;
    }

    private static BigDecimal sum(List<BigDecimal> energies) {
        return energies.stream().filter(Objects::nonNull).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Provide
    Arbitrary<Life> lives() {
        return new DatedSettingsPropertyTest().lives();
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return new LoadProfilePropertyTest().zones();
    }
}
