package energy.ems.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.ems.launcher.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

    private static final List<String> KNOWN = List.of("limit", "single", "arrays");

    @Test
    void measureTheUsualWithTwentyThousandMetersWhenNothingIsSaid() {
        Options options = options();

        assertThat(options.names()).containsExactly("single");
        assertThat(options.devices()).isEqualTo(20_000);
        assertThat(options.measurements()).isEmpty();
        assertThat(options.measurementsOr(7)).isEqualTo(7);
        assertThat(options.json()).isFalse();
        assertThat(options.help()).isFalse();
    }

    @Test
    void takeNamesAndOptionsInAnyOrder() {
        Options options = options("arrays", "--devices", "50000", "limit", "--json", "--measurements", "2_000_000");

        assertThat(options.names()).containsExactly("arrays", "limit");
        assertThat(options.devices()).isEqualTo(50_000);
        assertThat(options.measurementsOr(7)).isEqualTo(2_000_000);
        assertThat(options.json()).isTrue();
    }

    @Test
    void nameTheKnownBenchmarksWhenOneIsUnknown() {
        assertThatThrownBy(() -> options("singel"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("singel")
                .hasMessageContaining("limit, single, arrays");
    }

    @Test
    void nameTheKnownOptionsWhenOneIsUnknown() {
        assertThatThrownBy(() -> options("--device", "3"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("--device;")
                .hasMessageContaining("--devices")
                .hasMessageContaining("--measurements");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "many", "99999999999"})
    void wantNumbersAboveZero(String number) {
        assertThatThrownBy(() -> options("--devices", number))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("--devices");
    }

    @Test
    void wantANumberBehindAnOptionThatStandsLast() {
        assertThatThrownBy(() -> options("--rounds"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("--rounds wants a number");
    }

    @Test
    void takeWordsThatNameKindsOfAttack() {
        assertThat(options().kinds()).isEmpty();
        assertThat(options("--kinds", "slow,HTTP/2").kinds()).containsExactly("slow", "HTTP/2");
        assertThatThrownBy(() -> options("--kinds"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("--kinds wants words");
    }

    private static Options options(String... arguments) {
        return Options.of(List.of(arguments), KNOWN, "single");
    }
}
