package energy.ems.metering;

import energy.ems.boundary.ConflictException;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.InvalidInputException.Rule;
import energy.ems.boundary.NotFoundException;
import energy.ems.metering.meter.Meter;
import energy.ems.metering.meter.Meters;
import energy.ems.metering.profile.Amount;
import energy.ems.metering.profile.Plausibility;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/** What every decision of a person about readings has to observe. */
final class Decisions {

    static final int LONGEST_REASON = 500;
    static final int LARGEST_VALUE_DIGITS = 15;

    private Decisions() {}

    /** Whether the hours have place for what the value stands for. */
    static void requireMeasure(Meter meter, Instant takenAt, BigDecimal value) {
        if (Plausibility.isBeyondMeasure(meter.settings().at(takenAt), value)) {
            throw new InvalidInputException("value", Rule.TOO_LARGE, "1E" + LARGEST_VALUE_DIGITS + " kWh");
        }
    }

    /**
     * Whether the hours of that reading can still be computed.
     *
     * @throws ConflictException when the readings of its time are no longer kept
     */
    static void requireOpen(Meter meter, Instant takenAt) {
        if (!meter.isOpen(takenAt)) {
            throw new ConflictException(
                    "conflict.readings_gone",
                    "The readings of device " + meter.deviceId() + " are kept from " + meter.readingsOpenFrom()
                            + " on, so the hours before stay as they are, and nothing of " + takenAt
                            + " can count any more");
        }
    }

    static Duration requireInterval(String text) {
        return Amount.interval(text)
                .orElseThrow(() -> new InvalidInputException("interval", Rule.NOT_A_DURATION, "PT1S", "PT24H"));
    }

    static void requireReason(String reason) {
        if (reason == null || reason.isBlank()) {
            throw new InvalidInputException("reason", Rule.REQUIRED);
        }
        if (reason.strip().length() > LONGEST_REASON) {
            throw new InvalidInputException("reason", Rule.TOO_LONG, LONGEST_REASON);
        }
    }

    static void requireMeter(Meters meters, String deviceId) {
        if (meters.find(deviceId).or(() -> meters.announced(deviceId)).isEmpty()) {
            throw new NotFoundException("Device", deviceId);
        }
    }
}
