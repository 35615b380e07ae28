package energy.ems.notification;

import java.time.YearMonth;

/**
 * A report that goes along with a mail.
 *
 * @param place the path of the place that it is about; null for a group and for the person's own devices
 * @param group the id of the group that it is about; null for none
 * @param groupName how that was called when the report was made
 * @param pdf the file; not copied, nobody changes it
 */
public record Enclosure(String place, String group, String groupName, YearMonth month, byte[] pdf) {}
