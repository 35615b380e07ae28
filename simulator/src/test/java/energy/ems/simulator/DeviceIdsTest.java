package energy.ems.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceIdsTest {

    @Test
    void aListKeepsItsOrderAndForgetsRepetitions() {
        assertThat(DeviceIds.expand("b, a,b,5c2494a3-1140-4c7a-991a-a1a2561c6bc2"))
                .containsExactly("b", "a", "5c2494a3-1140-4c7a-991a-a1a2561c6bc2");
    }

    @Test
    void aRangeStandsForAllItsNumbers() {
        assertThat(DeviceIds.expand("x,meter-{9..11}:a")).containsExactly("x", "meter-9:a", "meter-10:a", "meter-11:a");
        assertThat(DeviceIds.expand("meter-{1..5000}")).hasSize(5000).endsWith("meter-5000");
    }

    @Test
    void leadingZerosPadEveryNumber() {
        assertThat(DeviceIds.expand("m{08..10}")).containsExactly("m08", "m09", "m10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " , ", "two words", "m{3..1}", "m{1..}", "m{1..99999999}", "ä"})
    void whatNamesNoDeviceIsRefused(String text) {
        assertThatThrownBy(() -> DeviceIds.expand(text))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("device.id");
    }
}
