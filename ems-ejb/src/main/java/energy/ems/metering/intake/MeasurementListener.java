package energy.ems.metering.intake;

import energy.ems.messaging.Destinations;
import energy.ems.platform.StartGate;
import energy.ems.rabbitmq.BatchMessageListener;
import energy.ems.rabbitmq.TurnLostException;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes measurements from RabbitMQ in the queue's order: one node at a time consumes, and hands them to the lanes, which
 * have transactions of their own.
 */
@MessageDriven(
        messageListenerInterface = BatchMessageListener.class,
        activationConfig = {
            @ActivationConfigProperty(propertyName = "resourceAdapter", propertyValue = "rabbitmq"),
            @ActivationConfigProperty(propertyName = "destination", propertyValue = Destinations.MEASUREMENTS),
            @ActivationConfigProperty(propertyName = "exchange", propertyValue = Destinations.TOPIC_EXCHANGE),
            @ActivationConfigProperty(propertyName = "routingKey", propertyValue = Destinations.MEASUREMENTS),
            @ActivationConfigProperty(propertyName = "deadLetters", propertyValue = Destinations.DEAD_MEASUREMENTS),
            @ActivationConfigProperty(propertyName = "batchSize", propertyValue = "2000"),
            @ActivationConfigProperty(propertyName = "single", propertyValue = "true")
        })
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class MeasurementListener implements BatchMessageListener {

    @Inject
    StartGate gate;

    @Inject
    Lanes lanes;

    @Inject
    IntakeTurn turn;

    @Inject
    PresentTurn present;

    @Override
    public void onMessages(List<Message> messages) throws JMSException {
        List<ReceivedMessage> received = new ArrayList<>(messages.size());
        for (Message message : messages) {
            received.add(ReceivedMessage.of(message));
        }
        gate.pass(() -> lanes.take(received));
    }

    @Override
    public void probe() throws JMSException {
        gate.pass(() -> turn.probe(Destinations.MEASUREMENTS));
    }

    @Override
    public void stay() throws JMSException {
        gate.pass(() -> {
            if (!turn.stay(Destinations.MEASUREMENTS, present.number())) {
                throw new TurnLostException("another node takes the measurements now");
            }
        });
    }

    @Override
    public boolean isAbandoned() throws JMSException {
        boolean[] abandoned = new boolean[1];
        gate.pass(() -> abandoned[0] = present.isAbandoned(turn.sign(Destinations.MEASUREMENTS)));
        return abandoned[0];
    }

    @Override
    public boolean begin(Attach attach) throws JMSException {
        long[] number = new long[1];
        gate.pass(() -> number[0] = turn.begin(Destinations.MEASUREMENTS, attach));
        if (number[0] != 0) {
            present.began(number[0]);
        }
        return number[0] != 0;
    }
}
