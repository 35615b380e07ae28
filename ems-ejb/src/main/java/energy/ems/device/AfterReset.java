package energy.ems.device;

/** What a register's drop means. */
public enum AfterReset {
    /** It was reset or is another meter: what follows is compared with what it shows then. */
    NEW_STRETCH,
    /** It starts at zero by design, such as a plug's "today": what it shows then counts. */
    FROM_ZERO
}
