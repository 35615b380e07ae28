package energy.ems.metering.profile;

import java.math.BigDecimal;

/** The unit in which a device reports. Everything inside is in kWh. */
public enum EnergyUnit {
    KWH("kWh", 0),
    WH("Wh", 3);

    private final String label;
    private final int decimalsToKwh;

    EnergyUnit(String label, int decimalsToKwh) {
        this.label = label;
        this.decimalsToKwh = decimalsToKwh;
    }

    /** As written in messages and on pages: {@code kWh} or {@code Wh}. */
    public String label() {
        return label;
    }

    /** How many decimals of a kWh a whole number of this unit has. */
    int decimalsOfKwh() {
        return decimalsToKwh;
    }

    /** Exact: only the decimal point moves. */
    public BigDecimal toKwh(BigDecimal value) {
        return value.movePointLeft(decimalsToKwh);
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
