package energy.ems.device;

/** What the values of a device say. */
public enum ReadingMode {
    /** The energy used in an interval. */
    INTERVAL,
    /** The state of the meter's register. */
    CUMULATIVE
}
