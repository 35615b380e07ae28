package energy.ems.device;

/** Which way the energy flows that a device measures. */
public enum Direction {
    CONSUMPTION,
    /** It feeds in or generates. */
    PRODUCTION,
    /** What was used less what was fed in. */
    NET
}
