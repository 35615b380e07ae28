package energy.ems.launcher.bench;

import energy.ems.launcher.Terminal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** One call of {@code ./ems bench}: what was asked for, the system that is measured, and what its limits are. */
final class Run implements AutoCloseable {

    /** Of a meter of the bench: higher than any that a benchmark gives it. */
    private static final int LAST_VERSION = 1_000;

    private final Options options;
    private final BenchedSystem system;
    private final Optional<String> adminPassword;
    private final Terminal terminal;
    private final Limits limits = new Limits(this);
    private final List<Fleet> fleets = new ArrayList<>();
    private final Map<String, Double> figures = new HashMap<>();

    Run(Options options, BenchedSystem system, Optional<String> adminPassword, Terminal terminal) {
        this.options = options;
        this.system = system;
        this.adminPassword = adminPassword;
        this.terminal = terminal;
    }

    Options options() {
        return options;
    }

    BenchedSystem system() {
        return system;
    }

    Optional<String> adminPassword() {
        return adminPassword;
    }

    Limits limits() {
        return limits;
    }

    /** What a benchmark has found so far, for those that compare themselves with it. */
    Optional<Double> found(String name) {
        return Optional.ofNullable(figures.get(name));
    }

    void remember(List<Result> results) {
        results.forEach(result -> figures.put(result.name(), result.value()));
    }

    <T> T step(String name, Callable<T> step) {
        return terminal.step(name, step);
    }

    <T> T step(String name, Supplier<String> progress, Callable<T> step) {
        return terminal.step(name, progress, step);
    }

    /** Has monitoring know the meters, until the run ends. */
    Fleet announced(Fleet fleet) {
        return step("Announcing " + fleet.size() + " meters", () -> {
            fleets.add(fleet);
            announce(fleet.created());
            system.awaitMonitored(fleet.prefix(), fleet.size());
            return fleet;
        });
    }

    void announce(List<DeviceEvent> events) throws IOException {
        try (Publisher publisher = system.publisher()) {
            events.forEach(event ->
                    publisher.send(BenchedSystem.TOPIC_EXCHANGE, BenchedSystem.DEVICE_EVENTS_KEY, event.body()));
            publisher.confirmed();
        }
    }

    /** Takes the meters away again, so that nobody is told that they have fallen silent. */
    @Override
    public void close() throws IOException {
        for (Fleet fleet : fleets) {
            announce(fleet.deleted(LAST_VERSION));
        }
    }
}
