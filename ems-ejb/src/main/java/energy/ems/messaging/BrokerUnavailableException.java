package energy.ems.messaging;

import jakarta.ejb.ApplicationException;

/** The broker is away, or went away before it had confirmed everything. */
@ApplicationException(rollback = true)
public class BrokerUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BrokerUnavailableException(Throwable cause) {
        super(cause);
    }
}
