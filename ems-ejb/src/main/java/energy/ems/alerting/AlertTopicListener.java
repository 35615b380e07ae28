package energy.ems.alerting;

import energy.ems.messaging.Destinations;
import energy.ems.platform.StartGate;
import energy.ems.tracing.Tracing;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Hears on every node that there are alerts, and has the node's open pages told. */
@MessageDriven(
        messageListenerInterface = MessageListener.class,
        activationConfig = {
            @ActivationConfigProperty(propertyName = "resourceAdapter", propertyValue = "rabbitmq"),
            @ActivationConfigProperty(propertyName = "destination", propertyValue = Destinations.ALERTS),
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Topic")
        })
public class AlertTopicListener implements MessageListener {

    private static final Logger LOG = System.getLogger(AlertTopicListener.class.getName());

    @Inject
    StartGate gate;

    @Inject
    AlertTail tail;

    /** What it says is not believed: whoever may publish to the exchange could have sent it. */
    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void onMessage(Message message) {
        try {
            Tracing.heard(message);
            gate.pass(tail::nudge);
        } catch (JMSException | RuntimeException e) {
            // Thrown on, it would come again for ever; the tail's timer looks all the same.
            LOG.log(Level.DEBUG, "Alerts are told later", e);
        }
    }
}
