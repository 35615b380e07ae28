package energy.ems.metering.backfill.file;

import energy.ems.metering.backfill.file.Layout.Stamp;
import energy.ems.metering.profile.Amount;
import energy.ems.metering.profile.DatedSettings;
import energy.ems.metering.profile.EnergyUnit;
import energy.ems.metering.profile.IntervalStamp;
import energy.ems.metering.profile.MeterSettings;
import energy.ems.metering.profile.ReadingMode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A value of a file, with the moment that its line names.
 *
 * @param value in {@code unit}
 * @param stated the length of its interval where its own line says it; null otherwise
 */
public record FileReading(int line, Instant at, BigDecimal value, EnergyUnit unit, Duration stated) {

    private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3600);
    private static final int DECIMALS = 24;

    /** The same as the device would have sent it. */
    public record Sent(Instant at, Amount said) {

        public BigDecimal value() {
            return said.value();
        }
    }

    /**
     * @param period the length of an interval; null where the file has a single value
     * @return nothing where the device's settings of that time cannot take it: values of another length than its
     *     intervals, or a power from a register
     */
    public Optional<Sent> sentBy(DatedSettings device, Stamp stamp, Duration period) {
        MeterSettings settings = device.at(at);
        boolean isRegister = settings.readingMode() == ReadingMode.CUMULATIVE;
        if (isRegister
                ? unit.isPower()
                : stamp != Stamp.AS_DEVICE && !settings.expectedInterval().equals(period)) {
            return Optional.empty();
        }
        if (unit.isPower() != settings.unit().isPower() && period == null && stated == null) {
            return Optional.empty();
        }
        Duration length = stated == null ? period : stated;
        return Optional.of(
                new Sent(stampedBy(settings, stamp, period), new Amount(in(settings.unit(), length), stated)));
    }

    private Instant stampedBy(MeterSettings settings, Stamp stamp, Duration period) {
        // A register shows at the end of an interval what the interval has brought.
        boolean atEnd =
                settings.readingMode() == ReadingMode.CUMULATIVE || settings.intervalStamp() == IntervalStamp.END;
        return switch (stamp) {
            case AS_DEVICE -> at;
            case START -> atEnd && period != null ? at.plus(period) : at;
            case END -> atEnd ? at : at.minus(period);
        };
    }

    private BigDecimal in(EnergyUnit wanted, Duration period) {
        if (wanted == unit) {
            return value;
        }
        BigDecimal kilo = unit.toKilo(value);
        if (unit.isPower() == wanted.isPower()) {
            return wanted.ofKilo(kilo);
        }
        BigDecimal seconds = BigDecimal.valueOf(period.toSeconds());
        return wanted.ofKilo(
                unit.isPower()
                        ? kilo.multiply(seconds).divide(SECONDS_PER_HOUR, DECIMALS, RoundingMode.HALF_EVEN)
                        : kilo.multiply(SECONDS_PER_HOUR).divide(seconds, DECIMALS, RoundingMode.HALF_EVEN));
    }

    /** In kWh; for a power, what it comes to in that time, and nothing where that is not known. */
    BigDecimal kilowattHours(Duration period) {
        Duration length = stated == null ? period : stated;
        return !unit.isPower() ? unit.toKilo(value) : length == null ? BigDecimal.ZERO : in(EnergyUnit.KWH, length);
    }
}
