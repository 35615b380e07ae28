package energy.ems.device;

import java.util.List;

/**
 * What an import would do, or has done.
 *
 * @param lines data lines read, the header not counted
 * @param errorCount all errors; {@code errors} lists the first {@value #LISTED} of them
 * @param sample the first valid devices, as they would be stored
 * @param applied whether the devices are stored now
 */
public record ImportReport(
        int lines,
        int created,
        int updated,
        int unchanged,
        int errorCount,
        List<LineError> errors,
        List<DeviceDraft> sample,
        boolean applied) {

    public static final int LISTED = 1000;

    public ImportReport {
        errors = List.copyOf(errors);
        sample = List.copyOf(sample);
    }

    /**
     * @param line counted from 1, the header being line 1
     * @param field the column, or {@code line} when the line as a whole is wrong
     * @param value what stands there, cut to a length that can be shown; null for nothing
     * @param messageKey and its arguments: see {@link energy.ems.boundary.InvalidInputException}
     * @param message the same in English
     */
    public record LineError(
            int line, String field, String value, String messageKey, List<Object> arguments, String message) {}
}
