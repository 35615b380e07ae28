package energy.ems.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileGeneratorTest {

    private final List<BigDecimal> values = new ProfileGenerator(ProfileGenerator.SHIPPED_SEED).intervalValues();

    @Test
    void theShippedFilesAreWhatTheGeneratorMakes(@TempDir Path directory) throws IOException {
        ProfileGenerator.main(new String[] {directory.toString()});
        for (String name : List.of(ProfileGenerator.INTERVAL, ProfileGenerator.CUMULATIVE)) {
            assertThat(Files.readString(directory.resolve(name)))
                    .isEqualTo(shipped(name))
                    .hasSizeLessThan(1 << 20);
        }
    }

    @Test
    void anotherSeedIsAnotherHousehold() {
        assertThat(new ProfileGenerator(1).intervalValues()).isNotEqualTo(values);
    }

    @Test
    void thereAreFourWeeksOfTenMinuteValuesAndNoneIsZero() {
        assertThat(values).hasSize(4 * 7 * 144).allMatch(value -> value.signum() > 0);
    }

    @Test
    void theRegisterIsTheSumOfTheIntervals() {
        List<BigDecimal> register = ProfileGenerator.register(values);
        assertThat(register).hasSize(values.size() + 1);
        assertThat(register.get(register.size() - 1).subtract(register.get(0)))
                .isEqualByComparingTo(values.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    @Test
    void eveningsAndWeekendNoonsStandOut() {
        double evening = mean(slot -> slot % 144 >= 18 * 6 && slot % 144 < 21 * 6);
        double smallHours = mean(slot -> slot % 144 >= 2 * 6 && slot % 144 < 5 * 6);
        double weekendNoon = mean(slot -> slot / 144 % 7 >= 5 && slot % 144 >= 12 * 6 && slot % 144 < 14 * 6);
        double weekdayNoon = mean(slot -> slot / 144 % 7 < 5 && slot % 144 >= 12 * 6 && slot % 144 < 14 * 6);
        assertThat(evening).isGreaterThan(2 * smallHours);
        assertThat(weekendNoon).isGreaterThan(2 * weekdayNoon);
    }

    private double mean(IntPredicate slots) {
        return IntStream.range(0, values.size())
                .filter(slots)
                .mapToDouble(slot -> values.get(slot).doubleValue())
                .average()
                .orElseThrow();
    }

    private static String shipped(String name) throws IOException {
        try (InputStream in = ProfileGeneratorTest.class.getResourceAsStream("/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
