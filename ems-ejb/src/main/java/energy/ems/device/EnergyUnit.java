package energy.ems.device;

/** The unit of a device's values. */
public enum EnergyUnit {
    KWH("kWh"),
    WH("Wh");

    private final String symbol;

    EnergyUnit(String symbol) {
        this.symbol = symbol;
    }

    /** As written in messages and on pages. */
    public String symbol() {
        return symbol;
    }
}
