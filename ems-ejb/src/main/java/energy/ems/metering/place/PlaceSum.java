package energy.ems.metering.place;

import energy.ems.deviceevents.DevicePlace;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a place or one of its devices had in a stretch of time.
 *
 * @param path of the place; of a device, the one in which it stands
 * @param deviceId null for a place
 * @param name of the device, or of the place without those around it
 * @param total null when nothing is known. Of a place with main meters theirs, else that of its parts
 * @param unexplainedKwh the balance of the main meters less that of the parts; null without a main meter or parts, or
 *     while a main meter is not known
 * @param hours how much is known of all devices that were looked at, main meters and parts
 * @param mainMeters of the place itself
 * @param parts the places right below and the devices right here; a place below stands for all that is in it
 */
public record PlaceSum(
        String path,
        String deviceId,
        String name,
        Flow total,
        BigDecimal unexplainedKwh,
        DeviceHours hours,
        List<PlaceSum> mainMeters,
        List<PlaceSum> parts) {

    public PlaceSum {
        mainMeters = List.copyOf(mainMeters);
        parts = List.copyOf(parts);
    }

    static PlaceSum of(PlacedDevice device, Function<String, Flow> flows, Function<String, DeviceHours> hours) {
        return new PlaceSum(
                device.path(),
                device.deviceId(),
                device.name(),
                flows.apply(device.deviceId()),
                null,
                hours.apply(device.deviceId()),
                List.of(),
                List.of());
    }

    static PlaceSum of(String path, List<PlaceSum> mainMeters, List<PlaceSum> parts) {
        Flow measured = Flow.sum(mainMeters.stream().map(PlaceSum::total).toList());
        Flow ofParts = Flow.sum(parts.stream().map(PlaceSum::total).toList());
        BigDecimal explained = ofParts == null ? BigDecimal.ZERO : ofParts.balanceKwh();
        return new PlaceSum(
                path,
                null,
                path.substring(path.lastIndexOf(DevicePlace.SEPARATOR) + 1),
                mainMeters.isEmpty() ? ofParts : measured,
                measured == null || parts.isEmpty()
                        ? null
                        : measured.balanceKwh().subtract(explained),
                Stream.concat(mainMeters.stream(), parts.stream())
                        .map(PlaceSum::hours)
                        .reduce(DeviceHours.NONE, DeviceHours::plus),
                mainMeters,
                parts);
    }

    /** The same under another name. */
    public PlaceSum called(String otherName) {
        return new PlaceSum(path, deviceId, otherName, total, unexplainedKwh, hours, mainMeters, parts);
    }

    public boolean isPlace() {
        return deviceId == null;
    }

    public boolean hasMainMeter() {
        return !mainMeters.isEmpty();
    }

    /** All devices here and below that are no main meters of a place with other devices. */
    public Stream<PlaceSum> devices() {
        if (!isPlace()) {
            return Stream.of(this);
        }
        return parts.isEmpty() ? mainMeters.stream() : parts.stream().flatMap(PlaceSum::devices);
    }

    /** The devices whose energy the total is made of, each once: main meters instead of what stands behind them. */
    public Stream<PlaceSum> counted() {
        if (!isPlace()) {
            return Stream.of(this);
        }
        return hasMainMeter() ? mainMeters.stream() : parts.stream().flatMap(PlaceSum::counted);
    }

    /** All devices here and below, main meters first. */
    public Stream<PlaceSum> allDevices() {
        return isPlace()
                ? Stream.concat(mainMeters.stream(), parts.stream().flatMap(PlaceSum::allDevices))
                : Stream.of(this);
    }
}
