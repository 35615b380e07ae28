package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import jakarta.json.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The way of a reading, from a meter's message to the alert in the browser, as a collector of traces is told of it. */
@Timeout(900)
class TracingIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SENDER = "00f067aa0ba902b7";
    private static final String DEVICE = "traced-meter";

    @Test
    void anAlertIsTracedFromTheMetersMessageToTheBrowser() {
        Path directory = Scratch.directory("tracing");
        EmbeddedServers servers = EmbeddedServers.start(directory);
        try (Collector collector = new Collector()) {
            Map<String, String> settings = new HashMap<>(servers.environment());
            settings.put("OTEL_SDK_DISABLED", "false");
            settings.put("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
            settings.put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint());
            settings.put("OTEL_BSP_SCHEDULE_DELAY", "200");
            try (EmsSystem system = new PayaraMicro(directory, settings, servers::close);
                    Broker broker = new Broker(system.amqp())) {
                Api administrator = new Api(system.portal(), EmsSystem.ADMINISTRATOR, EmsSystem.PASSWORD);
                assertThat(administrator
                                .post(
                                        "devices",
                                        Json.createObjectBuilder()
                                                .add("id", DEVICE)
                                                .add("name", "Traced meter")
                                                .add("owner", EmsSystem.ADMINISTRATOR)
                                                .add("max_hourly_kwh", 1)
                                                .add("settings_valid_from", "ALWAYS")
                                                .build())
                                .status())
                        .isEqualTo(201);
                try (AlertSocket browser = BrowserSession.login(
                                system.portal(), EmsSystem.ADMINISTRATOR, EmsSystem.PASSWORD)
                        .alerts()) {
                    broker.send(
                            new BasicProperties.Builder()
                                    .deliveryMode(2)
                                    .messageId("message-of-the-meter")
                                    .headers(Map.of("traceparent", "00-" + TRACE + "-" + SENDER + "-01"))
                                    .build(),
                            Broker.measurement(DEVICE, Instant.now().truncatedTo(ChronoUnit.HOURS), "2.5")
                                    .getBytes(StandardCharsets.UTF_8));
                    await().atMost(SOON)
                            .until(() -> !browser.received(DEVICE, "LIMIT_EXCEEDED", "RAISED")
                                    .isEmpty());
                }
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(names(collector.of(TRACE)))
                                .contains(
                                        "ems.measurements process",
                                        "measurements stored",
                                        "alert raised",
                                        "alert pushed"));

                Map<String, Collector.Span> spans = collector.of(TRACE).stream()
                        .collect(Collectors.toMap(Collector.Span::name, span -> span, (one, other) -> one));
                Collector.Span message = spans.get("ems.measurements process");
                Collector.Span raised = spans.get("alert raised");
                assertThat(message.parent()).isEqualTo(SENDER);
                assertThat(message.attributes())
                        .containsEntry("messaging.message.id", "message-of-the-meter")
                        .containsEntry("ems.device.id", DEVICE);
                assertThat(spans.get("measurements stored").parent()).isEqualTo(message.id());
                assertThat(raised.parent()).isEqualTo(message.id());
                assertThat(raised.attributes())
                        .containsEntry("ems.device.id", DEVICE)
                        .containsEntry("ems.alert.kind", "LIMIT_EXCEEDED");
                assertThat(spans.get("alert pushed").parent()).isEqualTo(raised.id());
                assertThat(spans.get("alert pushed").attributes()).containsEntry("ems.device.id", DEVICE);

                // One that brings no trace begins one.
                broker.measure(
                        DEVICE, Instant.now().truncatedTo(ChronoUnit.HOURS).plusSeconds(1), "0.1");
                await().atMost(SOON)
                        .until(() -> collector.all().stream()
                                .anyMatch(span -> span.name().equals("ems.measurements process")
                                        && span.parent().isEmpty()
                                        && DEVICE.equals(span.attributes().get("ems.device.id"))));
            }
        }
    }

    private static List<String> names(List<Collector.Span> spans) {
        return spans.stream().map(Collector.Span::name).toList();
    }
}
