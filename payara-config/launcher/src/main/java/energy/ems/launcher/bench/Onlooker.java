package energy.ems.launcher.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What others meet while something goes on: whether each server's health answers, how long a login takes, how full the
 * heap is. Asks at a pace that is the same whatever goes on.
 */
final class Onlooker implements AutoCloseable {

    private static final Pattern HEAP = Pattern.compile("(?m)^memory_usedHeap_bytes(?:\\{[^}]*})? ([-+.0-9Ee]+)$");
    private static final Duration HEALTH_EVERY = Duration.ofMillis(500);
    private static final Duration LOGIN_EVERY = Duration.ofSeconds(2);
    /** Kubernetes waits for a second by default, the example's proxies for four. */
    private static final Duration HEALTH_PATIENCE = Duration.ofSeconds(4);

    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Run run;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(HEALTH_PATIENCE)
            .build();
    private final ScheduledExecutorService two = Executors.newScheduledThreadPool(2);
    private final List<Double> health = new ArrayList<>();
    private final List<Double> logins = new ArrayList<>();
    private int asked;
    private int tried;
    private double heap;

    private Onlooker(Run run) {
        this.run = run;
    }

    static Onlooker begin(Run run) {
        Onlooker onlooker = new Onlooker(run);
        onlooker.two.scheduleWithFixedDelay(onlooker::askHealth, 0, HEALTH_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        onlooker.two.scheduleWithFixedDelay(onlooker::logIn, 0, LOGIN_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return onlooker;
    }

    private void askHealth() {
        run.system().described().nodes().forEach(node -> {
            URI server = URI.create(node.http());
            long start = System.nanoTime();
            boolean answered = answer(server.resolve("/health/live")).isPresent();
            double taken = (System.nanoTime() - start) / NANOS;
            double used =
                    answer(server.resolve("/metrics")).map(Onlooker::heapOf).orElse(0.0);
            synchronized (this) {
                asked++;
                if (answered) {
                    health.add(taken);
                }
                heap = Math.max(heap, used);
            }
        });
    }

    private Optional<String> answer(URI address) {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(address).timeout(HEALTH_PATIENCE).build(),
                    HttpResponse.BodyHandlers.ofString());
            return Optional.of(answer).filter(each -> each.statusCode() == 200).map(HttpResponse::body);
        } catch (IOException noAnswer) {
            return Optional.empty();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static double heapOf(String metrics) {
        Matcher used = HEAP.matcher(metrics);
        return used.find() ? Double.parseDouble(used.group(1)) : 0;
    }

    /** With its page before and its page afterwards, as a person waits for it. */
    private void logIn() {
        long start = System.nanoTime();
        boolean in = false;
        try {
            PortalSession.login(run);
            in = true;
        } catch (IOException | RuntimeException refused) {
            // Counted below as tried.
        }
        synchronized (this) {
            if (!Thread.currentThread().isInterrupted()) {
                tried++;
                if (in) {
                    logins.add((System.nanoTime() - start) / NANOS);
                }
            }
        }
    }

    /** For people. */
    synchronized String told() {
        return "health answered %d of %d%s; %d of %d logins%s; heap at most %.0f MiB"
                .formatted(health.size(), asked, times(health), logins.size(), tried, times(logins), heap / (1 << 20));
    }

    private static String times(List<Double> seconds) {
        return seconds.isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        ", %.2f s and at most %.2f s",
                        Statistics.median(seconds),
                        Statistics.percentile(seconds, 100));
    }

    @Override
    public void close() {
        two.shutdownNow();
    }
}
