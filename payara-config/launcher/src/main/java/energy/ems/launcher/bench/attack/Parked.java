package energy.ems.launcher.bench.attack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Connections that never come to an end: they say the beginning, and then a little now and then.
 *
 * @param connections how many
 * @param places from how many places, in turn
 * @param little what each says again and again, so that it is not taken for dead
 */
record Parked(String name, int connections, int places, Beginning beginning, String little) implements Attack {

    private static final int SECONDS_BETWEEN = 5;

    /** What is said first. */
    interface Beginning {

        String of(Target target) throws IOException;
    }

    @Override
    public Underway begin(Target target) throws IOException {
        byte[] first = beginning.of(target).getBytes(StandardCharsets.ISO_8859_1);
        byte[] next = little.getBytes(StandardCharsets.ISO_8859_1);
        List<Connection> open = new CopyOnWriteArrayList<>();
        ScheduledExecutorService one = Executors.newSingleThreadScheduledExecutor();
        one.execute(() -> {
            for (int i = 0; i < connections && !Thread.currentThread().isInterrupted(); i++) {
                park(target, i % places, first, open);
            }
        });
        one.scheduleAtFixedRate(
                () -> open.forEach(connection -> trickle(connection, next, open)),
                SECONDS_BETWEEN,
                SECONDS_BETWEEN,
                TimeUnit.SECONDS);
        one.schedule(() -> closeAll(open), Attacks.LONGEST.toSeconds(), TimeUnit.SECONDS);
        return new Underway() {
            @Override
            public String told() {
                return open.size() + " of " + connections + " connections parked";
            }

            @Override
            public void close() {
                one.shutdownNow();
                closeAll(open);
            }
        };
    }

    private static void park(Target target, int place, byte[] first, List<Connection> open) {
        try {
            Connection connection = target.connect(place);
            open.add(connection);
            connection.write(first);
        } catch (IOException refused) {
            // That is what the server is there for.
        }
    }

    private static void trickle(Connection connection, byte[] little, List<Connection> open) {
        try {
            connection.write(little);
        } catch (IOException hungUp) {
            open.remove(connection);
        }
    }

    private static void closeAll(List<Connection> open) {
        for (Connection connection : open) {
            try {
                connection.close();
            } catch (IOException goneAnyway) {
                // Nobody asks for it any more.
            }
        }
    }
}
