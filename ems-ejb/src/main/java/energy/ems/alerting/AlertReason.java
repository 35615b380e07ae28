package energy.ems.alerting;

/** Why an alert came to its state; front ends word it in their language ({@code alert.reason.<name in lower case>}). */
public enum AlertReason {
    /** The hour's total passed the limit. */
    LIMIT_PASSED,
    /** The share of the limit that is worth a warning was passed. */
    SHARE_PASSED,
    /** At this pace the hour will pass the limit. */
    PROJECTED,
    /** A reading came after the hour had been complete. */
    LATE_READING,
    /** A reading was replaced by another value for the same instant. */
    CORRECTED_READING,
    /** The hours were recomputed, because the device's settings changed or a person wanted it. */
    RECOMPUTED,
    /** Another limit is in force in that hour now. */
    LIMIT_CHANGED,
    /** The hour is over. */
    HOUR_OVER,
    NO_READINGS,
    READINGS_AGAIN,
    /** The device is not registered any more. */
    DEVICE_DELETED,
    /** Too many devices are silent to tell of each. */
    MANY_SILENT,
    /** Hours that had ended more than a day before are told of together. */
    HISTORY
}
