package energy.ems.messaging;

/** Device events as JSON, in both directions. */
public final class DeviceEventJson {

    private DeviceEventJson() {}

    public static byte[] write(DeviceEvent event) {
        throw new UnsupportedOperationException();
    }

    /** @throws IllegalArgumentException with the reason, when the bytes are not a device event */
    public static DeviceEvent read(byte[] json) {
        throw new UnsupportedOperationException();
    }
}
