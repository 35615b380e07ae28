package energy.ems.metering.intake;

/** A message is not a measurement. Its text is the reason that an operator reads. */
public class MalformedMeasurementException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedMeasurementException(String reason) {
        super(reason);
    }

    MalformedMeasurementException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
