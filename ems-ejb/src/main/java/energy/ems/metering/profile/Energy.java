package energy.ems.metering.profile;

import java.math.BigDecimal;

/** Arithmetic on energies of which some may be unknown. */
public final class Energy {

    private Energy() {}

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
