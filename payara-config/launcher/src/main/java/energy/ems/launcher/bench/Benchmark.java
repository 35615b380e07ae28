package energy.ems.launcher.bench;

import java.util.List;

/** Something that {@code ./ems bench} measures, found by its name. */
interface Benchmark {

    /** As it is called on the command line. */
    String name();

    /** One line for those who ask for help. */
    String describe();

    /**
     * Measures it, and the limit beside which its figures stand.
     *
     * @throws Exception with what went wrong; of whatever kind, as brokers, databases and servers are asked
     */
    List<Result> measure(Run run) throws Exception;
}
