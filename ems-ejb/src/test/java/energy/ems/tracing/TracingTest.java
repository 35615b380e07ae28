package energy.ems.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a collector gets to see is asked of the running system, by {@code TracingIT}. */
class TracingTest {

    @AfterEach
    void turnOff() {
        Tracing.off();
    }

    @Test
    void whileItIsOffNothingIsAskedNorHandedOn() {
        try (BatchSpans spans = BatchSpans.begin("queue")) {
            spans.message(null);
            spans.measurement(0, "meter");
            spans.ready();

            assertThat(Tracing.storing(() -> {
                        throw new AssertionError("asked");
                    }))
                    .isSameAs(Step.NONE);
        }
        assertThat(Tracing.told("meter", 1, "LIMIT_EXCEEDED", "RAISED", 1)).isEmpty();
        assertThat(Tracing.pushing("meter", 1)).isSameAs(Step.NONE);
    }

    @Test
    void whatIsNotSampledIsDoneAllTheSame() {
        Tracing.on(OpenTelemetry::noop);
        try (BatchSpans spans = BatchSpans.begin("queue")) {
            spans.message(null);
            spans.message(null);
            spans.measurement(0, "meter");
            spans.measurement(1, "another");
            spans.ready();
            try (Step storing = Tracing.storing(() -> Stream.of("meter", "another", "unheard of"))) {
                storing.failed(new IllegalStateException());
            }
            assertThat(Tracing.told("meter", 1, "LIMIT_EXCEEDED", "RAISED", 1)).isEmpty();
        }
    }

    /** History, say, is told of in no batch. */
    @Test
    void anAlertOfNoMessageIsToldOfTooAndADeviceMayBeUnknown() {
        Tracing.on(OpenTelemetry::noop);

        assertThat(Tracing.told(null, 1, "MANY_SILENT", "RAISED", 7)).isEmpty();
        Tracing.pushing(null, 7).close();
        assertThat(Tracing.pushing(null, 7)).isSameAs(Step.NONE);
    }
}
