package energy.ems.tracing;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a message says of itself, for a trace.
 *
 * @param messageId null when it has none
 * @param context those headers by which W3C's Trace Context is handed on, {@code traceparent} and {@code tracestate}
 */
public record TraceHeaders(String messageId, Map<String, String> context) {

    /** By which number an alert's message is known to the nodes that push it. */
    static final String SEQUENCE = "ems_alert_sequence";

    private static final String[] CONTEXT = {"traceparent", "tracestate"};

    public TraceHeaders {
        context = Map.copyOf(context);
    }

    /** @return null when nobody wants to know */
    public static TraceHeaders of(Message message) throws JMSException {
        if (!Tracing.isOn()) {
            return null;
        }
        Map<String, String> context = new LinkedHashMap<>();
        for (String name : CONTEXT) {
            String value = message.getStringProperty(name);
            if (value != null) {
                context.put(name, value);
            }
        }
        return new TraceHeaders(message.getJMSMessageID(), context);
    }
}
