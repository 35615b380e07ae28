package energy.ems.metering.place;

/**
 * How much of a sum is known, in hours of devices: an hour of two devices is two of them. Hours that have not begun are
 * none.
 *
 * @param all those that there are
 * @param measured those that are measured as a whole
 * @param known those of which something is known, measured, estimated or in part
 */
public record DeviceHours(long all, long measured, long known) {

    public static final DeviceHours NONE = new DeviceHours(0, 0, 0);

    public DeviceHours plus(DeviceHours other) {
        return new DeviceHours(all + other.all, measured + other.measured, known + other.known);
    }

    /** Those of which nothing is known, which the sums therefore lack. */
    public long missing() {
        return all - known;
    }

    /** Those that are known, though not as measured as a whole. */
    public long estimated() {
        return known - measured;
    }
}
