package energy.ems.acceptance;

import java.util.List;

/** Says what a run did not test, where a person who reads the log cannot miss it. */
final class Loud {

    private Loud() {}

    /** Of a long test: what failed, as soon as it does. */
    static void failed(String what, Throwable why) {
        System.err.println("\n*** FAILED: " + what + ": " + why + " ***\n");
    }

    /** Of a failed test: what else was written about it. */
    static void aside(String what, List<String> lines) {
        System.err.println("\n*** " + what + ":\n    " + String.join("\n    ", lines) + "\n");
    }

    static void say(String what) {
        System.err.println("\n*** NOT RUN: " + what + " ***\n");
    }
}
