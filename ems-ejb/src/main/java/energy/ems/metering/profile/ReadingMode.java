package energy.ems.metering.profile;

/** What the value of a reading says. */
public enum ReadingMode {
    /** The energy used in one interval. */
    INTERVAL,
    /** The state of the meter's register; consumption is the difference between readings. */
    CUMULATIVE
}
