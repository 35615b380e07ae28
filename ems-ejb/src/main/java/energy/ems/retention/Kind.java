package energy.ems.retention;

import java.util.Locale;

/** What can be kept for a limited time. Whatever else there is stays, hours above all. */
public enum Kind {
    /** The readings of meters; the hours that were made of them stay as they are. */
    READINGS("ems.keep.readings", 40),
    /** What stood in the place of a reading or of an hour before it was changed. */
    REVISIONS("ems.keep.revisions", 40),
    /** Alerts that have been cleared, with all that was noted of them. */
    ALERTS("ems.keep.alerts", 40),
    /** Entries of the audit log. */
    AUDIT("ems.keep.audit", 90),
    /** Implausible readings that somebody has decided about. */
    QUARANTINE("ems.keep.quarantine", 40);

    private final String setting;
    private final int leastDays;

    Kind(String setting, int leastDays) {
        this.setting = setting;
        this.leastDays = leastDays;
    }

    /** The environment variable that says for how long. */
    public String variable() {
        return setting.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    /** For how many days it is kept at least. */
    public int leastDays() {
        return leastDays;
    }
}
