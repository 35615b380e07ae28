package energy.ems.reporting;

/**
 * What a report is about: the person's own devices, where neither is said, or a place, or a group.
 *
 * @param place the path of a place; null for none
 * @param group the id of a group; null for none
 */
public record ReportSubject(String place, String group) {

    public static final ReportSubject OWN = new ReportSubject(null, null);

    public static ReportSubject ofPlace(String path) {
        return new ReportSubject(path, null);
    }

    public static ReportSubject ofGroup(String id) {
        return new ReportSubject(null, id);
    }

    public boolean isOwn() {
        return equals(OWN);
    }
}
