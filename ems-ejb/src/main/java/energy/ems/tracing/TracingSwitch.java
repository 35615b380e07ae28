package energy.ems.tracing;

import io.opentelemetry.api.OpenTelemetry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Turns tracing on where the setting {@code otel.sdk.disabled} ({@code OTEL_SDK_DISABLED}) is {@code false}. */
@ApplicationScoped
class TracingSwitch {

    @Inject
    @ConfigProperty(name = "otel.sdk.disabled", defaultValue = "true")
    boolean disabled;

    /** The server's, which knows the other settings. */
    @Inject
    Instance<OpenTelemetry> telemetry;

    void begin(@Observes @Initialized(ApplicationScoped.class) Object started) {
        if (!disabled) {
            Tracing.on(telemetry::get);
        }
    }

    @PreDestroy
    void end() {
        Tracing.off();
    }
}
