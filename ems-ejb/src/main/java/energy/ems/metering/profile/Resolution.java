package energy.ems.metering.profile;

/** The length of a bucket in which consumption is shown; always cut in the viewer's time zone. */
public enum Resolution {
    HOUR,
    DAY,
    /** ISO 8601: from Monday to Sunday. */
    WEEK,
    MONTH,
    YEAR
}
