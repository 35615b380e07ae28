package energy.ems.device;

import energy.ems.deviceevents.DevicePlace;
import energy.ems.deviceevents.SettingsDates;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * What a device is: as somebody wants it to be, or as it is. Texts are stripped, blank ones are null.
 *
 * @param id null to have one generated; not changeable afterwards
 * @param owner user name, or null for nobody
 * @param maxHourlyKwh limit in kWh for an hour, or null for none; a change counts from the running hour on
 * @param place where it stands; null for nothing said of it
 * @param settings how it is read; null for the usual
 * @param settingsValidFrom since when it is to be read so, {@link SettingsDates#ALWAYS} for all along; null for the
 *     moment of the change, and of what there is
 */
public record DeviceDraft(
        String id,
        String name,
        String description,
        String address,
        String owner,
        BigDecimal maxHourlyKwh,
        DevicePlace place,
        ReadingSettings settings,
        Instant settingsValidFrom) {

    public DeviceDraft {
        id = stripped(id);
        name = stripped(name);
        description = stripped(description);
        address = stripped(address);
        owner = stripped(owner);
        place = place == null ? DevicePlace.NOWHERE : place;
        settings = settings == null ? ReadingSettings.usual() : settings;
    }

    public DeviceDraft(
            String id,
            String name,
            String description,
            String address,
            String owner,
            BigDecimal maxHourlyKwh,
            ReadingSettings settings) {
        this(id, name, description, address, owner, maxHourlyKwh, null, settings, null);
    }

    /** A device of which nothing else is said. */
    public static DeviceDraft named(String id, String name) {
        return new DeviceDraft(id, name, null, null, null, null, null);
    }

    DeviceDraft withId(String newId) {
        return new DeviceDraft(
                newId, name, description, address, owner, maxHourlyKwh, place, settings, settingsValidFrom);
    }

    public DeviceDraft withOwner(String newOwner) {
        return new DeviceDraft(
                id, name, description, address, newOwner, maxHourlyKwh, place, settings, settingsValidFrom);
    }

    public DeviceDraft withPlace(DevicePlace newPlace) {
        return new DeviceDraft(
                id, name, description, address, owner, maxHourlyKwh, newPlace, settings, settingsValidFrom);
    }

    public DeviceDraft withSettings(ReadingSettings newSettings) {
        return new DeviceDraft(
                id, name, description, address, owner, maxHourlyKwh, place, newSettings, settingsValidFrom);
    }

    public DeviceDraft withSettingsValidFrom(Instant from) {
        return new DeviceDraft(id, name, description, address, owner, maxHourlyKwh, place, settings, from);
    }

    /**
     * With its numbers as people write them, 2.5 for 2.500000, so that equal devices are equal.
     *
     * @throws ArithmeticException never for numbers that {@link DeviceRules} let pass; others may be too large
     */
    DeviceDraft plain() {
        ReadingSettings plain = new ReadingSettings(
                settings.readingMode(),
                settings.intervalStamp(),
                settings.unit(),
                plain(settings.registerCapacity()),
                settings.expectedInterval(),
                plain(settings.factor()),
                plain(settings.maxPowerKw()),
                settings.afterReset(),
                settings.direction());
        return new DeviceDraft(
                id, name, description, address, owner, plain(maxHourlyKwh), place, plain, settingsValidFrom);
    }

    private static BigDecimal plain(BigDecimal number) {
        if (number == null) {
            return null;
        }
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static String stripped(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
