package energy.ems.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JsonAnswersTest {

    private static final int PIECE = 64 * 1024;

    private final JsonAnswers answers = new JsonAnswers();
    private final Listing<Sample> list =
            Listing.of(IntStream.range(0, 100_000).mapToObj(Sample::new).toList());

    /** Public, as everything that the API answers with. */
    public record Sample(int serialNumber) {}

    /** However long it is, it is never in the memory as a whole. */
    @Test
    void aLongAnswerLeavesInPieces() throws IOException {
        Pieces pieces = new Pieces();
        write(list, pieces);

        assertThat(pieces.size()).isGreaterThan(10 * PIECE);
        assertThat(pieces.longest).isPositive().isLessThan(PIECE);
    }

    @Test
    void itIsTheTextThatTheConfigurationSays() throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        write(Listing.of(List.of(new Sample(1))), written);

        assertThat(written).hasToString("{\"items\":[{\"serial_number\":1}],\"total\":1}");
    }

    @Test
    void thatSomebodyHangsUpIsNoFailureOfTheAnswer() {
        IOException hungUp = new IOException("hung up");

        assertThatThrownBy(() -> write(list, new OutputStream() {
                    @Override
                    public void write(int one) throws IOException {
                        throw hungUp;
                    }
                }))
                .isSameAs(hungUp);
    }

    private void write(Record answer, OutputStream to) throws IOException {
        assertThat(answers.isWriteable(
                        answer.getClass(), answer.getClass(), new Annotation[0], MediaType.APPLICATION_JSON_TYPE))
                .isTrue();
        answers.writeTo(
                answer,
                answer.getClass(),
                answer.getClass(),
                new Annotation[0],
                MediaType.APPLICATION_JSON_TYPE,
                null,
                to);
    }

    private static final class Pieces extends ByteArrayOutputStream {

        private int longest;

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            longest = Math.max(longest, length);
            super.write(bytes, offset, length);
        }
    }
}
