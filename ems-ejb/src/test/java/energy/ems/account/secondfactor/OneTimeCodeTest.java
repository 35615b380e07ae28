package energy.ems.account.secondfactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneTimeCodeTest {

    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    /** RFC 6238, appendix B, the rows of SHA-1. */
    @ParameterizedTest
    @CsvSource({
        "59, 94287082",
        "1111111109, 07081804",
        "1111111111, 14050471",
        "1234567890, 89005924",
        "2000000000, 69279037",
        "20000000000, 65353130"
    })
    void countsAsTheStandardDoes(long seconds, String code) {
        assertThat(OneTimeCode.at(SECRET, seconds / 30, 8)).isEqualTo(code);
        assertThat(OneTimeCode.step(SECRET, code.substring(2), Instant.ofEpochSecond(seconds), 0))
                .hasValue(seconds / 30);
    }

    @Test
    void bearsAClockThatIsHalfAMinuteWrongAndNoMore() {
        Instant now = Instant.ofEpochSecond(59);
        long step = 1;
        assertThat(OneTimeCode.step(SECRET, at(step - 1), now, -1)).hasValue(0);
        assertThat(OneTimeCode.step(SECRET, at(step + 1), now, -1)).hasValue(2);
        assertThat(OneTimeCode.step(SECRET, at(step + 2), now, -1)).isEmpty();
    }

    @Test
    void aCodeOrAnOlderOneIsNoneAfterOneWasUsed() {
        Instant now = Instant.ofEpochSecond(59);
        assertThat(OneTimeCode.step(SECRET, at(1), now, 1)).isEmpty();
        assertThat(OneTimeCode.step(SECRET, at(0), now, 1)).isEmpty();
        assertThat(OneTimeCode.step(SECRET, at(2), now, 1)).isEqualTo(OptionalLong.of(2));
    }

    @Test
    void nonsenseIsNoCode() {
        Instant now = Instant.ofEpochSecond(59);
        assertThat(OneTimeCode.step(SECRET, "", now, 0)).isEmpty();
        assertThat(OneTimeCode.step(SECRET, "287 082", now, 0)).isEmpty();
        assertThat(OneTimeCode.step(SECRET, "٢٨٧٠٨٢", now, 0)).isEmpty();
    }

    @Test
    void anAppReadsWhomTheSecretIsOf() {
        assertThat(new NewSecondFactor(SECRET).address("alice@home"))
                .isEqualTo("otpauth://totp/EMS:alice%40home?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=EMS");
    }

    private static String at(long step) {
        return OneTimeCode.at(SECRET, step, OneTimeCode.DIGITS);
    }
}
