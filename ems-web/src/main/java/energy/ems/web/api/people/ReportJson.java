package energy.ems.web.api.people;

import energy.ems.reporting.ArchivedReport;
import java.time.Instant;

/** A report of a month, as the API lists it. */
public record ReportJson(
        long id,
        String month,
        String place,
        String group,
        String name,
        boolean scheduled,
        String language,
        Instant createdAt,
        long size) {

    static ReportJson of(ArchivedReport report) {
        return new ReportJson(
                report.id(),
                report.month().toString(),
                report.subject().place(),
                report.subject().group(),
                report.name(),
                report.scheduled(),
                report.language().toLanguageTag(),
                report.createdAt(),
                report.size());
    }
}
