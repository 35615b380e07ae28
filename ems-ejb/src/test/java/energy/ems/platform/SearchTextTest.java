package energy.ems.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SearchTextTest {

    @Test
    void caseAndAccentsDoNotMatter() {
        assertThat(text(SearchText.of(100, "Pompă de CĂLDURĂ", null, "Str. Școlii")))
                .isEqualTo("pompa de caldura\nstr. scolii");
        assertThat(text(SearchText.part(" POMPĂ "))).isEqualTo("pompa");
    }

    @Test
    void cutsWhatDoesNotFit() {
        assertThat(SearchText.of(10, "🔥".repeat(50))).hasSize(10);
    }

    @Test
    void wildcardsAreNone() {
        assertThat(SearchText.anywhere("50%_!")).isEqualTo("%50!%!_!!%");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
