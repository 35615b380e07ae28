package energy.ems.alerting;

/** What an alert is about. */
public enum AlertKind {
    /** The hour has used more than the limit in force in that hour. */
    LIMIT_EXCEEDED,
    /** Hours of the past, noticed more than a day after they had ended, have used more than their limits: all in one. */
    PAST_LIMIT_EXCEEDED,
    /** The running hour has used most of its limit, or will exceed it if it goes on like this. */
    LIMIT_APPROACHING,
    /** No reading for longer than the device's rhythm allows. */
    DEVICE_SILENT,
    /** Many devices went silent together: rather a network or this system than each of them. Has no device. */
    FLEET_SILENT;

    /** Whether it is about what is now, and not about an hour. */
    boolean concernsThePresent() {
        return this == DEVICE_SILENT || this == FLEET_SILENT;
    }
}
