package energy.ems.acceptance;

import jakarta.json.JsonObject;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Somebody who has logged in, looks at a page again and again, and listens to alerts as the portal's script does: a
 * connection that is lost is made again, and asks for what it missed.
 */
final class Watcher implements AutoCloseable {

    private static final long PAUSE_MILLIS = 250;

    private final String username;
    private final BrowserSession session;
    private final ScheduledExecutorService eyesAndEars = Executors.newScheduledThreadPool(2);
    private final List<JsonObject> alerts = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();

    private AlertSocket socket;
    private int heardOfThisSocket;

    Watcher(URI portal, String username, String password) {
        this.username = username;
        session = BrowserSession.login(portal, username, password);
        socket = session.alerts();
        connections.incrementAndGet();
        eyesAndEars.scheduleWithFixedDelay(this::look, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        eyesAndEars.scheduleWithFixedDelay(this::listen, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    String username() {
        return username;
    }

    /** All that was heard, over whatever connection. */
    List<JsonObject> alerts() {
        return List.copyOf(alerts);
    }

    /** Every look that showed no page, or a login. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** What a person would have minded: a page that was none when it was asked for again, or a login. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    int looks() {
        return looks.get();
    }

    int connections() {
        return connections.get();
    }

    @Override
    public void close() {
        eyesAndEars.shutdownNow();
        socket.close();
    }

    private void look() {
        String first = complaint();
        // Whoever sees an error looks once more.
        String second = first.isEmpty() ? "" : complaint();
        if (!second.isEmpty()) {
            failures.add(username + ": " + first + ", then " + second);
        }
        looks.incrementAndGet();
    }

    private String complaint() {
        try {
            HttpResponse<String> page = session.get("account.xhtml");
            boolean shown = page.statusCode() == 200 && page.uri().getPath().endsWith("/account.xhtml");
            return shown ? "" : complain(page.statusCode() + " at " + page.uri().getPath());
        } catch (UncheckedIOException broken) {
            return complain(broken.getMessage());
        }
    }

    private String complain(String what) {
        complaints.add(Instant.now() + " " + what);
        return what;
    }

    private void listen() {
        boolean lost = socket.isClosed();
        List<JsonObject> heard = socket.received();
        alerts.addAll(new ArrayList<>(heard.subList(heardOfThisSocket, heard.size())));
        heardOfThisSocket = heard.size();
        if (lost) {
            try {
                AlertSocket next = alerts.isEmpty() ? session.alerts() : session.alertsAfter(newest());
                socket.close();
                socket = next;
                heardOfThisSocket = 0;
                connections.incrementAndGet();
            } catch (CompletionException notYet) {
                // In the next round.
            }
        }
    }

    private long newest() {
        return alerts.get(alerts.size() - 1).getJsonNumber("sequence").longValue();
    }
}
