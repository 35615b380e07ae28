package energy.ems.messaging;

/** The broker is away, or went away before it had confirmed everything. */
class BrokerUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokerUnavailableException(Throwable cause) {
        super(cause);
    }
}
