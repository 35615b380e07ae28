package energy.ems.device;

import energy.ems.device.DeviceChangeView.FieldChange;
import energy.ems.device.DeviceChangeView.Kind;
import energy.ems.deviceevents.DeviceEvent;
import energy.ems.deviceevents.DeviceState;
import energy.ems.deviceevents.SettingsDates;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** One change of a device, as its history keeps it and as monitoring has to hear of it. */
record DeviceChange(Kind kind, long version, Instant at, DeviceState device, List<FieldChange> fields) {

    static DeviceChange created(Device device) {
        return new DeviceChange(
                Kind.CREATED,
                device.version(),
                device.view().createdAt(),
                device.state(),
                differences(null, device.view()));
    }

    /** @param before as the device was; equal content gives a change without fields */
    static DeviceChange updated(DeviceView before, Device device) {
        DeviceView after = device.view();
        return new DeviceChange(
                Kind.UPDATED, device.version(), after.updatedAt(), device.state(), differences(before, after));
    }

    static DeviceChange deleted(Device device, Instant now) {
        return new DeviceChange(Kind.DELETED, device.version() + 1, now, device.state(), List.of());
    }

    DeviceEvent event() {
        return new DeviceEvent(
                UUID.randomUUID().toString(), DeviceEvent.Type.valueOf("DEVICE_" + kind), version, at, device);
    }

    boolean touches(String field) {
        return fields.stream().anyMatch(change -> change.field().equals(field));
    }

    /** Whether the draft asks for anything that the device is not already. */
    static boolean differs(DeviceView device, DeviceDraft draft) {
        return !device.device().equals(draft.withSettingsValidFrom(null).plain())
                || draft.settingsValidFrom() != null
                        && !device.settingsDatesAfter(draft, draft.settingsValidFrom())
                                .equals(device.settingsDates());
    }

    private static List<FieldChange> differences(DeviceView before, DeviceView after) {
        Map<String, String> was = before == null ? Map.of() : facts(before.device());
        List<FieldChange> changes = new ArrayList<>();
        facts(after.device()).forEach((field, value) -> {
            if (!Objects.equals(was.get(field), value)) {
                changes.add(new FieldChange(field, was.get(field), value));
            }
        });
        if (before != null
                && !(before.settings().equals(after.settings())
                        && before.settingsDates().equals(after.settingsDates()))) {
            String from = SettingsDates.text(before.settingsDates().validFrom());
            String to = SettingsDates.text(after.settingsDates().validFrom());
            changes.add(new FieldChange("settings_valid_from", from.equals(to) ? null : from, to));
        }
        return changes;
    }

    private static Map<String, String> facts(DeviceDraft device) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("name", device.name());
        facts.put("description", device.description());
        facts.put("address", device.address());
        facts.put("owner", device.owner());
        facts.put("max_hourly_kwh", text(device.maxHourlyKwh()));
        facts.put("place", device.place().path());
        // Nothing for what is as usual.
        facts.put("main_meter", device.place().mainMeter() ? "true" : null);
        facts.put("reading_mode", device.settings().readingMode().name());
        facts.put("interval_stamp", device.settings().intervalStamp().name());
        facts.put("unit", device.settings().unit().symbol());
        facts.put("register_capacity", text(device.settings().registerCapacity()));
        facts.put("expected_interval", device.settings().expectedInterval().toString());
        facts.put("factor", text(device.settings().factor()));
        facts.put("max_power_kw", text(device.settings().maxPowerKw()));
        facts.put("after_reset", device.settings().afterReset().name());
        facts.put("direction", device.settings().direction().name());
        return facts;
    }

    private static String text(BigDecimal number) {
        return number == null ? null : number.toPlainString();
    }
}
