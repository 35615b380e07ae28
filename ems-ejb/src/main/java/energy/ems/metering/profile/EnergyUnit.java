package energy.ems.metering.profile;

import java.math.BigDecimal;

/** The unit in which a device reports. Everything inside is in kWh. */
public enum EnergyUnit {
    KWH("kWh", 0, false),
    WH("Wh", 3, false),
    MWH("MWh", -3, false),
    KW("kW", 0, true),
    W("W", 3, true);

    private final String label;
    private final int decimalsToKilo;
    private final boolean power;

    EnergyUnit(String label, int decimalsToKilo, boolean power) {
        this.label = label;
        this.decimalsToKilo = decimalsToKilo;
        this.power = power;
    }

    /** As written in messages and on pages: {@code kWh}, {@code Wh}, {@code MWh}, {@code kW} or {@code W}. */
    public String label() {
        return label;
    }

    /** Whether its values are the mean power of an interval, which only the interval's length makes energy. */
    public boolean isPower() {
        return power;
    }

    /** How many decimals of a kWh (or kW) a whole number of this unit has; negative for whole thousands. */
    int decimalsOfKilo() {
        return decimalsToKilo;
    }

    /** In kWh, or for a power in kW. Exact: only the decimal point moves. */
    public BigDecimal toKilo(BigDecimal value) {
        return value.movePointLeft(decimalsToKilo);
    }

    /** The other way round, and as exact. */
    public BigDecimal ofKilo(BigDecimal kilo) {
        return kilo.movePointRight(decimalsToKilo);
    }

    /** @throws IllegalArgumentException when no unit has this label */
    public static EnergyUnit ofLabel(String label) {
        for (EnergyUnit unit : values()) {
            if (unit.label.equals(label)) {
                return unit;
            }
        }
        throw new IllegalArgumentException("Unknown energy unit: " + label);
    }
}
