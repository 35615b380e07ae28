package energy.ems.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The spans of a batch's messages, each from its arrival to the end of the batch, which is when it is acknowledged. Made and
 * ended by one thread; while the lanes work, they only read.
 */
public final class BatchSpans implements AutoCloseable {

    private static final BatchSpans NONE = new BatchSpans(null, null);
    /** As many as a span keeps. */
    private static final int MOST_LINKS = 128;

    private final Tracer tracer;
    private final String queue;
    private final List<Context> messages = new ArrayList<>();
    private final Map<String, Context> byDevice = new HashMap<>();

    private BatchSpans(Tracer tracer, String queue) {
        this.tracer = tracer;
        this.queue = queue;
    }

    /** For messages of this queue; does nothing while tracing is off. */
    public static BatchSpans begin(String queue) {
        return Tracing.isOn() ? new BatchSpans(Tracing.tracer(), queue) : NONE;
    }

    /**
     * The next message, in the batch's order, to be followed by what it holds.
     *
     * @param headers null for unknown
     */
    public void message(TraceHeaders headers) {
        if (tracer == null) {
            return;
        }
        Context parent = headers == null ? Context.root() : Tracing.contextOf(headers.context());
        SpanBuilder span = tracer.spanBuilder(queue + " process")
                .setParent(parent)
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("messaging.system", "rabbitmq")
                .setAttribute("messaging.destination.name", queue);
        if (headers != null && headers.messageId() != null) {
            span.setAttribute(Tracing.MESSAGE, headers.messageId());
        }
        messages.add(parent.with(span.startSpan()));
    }

    /** A measurement of that message; the last device of an array gives its name to the message. */
    public void measurement(int message, String deviceId) {
        if (tracer != null) {
            Context context = messages.get(message);
            Span.fromContext(context).setAttribute(Tracing.DEVICE, deviceId);
            byDevice.put(deviceId, context);
        }
    }

    /** All of it is said; the lanes begin. */
    public void ready() {
        if (tracer != null) {
            Tracing.present(this);
        }
    }

    Context contextOf(String deviceId) {
        return byDevice.getOrDefault(deviceId, Context.root());
    }

    /** Of one message it is a part; of several, which may be of many traces, it is a trace of its own that names them. */
    Step storing(Stream<String> devices) {
        Set<Context> told = new HashSet<>();
        devices.forEach(device -> told.add(contextOf(device)));
        SpanBuilder span = tracer.spanBuilder("measurements stored");
        if (told.size() == 1) {
            span.setParent(told.iterator().next());
        } else {
            span.setNoParent();
            told.stream()
                    .limit(MOST_LINKS)
                    .forEach(context -> span.addLink(Span.fromContext(context).getSpanContext()));
        }
        return Tracing.step(span.startSpan());
    }

    @Override
    public void close() {
        if (tracer != null) {
            Tracing.present(null);
            messages.forEach(context -> Span.fromContext(context).end());
        }
    }
}
