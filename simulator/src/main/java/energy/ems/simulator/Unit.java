package energy.ems.simulator;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** In which unit a meter sends its values. */
enum Unit {
    KWH(0, false),
    WH(3, false),
    MWH(-3, false),
    /** The mean power of the interval. */
    KW(0, true),
    W(3, true);

    /** A power that an interval ends in no decimals of is sent with so many. */
    private static final int DECIMALS_SENT = 6;

    /** Energies that are made of a power are right to so many. */
    private static final int DECIMALS_OF_ENERGY = 24;

    private static final BigDecimal HOUR =
            BigDecimal.valueOf(Duration.ofHours(1).toMillis());

    private final int digits;
    private final boolean power;

    Unit(int digits, boolean power) {
        this.digits = digits;
        this.power = power;
    }

    boolean isPower() {
        return power;
    }

    /** What a meter shows of that energy in an interval of that length, or of its register. */
    BigDecimal shown(BigDecimal kwh, Duration interval) {
        BigDecimal kilo = power
                ? kwh.multiply(HOUR)
                        .divide(BigDecimal.valueOf(interval.toMillis()), DECIMALS_SENT, RoundingMode.HALF_EVEN)
                : kwh;
        return kilo.movePointRight(digits);
    }

    /** The energy in kWh that was shown so. */
    BigDecimal kwh(BigDecimal shown, Duration interval) {
        BigDecimal kilo = shown.movePointLeft(digits);
        return power
                ? kilo.multiply(BigDecimal.valueOf(interval.toMillis()))
                        .divide(HOUR, DECIMALS_OF_ENERGY, RoundingMode.HALF_EVEN)
                : kilo;
    }
}
