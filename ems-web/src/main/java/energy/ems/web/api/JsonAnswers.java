package energy.ems.web.api;

import jakarta.json.bind.Jsonb;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/**
 * Writes an answer while it is made. The container's own writer makes the whole text first and then its bytes: of a year
 * of readings several times eight megabytes, whose clearing away costs processor time that nobody is charged for.
 * Thread-safe.
 */
@Provider
@Produces(MediaType.APPLICATION_JSON)
public class JsonAnswers implements MessageBodyWriter<Record> {

    private final Jsonb jsonb = new JsonConfiguration().getContext(Record.class);

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type.isRecord();
    }

    @Override
    public void writeTo(
            Record answer,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream to)
            throws IOException {
        Receiver receiver = new Receiver(to);
        jsonb.toJson(answer, receiver);
        if (receiver.cut != null) {
            throw receiver.cut;
        }
    }

    /** JSON-B would take it for a failure of its own, and log it twice, when somebody hangs up in the middle. */
    private static final class Receiver extends OutputStream {

        private final OutputStream to;
        private IOException cut;

        Receiver(OutputStream to) {
            this.to = to;
        }

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (cut == null) {
                try {
                    to.write(bytes, offset, length);
                } catch (IOException hungUp) {
                    cut = hungUp;
                }
            }
        }
    }
}
