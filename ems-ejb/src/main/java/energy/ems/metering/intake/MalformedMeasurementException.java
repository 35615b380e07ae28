package energy.ems.metering.intake;

/**
 * A message is not a measurement. Its text is the reason that an operator reads. Where it was found says nothing that the
 * text does not say, and to write that down costs more than to read a measurement: there is no stack trace.
 */
public class MalformedMeasurementException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedMeasurementException(String reason) {
        this(reason, null);
    }

    MalformedMeasurementException(String reason, Throwable cause) {
        super(reason, cause, false, false);
    }
}
