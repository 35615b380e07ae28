package energy.ems.metering.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrayElementsTest {

    private static List<String> cut(String message) {
        return ArrayElements.of(message.getBytes(StandardCharsets.UTF_8)).stream()
                .map(element -> new String(element, StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void cutsAtTheCommasOfTheArrayOnly() {
        assertThat(cut(" [ {\"a\": [1, 2]} , \"],\\\",é\", null,tru ] "))
                .containsExactly("{\"a\": [1, 2]}", "\"],\\\",é\"", "null", "tru");
        assertThat(cut("\uFEFF[1]")).containsExactly("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "{}", "[", "[1", "[1,", "[1,]", "[,1]", "[]", "[1}", "[1]2", "[\"1]", "[\"\\"})
    void whatIsNoArrayHasNone(String message) {
        assertThat(cut(message)).isEmpty();
    }
}
