package energy.ems.metering.intake;

import energy.ems.tracing.TraceHeaders;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;

/**
 * A message as it came.
 *
 * @param body its bytes, unchanged
 * @param trace what it says of itself for a trace; null when nobody wants to know
 */
public record ReceivedMessage(byte[] body, TraceHeaders trace) {

    public ReceivedMessage(byte[] body) {
        this(body, null);
    }

    /** A message of another kind than bytes or text has no body that could be a measurement. */
    static ReceivedMessage of(Message message) throws JMSException {
        return new ReceivedMessage(body(message), TraceHeaders.of(message));
    }

    private static byte[] body(Message message) throws JMSException {
        if (message instanceof BytesMessage bytes) {
            byte[] body = new byte[Math.toIntExact(bytes.getBodyLength())];
            bytes.reset();
            bytes.readBytes(body);
            return body;
        }
        if (message instanceof TextMessage text && text.getText() != null) {
            return text.getText().getBytes(StandardCharsets.UTF_8);
        }
        return new byte[0];
    }
}
