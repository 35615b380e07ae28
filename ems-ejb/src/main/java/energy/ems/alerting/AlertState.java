package energy.ems.alerting;

/** What became of an alert. */
public enum AlertState {
    RAISED,
    /** Still stands, with other figures than before. */
    REVISED,
    /** Does not stand any more; kept on record. */
    CLEARED
}
