package energy.ems.notification;

/** How somebody is told. */
public enum Channel {
    MAIL,
    WEBHOOK
}
