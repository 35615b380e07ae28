package energy.ems.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeatsTest {

    private static final Pattern THREADS = Pattern.compile("http-thread-pool\\.max-thread-pool-size=(?<number>\\d+)");
    /** For {@code /health} and {@code /metrics}, which several may ask at a time, and for who is sent away. */
    private static final int LEFT = 32;

    private final Seats seats = new Seats();

    @Test
    void nobodyWaitsForASeat() {
        assertThat(IntStream.range(0, Seats.MOST).allMatch(each -> seats.take()))
                .isTrue();
        assertThat(seats.take()).isFalse();

        seats.giveBack();
        assertThat(seats.take()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"micro", "server"})
    void theServerHasMoreThreadsThanThereAreSeats(String payara) throws IOException {
        Matcher threads = THREADS.matcher(
                Files.readString(Path.of("../payara-config/boot/pre-boot-%s.asadmin".formatted(payara))));

        assertThat(threads.find()).isTrue();
        assertThat(Integer.parseInt(threads.group("number"))).isEqualTo(Seats.MOST + LEFT);
    }
}
