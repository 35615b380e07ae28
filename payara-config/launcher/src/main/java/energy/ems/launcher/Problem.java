package energy.ems.launcher;

/** Something that stops the launcher; the message is one line which says what is wrong and what to do about it. */
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Problem(String message) {
        super(message);
    }

    public Problem(String message, Throwable cause) {
        super(message, cause);
    }
}
