package energy.ems.reporting;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Locale;

/**
 * A report as lists show it.
 *
 * @param place its path; null for the person's own devices
 * @param scheduled whether the schedule made it, and it was sent by mail; else its person had it made
 * @param createdAt when it was computed
 * @param size of the file, in bytes
 */
public record ArchivedReport(
        long id, String place, YearMonth month, boolean scheduled, Locale language, Instant createdAt, long size) {}
