package energy.ems.rabbitmq;

import jakarta.jms.JMSException;

/** Another consumer of the queue has begun its turn, so nothing that this one holds may be processed any more. */
public final class TurnLostException extends JMSException {

    private static final long serialVersionUID = 1L;

    public TurnLostException(String message) {
        super(message);
    }
}
