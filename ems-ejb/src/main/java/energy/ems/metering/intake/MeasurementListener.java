package energy.ems.metering.intake;

import energy.ems.messaging.Destinations;
import energy.ems.platform.StartGate;
import energy.ems.rabbitmq.BatchMessageListener;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.EJB;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.ArrayList;
import java.util.List;

/** Takes measurements from RabbitMQ, a batch in a transaction, and hands them to the intake. */
@MessageDriven(
        messageListenerInterface = BatchMessageListener.class,
        activationConfig = {
            @ActivationConfigProperty(propertyName = "resourceAdapter", propertyValue = "rabbitmq"),
            @ActivationConfigProperty(propertyName = "destination", propertyValue = Destinations.MEASUREMENTS),
            @ActivationConfigProperty(propertyName = "exchange", propertyValue = Destinations.TOPIC_EXCHANGE),
            @ActivationConfigProperty(propertyName = "routingKey", propertyValue = Destinations.MEASUREMENTS),
            @ActivationConfigProperty(propertyName = "deadLetters", propertyValue = Destinations.DEAD_MEASUREMENTS),
            @ActivationConfigProperty(propertyName = "batchSize", propertyValue = "500"),
            @ActivationConfigProperty(propertyName = "consumers", propertyValue = "2")
        })
public class MeasurementListener implements BatchMessageListener {

    @Inject
    StartGate gate;

    @EJB
    MeasurementIntake intake;

    @Override
    public void onMessages(List<Message> messages) throws JMSException {
        List<ReceivedMessage> received = new ArrayList<>(messages.size());
        for (Message message : messages) {
            received.add(ReceivedMessage.of(message));
        }
        gate.pass(() -> intake.take(received));
    }
}
