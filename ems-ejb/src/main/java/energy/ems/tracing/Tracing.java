package energy.ems.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Begins and ends the spans. Static, as tracing cuts through rooms that have nothing else in common. Thread-safe.
 */
public final class Tracing {

    static final String SCOPE = "energy.ems";
    static final String DEVICE = "ems.device.id";
    static final String MESSAGE = "messaging.message.id";

    private static final String PARENT = "traceparent";
    /** Alerts that were told of and not pushed yet; where nobody looks on they are never pushed. */
    private static final int MOST_REMEMBERED = 10_000;

    private static final TextMapGetter<Map<String, String>> HEADERS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> headers) {
            return headers.keySet();
        }

        @Override
        public String get(Map<String, String> headers, String name) {
            return headers.get(name);
        }
    };

    /** Null while it is off. */
    private static volatile Supplier<OpenTelemetry> telemetry;
    /** The batch that this node has under way: there is one at a time. */
    private static volatile BatchSpans present;

    private static final Map<Long, Context> TOLD = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Context> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    private Tracing() {}

    /** @param source asked when there is something to tell, on a thread of the application */
    static void on(Supplier<OpenTelemetry> source) {
        telemetry = source;
    }

    static void off() {
        telemetry = null;
        present = null;
        synchronized (TOLD) {
            TOLD.clear();
        }
    }

    public static boolean isOn() {
        return telemetry != null;
    }

    static Tracer tracer() {
        Supplier<OpenTelemetry> source = telemetry;
        return source == null
                ? OpenTelemetry.noop().getTracer(SCOPE)
                : source.get().getTracer(SCOPE);
    }

    static Context contextOf(Map<String, String> headers) {
        return W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, HEADERS);
    }

    static void present(BatchSpans batch) {
        present = batch;
    }

    /** A transaction of the intake begins, with the measurements of these devices. */
    public static Step storing(Supplier<Stream<String>> devices) {
        BatchSpans batch = present;
        return batch == null ? Step.NONE : batch.storing(devices.get());
    }

    /**
     * An alert is told of in the transaction that goes on: by the trace of the message that led to it, or by one of its own.
     *
     * @param sequence the number of this change of it
     * @return the headers that hand the trace on; none while tracing is off
     */
    public static Map<String, String> told(String deviceId, long alertId, String kind, String state, long sequence) {
        if (!isOn()) {
            return Map.of();
        }
        BatchSpans batch = present;
        Context parent = batch == null ? Context.root() : batch.contextOf(deviceId);
        Span span = tracer().spanBuilder("alert " + state.toLowerCase(Locale.ROOT))
                .setParent(parent)
                .setSpanKind(SpanKind.PRODUCER)
                .setAttribute(DEVICE, deviceId == null ? "" : deviceId)
                .setAttribute("ems.alert.id", alertId)
                .setAttribute("ems.alert.kind", kind)
                .setAttribute("ems.alert.sequence", sequence)
                .startSpan();
        Context context = parent.with(span);
        // This node may push it before it hears of it. Of a transaction that is undone the number is given again.
        synchronized (TOLD) {
            TOLD.put(sequence, context);
        }
        // Of a transaction that is undone nothing is told: a span that never ends is never sent.
        AfterCommit.run(span::end);
        Map<String, String> headers = new LinkedHashMap<>();
        W3CTraceContextPropagator.getInstance().inject(context, headers, Map::put);
        if (headers.containsKey(PARENT)) {
            headers.put(TraceHeaders.SEQUENCE, Long.toString(sequence));
        }
        return headers;
    }

    /** An alert's message was heard, by which another node than that which raised it pushes it. */
    public static void heard(Message message) throws JMSException {
        TraceHeaders headers = TraceHeaders.of(message);
        String sequence = headers == null ? null : message.getStringProperty(TraceHeaders.SEQUENCE);
        if (sequence != null && sequence.matches("\\d{1,18}")) {
            synchronized (TOLD) {
                TOLD.putIfAbsent(Long.valueOf(sequence), contextOf(headers.context()));
            }
        }
    }

    /** An alert is pushed to the browsers of this node. */
    public static Step pushing(String deviceId, long sequence) {
        if (!isOn()) {
            return Step.NONE;
        }
        Context parent;
        synchronized (TOLD) {
            parent = TOLD.remove(sequence);
        }
        return parent == null
                ? Step.NONE
                : step(tracer().spanBuilder("alert pushed")
                        .setParent(parent)
                        .setSpanKind(SpanKind.PRODUCER)
                        .setAttribute(DEVICE, deviceId == null ? "" : deviceId)
                        .setAttribute("ems.alert.sequence", sequence)
                        .startSpan());
    }

    static Step step(Span span) {
        return new Step() {
            @Override
            public void failed(Throwable cause) {
                span.setStatus(StatusCode.ERROR, cause.getClass().getSimpleName());
            }

            @Override
            public void close() {
                span.end();
            }
        };
    }
}
