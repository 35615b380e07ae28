package energy.ems.launcher.bench;

import energy.ems.launcher.Problem;
import energy.ems.launcher.RunningSystem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** EMS's own figures, as {@code /metrics} of each node tells them: to ask for them costs no query. */
final class Figures {

    private static final Pattern FIGURE =
            Pattern.compile("(?m)^(?<name>\\w+)(?:\\{(?<labels>[^}]*)})? (?<value>[-+.0-9Ee]+)$");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final List<URI> nodes;

    Figures(RunningSystem system) {
        nodes = system.nodes().stream().map(node -> URI.create(node.http())).toList();
    }

    /** How many messages of the queue have been processed and committed since the nodes were started. */
    long processed(String queue) throws IOException {
        return sum("ems_consumer_messages_total", "queue=\"" + queue + "\"");
    }

    /** How many readings have been stored for the first time since the nodes were started. */
    long inserted() throws IOException {
        return sum("ems_measurements_inserted_total", "");
    }

    private long sum(String name, String label) throws IOException {
        double sum = 0;
        for (URI node : nodes) {
            sum += figure(get(node.resolve("/metrics")), name, label);
        }
        return Math.round(sum);
    }

    static double figure(String metrics, String name, String label) {
        Matcher figures = FIGURE.matcher(metrics);
        while (figures.find()) {
            String labels = figures.group("labels") == null ? "" : figures.group("labels");
            if (figures.group("name").equals(name) && labels.contains(label)) {
                return Double.parseDouble(figures.group("value"));
            }
        }
        throw new Problem("EMS tells no figure " + name + " {" + label + "} in its /metrics");
    }

    /** Whether every node is ready. */
    boolean ready() throws IOException {
        for (URI node : nodes) {
            if (send(node.resolve("/health/ready")).statusCode() != 200) {
                return false;
            }
        }
        return true;
    }

    private String get(URI address) throws IOException {
        return send(address).body();
    }

    private HttpResponse<String> send(URI address) throws IOException {
        try {
            return http.send(
                    HttpRequest.newBuilder(address)
                            .timeout(Duration.ofSeconds(30))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem("Interrupted", e);
        }
    }
}
