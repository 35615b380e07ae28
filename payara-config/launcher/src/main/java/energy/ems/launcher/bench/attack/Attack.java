package energy.ems.launcher.bench.attack;

import java.io.IOException;

/** A kind of load. Begun anew for each measurement. */
public interface Attack {

    /** As the report calls it. */
    String name();

    /** Begins; what was begun ends by being closed, and by itself after {@link Attacks#LONGEST}. */
    Underway begin(Target target) throws IOException;

    /** What was begun. */
    interface Underway extends AutoCloseable {

        /** What has come of it so far, for people: how many requests, answered how. */
        String told();

        @Override
        void close();
    }
}
