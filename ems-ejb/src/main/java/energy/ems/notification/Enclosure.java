package energy.ems.notification;

import java.time.YearMonth;

/**
 * A report that goes along with a mail.
 *
 * @param place the path of the place that it is about; null for the person's own devices
 * @param pdf the file; not copied, nobody changes it
 */
public record Enclosure(String place, YearMonth month, byte[] pdf) {}
