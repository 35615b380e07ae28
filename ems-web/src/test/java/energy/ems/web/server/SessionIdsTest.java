package energy.ems.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SessionIdsTest {

    private static final int MANY = 1_000;

    @Test
    void areTwiceAsLongAsTheStandardAsks() {
        assertThat(Base64.getUrlDecoder().decode(SessionIds.next())).hasSize(2 * 128 / 8);
    }

    @Test
    void holdNothingThatPayaraReadsSomethingInto() {
        // One id of the usual Base64 has none of its other characters once in four times.
        assertThat(Stream.generate(SessionIds::next).limit(MANY))
                .allSatisfy(id -> assertThat(id).matches("[A-Za-z0-9_-]+"));
    }

    @Test
    void areNeverTheSame() {
        Set<String> ids = Stream.generate(SessionIds::next).limit(MANY).collect(Collectors.toSet());

        assertThat(ids).hasSize(MANY);
    }
}
