package energy.ems.device;

/** The unit of a device's values; kW and W are the mean power of an interval. */
public enum EnergyUnit {
    KWH("kWh"),
    WH("Wh"),
    MWH("MWh"),
    KW("kW"),
    W("W");

    private final String symbol;

    EnergyUnit(String symbol) {
        this.symbol = symbol;
    }

    /** As written in messages and on pages. */
    public String symbol() {
        return symbol;
    }
}
