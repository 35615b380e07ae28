package energy.ems.device;

import energy.ems.deviceevents.DevicePlace;
import energy.ems.deviceevents.DeviceState;
import energy.ems.deviceevents.SettingsDates;
import energy.ems.deviceevents.SettingsJson;
import energy.ems.platform.SearchText;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * A metering device under management. Changed only while its row is locked.
 *
 * <p>The version is counted here and not by JPA, because it goes on where a deleted namesake stopped, and because the
 * device event has to carry it before the transaction ends.
 */
@Entity
@Table(name = "device")
class Device {

    private static final int LONGEST_SEARCH_TEXT = 1400;

    @Id
    private String id;

    private String name;

    private String description;

    private String address;

    private String owner;

    @Column(name = "max_hourly_kwh")
    private BigDecimal maxHourlyKwh;

    private String place;

    @Column(name = "main_meter")
    private boolean mainMeter;

    @Embedded
    private StoredSettings settings;

    @Column(name = "settings_valid_from")
    private Instant settingsValidFrom;

    @Column(name = "former_settings")
    private String formerSettings;

    private long version;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @Column(name = "search_text")
    private byte[] searchText;

    protected Device() {}

    /** @param formerVersion where a deleted device of the same id stopped, else 0 */
    Device(DeviceDraft draft, long formerVersion, Instant now) {
        this.id = draft.id();
        this.version = formerVersion;
        this.createdAt = now;
        // The first settings hold always: until then nothing was said about the past.
        date(SettingsDates.NEVER_CHANGED);
        take(draft, now);
    }

    void change(DeviceDraft draft, Instant now) {
        date(view().settingsDatesAfter(draft, now));
        take(draft, now);
    }

    private void date(SettingsDates dates) {
        settingsValidFrom = dates.validFrom();
        formerSettings = SettingsJson.format(dates.former());
    }

    private SettingsDates settingsDates() {
        return new SettingsDates(settingsValidFrom, SettingsJson.parse(formerSettings));
    }

    private void take(DeviceDraft draft, Instant now) {
        this.name = draft.name();
        this.description = draft.description();
        this.address = draft.address();
        this.owner = draft.owner();
        this.maxHourlyKwh = draft.maxHourlyKwh();
        this.place = draft.place().path();
        this.mainMeter = draft.place().mainMeter();
        this.settings = new StoredSettings(draft.settings());
        nextVersion(version, now);
    }

    /** It stands where it stood, and that is called so now. */
    void standIn(String newPlace, Instant now) {
        this.place = newPlace;
        nextVersion(version, now);
    }

    void unassign(Instant now) {
        this.owner = null;
        nextVersion(version, now);
    }

    /** Makes the present state the newest of all, also where others have counted further. */
    void overtake(long otherVersion, Instant now) {
        nextVersion(Math.max(version, otherVersion), now);
    }

    private void nextVersion(long former, Instant now) {
        this.version = former + 1;
        this.updatedAt = now;
        this.searchText = SearchText.of(LONGEST_SEARCH_TEXT, name, id, owner, address);
    }

    String id() {
        return id;
    }

    String owner() {
        return owner;
    }

    String place() {
        return place;
    }

    long version() {
        return version;
    }

    /** For many at once, in the order of {@link StoredDevices}'s insert. */
    Object[] row() {
        ReadingSettings read = settings.value();
        return new Object[] {
            id,
            name,
            description,
            address,
            owner,
            maxHourlyKwh,
            read.readingMode().name(),
            read.intervalStamp().name(),
            read.unit().name(),
            read.registerCapacity(),
            read.expectedInterval().toMillis(),
            read.factor(),
            read.maxPowerKw(),
            read.afterReset().name(),
            read.direction().name(),
            place,
            mainMeter,
            version,
            createdAt.toEpochMilli(),
            updatedAt.toEpochMilli(),
            searchText
        };
    }

    DeviceView view() {
        return new DeviceView(value(), settingsDates(), version, createdAt, updatedAt);
    }

    /** For device events. */
    DeviceState state() {
        DeviceDraft value = value();
        SettingsDates dates = settingsDates();
        return new DeviceState(
                id,
                name,
                description,
                address,
                owner,
                value.maxHourlyKwh(),
                value.place(),
                value.settings().state(),
                dates.validFrom(),
                dates.former());
    }

    private DeviceDraft value() {
        return new DeviceDraft(
                        id,
                        name,
                        description,
                        address,
                        owner,
                        maxHourlyKwh,
                        new DevicePlace(place, mainMeter),
                        settings.value(),
                        null)
                .plain();
    }
}
