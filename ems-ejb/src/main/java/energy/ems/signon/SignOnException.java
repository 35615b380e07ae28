package energy.ems.signon;

/** An attempt to sign on that came to nothing. */
public class SignOnException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why; the message is for the log. */
    public enum Reason {
        /** The provider does not answer, or not as one does. */
        AWAY,
        /** What came back proves nothing, or comes too late, or a second time. */
        UNPROVED,
        /** EMS may not ask this provider: its own name or secret is wrong there. */
        MISCONFIGURED
    }

    SignOnException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    SignOnException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
