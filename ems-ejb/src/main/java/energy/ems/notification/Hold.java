package energy.ems.notification;

/** Why a message waited. */
public enum Hold {
    QUIET,
    /** There had been as many messages within the hour as the person wants. */
    CAP,
    /** Somebody kept its device and kind quiet; it is told when that has ended, if it still waits for somebody then. */
    SNOOZED
}
