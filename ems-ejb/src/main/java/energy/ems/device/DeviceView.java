package energy.ems.device;

import energy.ems.deviceevents.DevicePlace;
import energy.ems.deviceevents.SettingsDates;
import energy.ems.deviceevents.SettingsState;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * A device as it is stored.
 *
 * @param device what it is
 * @param settingsDates since when it is read as it is, and how it was read before
 * @param version to be given back with a change, so that nobody overwrites what they have not seen
 */
public record DeviceView(
        DeviceDraft device, SettingsDates settingsDates, long version, Instant createdAt, Instant updatedAt) {

    /** The dates of its settings after the draft has been taken over. */
    SettingsDates settingsDatesAfter(DeviceDraft draft, Instant now) {
        SettingsState present = settings().state();
        SettingsState wanted = draft.settings().state();
        if (draft.settingsValidFrom() == null && wanted.equals(present)) {
            return settingsDates;
        }
        Instant from = draft.settingsValidFrom() == null ? now : draft.settingsValidFrom();
        // As it is stored, and as readings are.
        return settingsDates.changed(present, wanted, Instant.ofEpochMilli(from.toEpochMilli()));
    }

    public String id() {
        return device.id();
    }

    public String name() {
        return device.name();
    }

    public String owner() {
        return device.owner();
    }

    public BigDecimal maxHourlyKwh() {
        return device.maxHourlyKwh();
    }

    public DevicePlace place() {
        return device.place();
    }

    public ReadingSettings settings() {
        return device.settings();
    }
}
