package energy.ems.messaging;

/** The names of exchanges, routing keys and queues, as in the public contract. */
public final class Destinations {

    /** The default exchange: the routing key is the queue's name. */
    public static final String DEFAULT_EXCHANGE = "";

    public static final String TOPIC_EXCHANGE = "amq.topic";

    /** Queue and routing key of the measurements. */
    public static final String MEASUREMENTS = "ems.measurements";

    /** Queue of the messages that cannot be understood. */
    public static final String DEAD_MEASUREMENTS = "ems.measurements.dead";

    /** Routing key of the device events on {@link #TOPIC_EXCHANGE}. */
    public static final String DEVICE_EVENTS = "ems.device-events";

    /** Monitoring's queue of device events. */
    public static final String MONITORING_DEVICE_EVENTS = "ems.device-events.monitoring";

    /** Queue of the messages that are no device events. */
    public static final String DEAD_DEVICE_EVENTS = "ems.device-events.dead";

    /** Routing key of the alerts on {@link #TOPIC_EXCHANGE}. */
    public static final String ALERTS = "ems.alerts";

    /** Header of a dead message: why it could not be understood. */
    public static final String REASON_HEADER = "ems-reason";

    /** Header of a dead message: when it was received, ISO-8601. */
    public static final String RECEIVED_AT_HEADER = "ems-received-at";

    private Destinations() {}
}
