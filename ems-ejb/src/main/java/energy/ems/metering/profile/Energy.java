package energy.ems.metering.profile;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Arithmetic on energies of which some may be unknown. */
public final class Energy {

    /** Decimals of kWh to which hours, registers and shares are kept: as many as a Wh of twelve decimals has. */
    static final int DECIMALS = 15;

    private Energy() {}

    /** The energy as it is kept, rounded half to even; what has no more than {@value #DECIMALS} decimals is left alone. */
    static BigDecimal kept(BigDecimal kwh) {
        return kwh.scale() > DECIMALS ? kwh.setScale(DECIMALS, RoundingMode.HALF_EVEN) : kwh;
    }

    /** Whether both are unknown (null) or both the same number, in whatever scale. */
    public static boolean sameNumber(BigDecimal one, BigDecimal other) {
        return one == null || other == null ? one == other : one.compareTo(other) == 0;
    }

    /** The sum; an unknown energy (null) adds nothing, and the sum of none but unknown ones is unknown. */
    static BigDecimal plus(BigDecimal a, BigDecimal b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.add(b);
    }

    /** One form for equal values (no trailing zeros, no exponent), so that records of equal energy are equal. */
    static BigDecimal canonical(BigDecimal kwh) {
        if (kwh == null) {
            return null;
        }
        BigDecimal stripped = kwh.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
