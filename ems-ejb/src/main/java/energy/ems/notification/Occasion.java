package energy.ems.notification;

/** Why somebody is told of an alert. */
public enum Occasion {
    RAISED,
    /** Nobody had acknowledged it for as long as whoever is told has chosen. */
    ESCALATED
}
