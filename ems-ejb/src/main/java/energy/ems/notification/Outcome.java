package energy.ems.notification;

/**
 * What became of an attempt.
 *
 * @param problem null when it went well
 * @param lasting whether trying again is of no use
 * @param shared whether all others of the same server fare alike, so that they need not be tried now
 * @param detail what the other side answered, for the person; null when there is nothing to say
 * @param cause for the log alone, as it may name hosts; null when there is nothing to say
 */
public record Outcome(Problem problem, boolean lasting, boolean shared, String detail, String cause) {

    private static final int LONGEST = 400;

    static final Outcome SENT = new Outcome(null, false, false, null, null);

    static Outcome away(String cause) {
        return new Outcome(Problem.AWAY, false, true, null, cause);
    }

    static Outcome notSetUp() {
        return new Outcome(Problem.NOT_SET_UP, false, true, null, "no mail server is set up");
    }

    static Outcome later(String detail) {
        return new Outcome(Problem.PUT_OFF, false, false, shortened(detail), null);
    }

    static Outcome refused(Problem problem, String detail) {
        return new Outcome(problem, true, false, shortened(detail), null);
    }

    boolean isSent() {
        return problem == null;
    }

    private static String shortened(String text) {
        if (text == null) {
            return null;
        }
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST) : line;
    }
}
