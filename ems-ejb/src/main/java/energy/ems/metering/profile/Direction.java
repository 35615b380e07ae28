package energy.ems.metering.profile;

/** Which way the energy flows that a meter measures. */
public enum Direction {
    CONSUMPTION,
    /** It feeds in or generates: its values are positive, and no limit watches them. */
    PRODUCTION,
    /** What was used less what was fed in: interval values may be negative. */
    NET
}
