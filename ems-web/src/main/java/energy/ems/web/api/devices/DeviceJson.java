package energy.ems.web.api.devices;

import energy.ems.device.AfterReset;
import energy.ems.device.DeviceDraft;
import energy.ems.device.DeviceView;
import energy.ems.device.Direction;
import energy.ems.device.EnergyUnit;
import energy.ems.device.IntervalStamp;
import energy.ems.device.ReadingMode;
import energy.ems.device.ReadingSettings;
import energy.ems.deviceevents.DevicePlace;
import energy.ems.web.api.BadRequest;
import energy.ems.web.api.Fields;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A device as the API shows it. */
public record DeviceJson(
        String id,
        String name,
        String description,
        String address,
        String owner,
        BigDecimal maxHourlyKwh,
        String place,
        boolean mainMeter,
        String readingMode,
        String intervalStamp,
        String unit,
        BigDecimal registerCapacity,
        String expectedInterval,
        BigDecimal factor,
        BigDecimal maxPowerKw,
        String afterReset,
        String direction,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    static DeviceJson of(DeviceView view) {
        DeviceDraft device = view.device();
        ReadingSettings settings = device.settings();
        return new DeviceJson(
                device.id(),
                device.name(),
                device.description(),
                device.address(),
                device.owner(),
                device.maxHourlyKwh(),
                device.place().path(),
                device.place().mainMeter(),
                settings.readingMode().name(),
                settings.intervalStamp().name(),
                settings.unit().symbol(),
                settings.registerCapacity(),
                settings.expectedInterval().toString(),
                settings.factor(),
                settings.maxPowerKw(),
                settings.afterReset().name(),
                settings.direction().name(),
                view.version(),
                view.createdAt(),
                view.updatedAt());
    }

    static DeviceDraft draft(Fields body) {
        return draft(body, DeviceDraft.named(null, null));
    }

    /** What the body leaves out stays as it is. */
    static DeviceDraft draft(Fields body, DeviceDraft present) {
        return new DeviceDraft(
                body.has("id") ? id(body) : present.id(),
                body.has("name") ? body.text("name") : present.name(),
                body.has("description") ? body.text("description") : present.description(),
                body.has("address") ? body.text("address") : present.address(),
                body.has("owner") ? body.text("owner") : present.owner(),
                body.has("max_hourly_kwh") ? body.decimal("max_hourly_kwh") : present.maxHourlyKwh(),
                place(body, present.place()),
                settings(body, present.settings()),
                body.validFrom("settings_valid_from"));
    }

    private static DevicePlace place(Fields body, DevicePlace present) {
        return new DevicePlace(
                body.has("place") ? body.text("place") : present.path(),
                body.has("main_meter") ? Boolean.TRUE.equals(body.flag("main_meter")) : present.mainMeter());
    }

    private static ReadingSettings settings(Fields body, ReadingSettings present) {
        return new ReadingSettings(
                body.choice("reading_mode", ReadingMode.class, present.readingMode()),
                body.choice("interval_stamp", IntervalStamp.class, present.intervalStamp()),
                body.has("unit") ? unit(body) : present.unit(),
                body.has("register_capacity") ? body.decimal("register_capacity") : present.registerCapacity(),
                body.has("expected_interval") ? body.duration("expected_interval") : present.expectedInterval(),
                body.has("factor") ? body.decimal("factor") : present.factor(),
                body.has("max_power_kw") ? body.decimal("max_power_kw") : present.maxPowerKw(),
                body.choice("after_reset", AfterReset.class, present.afterReset()),
                body.choice("direction", Direction.class, present.direction()));
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
                .orElseThrow(() -> new BadRequest(
                        "unit",
                        "must be one of "
                                + Arrays.stream(EnergyUnit.values())
                                        .map(EnergyUnit::symbol)
                                        .collect(Collectors.joining(", "))));
    }
}
