package energy.ems.metering.profile;

/** What a register's step down to a value that it may have counted up to from zero means. */
public enum AfterReset {
    /** It waits for what follows; a reset begins a new stretch, and its first value counts nothing. */
    NEW_STRETCH,
    /** The counter starts at zero by design, such as a plug's "today": what it shows then was used, and counts at once. */
    FROM_ZERO
}
