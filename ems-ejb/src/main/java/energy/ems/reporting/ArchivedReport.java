package energy.ems.reporting;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Locale;

/**
 * A report as lists show it.
 *
 * @param subject what it is about
 * @param name of the group that it is about, as that was called then; the path of a place; null for the person's own devices
 * @param scheduled whether the schedule made it, and it was sent by mail; else its person had it made
 * @param createdAt when it was computed
 * @param size of the file, in bytes
 */
public record ArchivedReport(
        long id,
        ReportSubject subject,
        String name,
        YearMonth month,
        boolean scheduled,
        Locale language,
        Instant createdAt,
        long size) {}
