package energy.ems.web.api;

import energy.ems.device.DeviceDraft;
import energy.ems.device.DeviceView;
import energy.ems.device.EnergyUnit;
import energy.ems.device.IntervalStamp;
import energy.ems.device.ReadingMode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/** A device as the API shows it. */
public record DeviceJson(
        String id,
        String name,
        String description,
        String address,
        String owner,
        BigDecimal maxHourlyKwh,
        String readingMode,
        String intervalStamp,
        String unit,
        BigDecimal registerCapacity,
        String expectedInterval,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    static DeviceJson of(DeviceView device) {
        return new DeviceJson(
                device.id(),
                device.name(),
                device.description(),
                device.address(),
                device.owner(),
                device.maxHourlyKwh(),
                device.readingMode().name(),
                device.intervalStamp().name(),
                device.unit().symbol(),
                device.registerCapacity(),
                device.expectedInterval().toString(),
                device.version(),
                device.createdAt(),
                device.updatedAt());
    }

    static DeviceDraft draft(Fields body) {
        return new DeviceDraft(
                id(body),
                body.text("name"),
                body.text("description"),
                body.text("address"),
                body.text("owner"),
                body.decimal("max_hourly_kwh"),
                body.choice("reading_mode", ReadingMode.class, null),
                body.choice("interval_stamp", IntervalStamp.class, null),
                unit(body),
                body.decimal("register_capacity"),
                body.duration("expected_interval"));
    }

    /** What the body leaves out stays as it is. */
    static DeviceDraft draft(Fields body, DeviceView present) {
        Duration interval =
                body.has("expected_interval") ? body.duration("expected_interval") : present.expectedInterval();
        return new DeviceDraft(
                body.has("id") ? id(body) : present.id(),
                body.has("name") ? body.text("name") : present.name(),
                body.has("description") ? body.text("description") : present.description(),
                body.has("address") ? body.text("address") : present.address(),
                body.has("owner") ? body.text("owner") : present.owner(),
                body.has("max_hourly_kwh") ? body.decimal("max_hourly_kwh") : present.maxHourlyKwh(),
                body.choice("reading_mode", ReadingMode.class, present.readingMode()),
                body.choice("interval_stamp", IntervalStamp.class, present.intervalStamp()),
                body.has("unit") ? unit(body) : present.unit(),
                body.has("register_capacity") ? body.decimal("register_capacity") : present.registerCapacity(),
                interval);
    }

    /** Real meters bring serial numbers, which some write as numbers. */
    private static String id(Fields body) {
        return body.isNumber("id") ? body.wholeNumber("id").toString() : body.text("id");
    }

    private static EnergyUnit unit(Fields body) {
        String text = body.text("unit");
        if (text == null) {
            return null;
        }
        return Arrays.stream(EnergyUnit.values())
                .filter(unit -> unit.symbol().equalsIgnoreCase(text.strip()))
                .findFirst()
                .orElseThrow(() -> new BadRequest("unit", "must be kWh or Wh"));
    }
}
