package energy.ems.boundary;

import jakarta.ejb.ApplicationException;
import java.time.Duration;

/** Too many failed attempts, or too many at once: nothing was checked; to be tried again later. */
@ApplicationException(rollback = true)
public class ThrottledException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    public ThrottledException(Duration retryAfter) {
        super("too many attempts, retry after " + retryAfter);
        this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
