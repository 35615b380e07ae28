package energy.ems.device;

import java.time.Instant;
import java.util.List;

/** One entry in the history of a device. */
public record DeviceChangeView(long version, Kind kind, Instant changedAt, String changedBy, List<FieldChange> fields) {

    /** What was done. */
    public enum Kind {
        CREATED,
        UPDATED,
        DELETED
    }

    /**
     * @param field as named in the REST contract
     * @param before null where there was no value
     * @param after null where there is none now
     */
    public record FieldChange(String field, String before, String after) {}
}
