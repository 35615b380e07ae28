package energy.ems.boundary;

import jakarta.ejb.ApplicationException;

/** The change contradicts what is stored by now: a stale version, an id already taken, something switched off. */
@ApplicationException(rollback = true)
public class ConflictException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String messageKey;

    /**
     * @param messageKey key of the text for people, for instance {@code conflict.stale}
     * @param message the same in English, for programs and logs
     */
    public ConflictException(String messageKey, String message) {
        super(message);
        this.messageKey = messageKey;
    }

    public static ConflictException stale(String what, Object id) {
        return new ConflictException("conflict.stale", what + " " + id + " was changed by somebody else");
    }

    public static ConflictException taken(String what, Object id) {
        return new ConflictException("conflict.taken", what + " " + id + " exists already");
    }

    public String messageKey() {
        return messageKey;
    }
}
