package energy.ems.metering.intake;

import energy.ems.metering.intake.ReadBatch.Received;
import energy.ems.tracing.Step;
import energy.ems.tracing.Tracing;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.AsyncResult;
import jakarta.ejb.Asynchronous;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Future;

/**
 * Takes in the measurements of some devices one transaction after the other, and stops at the first that fails: what
 * comes later may correct what is not stored yet.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Lane {

    /** Bounds a transaction: its locks, its statements and what a failure undoes. */
    static final int MOST_IN_A_TRANSACTION = 4_000;

    private static final int ATTEMPTS = 5;

    @Inject
    MeasurementIntake intake;

    /**
     * What became of a lane.
     *
     * @param undone the measurements that are not stored
     * @param failure why not, or null
     */
    public record Outcome(List<Received> undone, RuntimeException failure) {}

    /** On a thread of the container. */
    @Asynchronous
    public Future<Outcome> start(List<Received> measurements, Instant now) {
        return new AsyncResult<>(pass(measurements, now));
    }

    /** On this thread. */
    public Outcome pass(List<Received> measurements, Instant now) {
        for (int start = 0; start < measurements.size(); start += MOST_IN_A_TRANSACTION) {
            int end = Math.min(measurements.size(), start + MOST_IN_A_TRANSACTION);
            try {
                persistently(measurements.subList(start, end), now);
            } catch (RuntimeException e) {
                return new Outcome(measurements.subList(start, measurements.size()), e);
            }
        }
        return new Outcome(List.of(), null);
    }

    /** A deadlock with other work than the intake's is no fault of the messages. */
    private void persistently(List<Received> measurements, Instant now) {
        for (int attempt = 1; ; attempt++) {
            Step storing = Tracing.storing(
                    () -> measurements.stream().map(each -> each.measurement().deviceId()));
            try (storing) {
                store(measurements, now, storing);
                return;
            } catch (RuntimeException e) {
                if (attempt == ATTEMPTS || !DatabaseTrouble.isContention(e)) {
                    throw e;
                }
            }
        }
    }

    private void store(List<Received> measurements, Instant now, Step storing) {
        try {
            intake.store(measurements, now);
        } catch (RuntimeException e) {
            storing.failed(e);
            throw e;
        }
    }
}
