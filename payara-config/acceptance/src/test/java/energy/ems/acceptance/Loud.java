package energy.ems.acceptance;

/** Says what a run did not test, where a person who reads the log cannot miss it. */
final class Loud {

    private Loud() {}

    static void say(String what) {
        System.err.println("\n*** NOT RUN: " + what + " ***\n");
    }
}
