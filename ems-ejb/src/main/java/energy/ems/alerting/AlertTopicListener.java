package energy.ems.alerting;

import energy.ems.messaging.Destinations;
import energy.ems.platform.StartGate;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;

/** Hears every alert on every node and tells the node's open pages by a CDI event. */
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
    Event<AlertMessage> alerts;

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void onMessage(Message message) {
        try {
            gate.pass(() -> tell(message));
        } catch (JMSException | RuntimeException e) {
            // Thrown on, it would come again for ever. Alerts are stored: whoever listens reads them from there.
            LOG.log(Level.WARNING, "A message on " + Destinations.ALERTS + " was not told on: " + e.getMessage());
        }
    }

    private void tell(Message message) throws JMSException {
        byte[] body = message instanceof BytesMessage
                ? message.getBody(byte[].class)
                : message.getBody(String.class).getBytes(StandardCharsets.UTF_8);
        alerts.fire(AlertJson.read(new String(body, StandardCharsets.UTF_8)));
    }
}
