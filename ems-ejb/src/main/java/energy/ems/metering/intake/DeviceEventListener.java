package energy.ems.metering.intake;

import energy.ems.messaging.Destinations;
import energy.ems.platform.StartGate;
import energy.ems.rabbitmq.BatchMessageListener;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.ArrayList;
import java.util.List;

/** Takes device events from RabbitMQ, the only way in which monitoring hears of devices. */
@MessageDriven(
        messageListenerInterface = BatchMessageListener.class,
        activationConfig = {
            @ActivationConfigProperty(propertyName = "resourceAdapter", propertyValue = "rabbitmq"),
            @ActivationConfigProperty(
                    propertyName = "destination",
                    propertyValue = Destinations.MONITORING_DEVICE_EVENTS),
            @ActivationConfigProperty(propertyName = "exchange", propertyValue = Destinations.TOPIC_EXCHANGE),
            @ActivationConfigProperty(propertyName = "routingKey", propertyValue = Destinations.DEVICE_EVENTS),
            @ActivationConfigProperty(propertyName = "deadLetters", propertyValue = Destinations.DEAD_DEVICE_EVENTS),
            @ActivationConfigProperty(propertyName = "batchSize", propertyValue = "500")
        })
public class DeviceEventListener implements BatchMessageListener {

    @Inject
    StartGate gate;

    @Inject
    DeviceEventIntake register;

    @Inject
    IntakeTurn turn;

    @Override
    public void onMessages(List<Message> messages) throws JMSException {
        List<ReceivedMessage> received = new ArrayList<>(messages.size());
        for (Message message : messages) {
            received.add(ReceivedMessage.of(message));
        }
        gate.pass(() -> register.take(received));
    }

    @Override
    public void probe() throws JMSException {
        gate.pass(() -> turn.probe(Destinations.MONITORING_DEVICE_EVENTS));
    }
}
