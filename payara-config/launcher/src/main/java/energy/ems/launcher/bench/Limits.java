package energy.ems.launcher.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What broker and database allow on this machine, each measured alone, once in a run: the same messages taken by a bare
 * client, and the same rows stored without any logic. The lower of both bounds whatever takes messages and stores rows.
 */
final class Limits {

    static final String UNIT = "measurements/s";

    private final Run run;
    private final Map<Integer, Double> queue = new HashMap<>();
    private final Map<Integer, Double> rows = new HashMap<>();

    Limits(Run run) {
        this.run = run;
    }

    /**
     * Measures what was not measured before.
     *
     * @param inOne how many measurements are in a message
     * @param stint how many a meter sends before it is the next one's turn
     * @return what was measured
     */
    List<Result> measure(int inOne, int stint, int measurements) throws Exception {
        List<Result> measured = new ArrayList<>();
        if (!queue.containsKey(inOne)) {
            queue.put(
                    inOne,
                    inOne
                            * new BareConsumer(run).rate((publisher, name) -> {
                                Fleet fleet =
                                        new Fleet("limit", run.options().devices(), Fleet.Mode.INTERVAL, measurements);
                                return fleet.messages(measurements, inOne, body -> publisher.send("", name, body))
                                        / inOne;
                            }));
            measured.add(Result.of("limit-queue-" + inOne, queue.get(inOne), UNIT)
                    .noting("a bare client drains a queue of the same messages, " + inOne + " in each"));
        }
        if (!rows.containsKey(stint)) {
            rows.put(stint, new BareRows(run, stint).rate(measurements));
            measured.add(Result.of(stint == 1 ? "limit-rows" : "limit-rows-of-one-meter", rows.get(stint), UNIT)
                    .noting("the same readings and hours stored without logic, " + BareRows.IN_A_TRANSACTION
                            + " in a transaction, " + BareRows.CONNECTIONS + " connections"));
        }
        return measured;
    }

    /** The lower of both. */
    double possible(int inOne, int stint) {
        return Math.min(queue.get(inOne), rows.get(stint));
    }
}
