package energy.ems.notification;

/** Why a message waited. */
public enum Hold {
    QUIET,
    /** There had been as many messages within the hour as the person wants. */
    CAP
}
