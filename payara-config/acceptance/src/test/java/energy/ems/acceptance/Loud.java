package energy.ems.acceptance;

/** Says what a run did not test, where a person who reads the log cannot miss it. */
final class Loud {

    private Loud() {}

    /** Of a long test: what failed, as soon as it does. */
    static void failed(String what, Throwable why) {
        System.err.println("\n*** FAILED: " + what + ": " + why + " ***\n");
    }

    static void say(String what) {
        System.err.println("\n*** NOT RUN: " + what + " ***\n");
    }
}
