package energy.ems.rabbitmq;

/** A message-driven bean threw, or its transaction did not commit. The messages must be delivered again. */
final class DeliveryFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    DeliveryFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
