package energy.ems.web.portal.devices;

import energy.ems.account.AccountQuery;
import energy.ems.account.AccountView;
import energy.ems.account.Accounts;
import energy.ems.boundary.ConflictException;
import energy.ems.boundary.InputCheck;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.PageRequest;
import energy.ems.device.AfterReset;
import energy.ems.device.DeviceDraft;
import energy.ems.device.DevicePlaces;
import energy.ems.device.DeviceView;
import energy.ems.device.Devices;
import energy.ems.device.Direction;
import energy.ems.device.EnergyUnit;
import energy.ems.device.IntervalStamp;
import energy.ems.device.ReadingMode;
import energy.ems.device.ReadingSettings;
import energy.ems.deviceevents.DevicePlace;
import energy.ems.deviceevents.SettingsDates;
import energy.ems.metering.Consumption;
import energy.ems.web.portal.frame.DecimalConverter;
import energy.ems.web.portal.frame.Dialogs;
import energy.ems.web.portal.frame.DurationConverter;
import energy.ems.web.portal.frame.Problems;
import energy.ems.web.portal.frame.Texts;
import energy.ems.web.portal.frame.Viewer;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;

/** One device in the side dialog, new or known. What was typed stays until it is stored or given up. */
@Named
@ViewScoped
public class DeviceEditor implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int SUGGESTIONS = 20;

    @Inject
    private Devices devices;

    @Inject
    private DevicePlaces places;

    @Inject
    private Accounts accounts;

    @Inject
    private Consumption consumption;

    @Inject
    private Viewer viewer;

    private boolean known;
    private long version;
    private String id;
    private String name;
    private String description;
    private String address;
    private String owner;
    private String maxHourlyKwh;
    private String place;
    private boolean mainMeter;
    private ReadingMode readingMode = ReadingMode.INTERVAL;
    private IntervalStamp intervalStamp = IntervalStamp.START;
    private EnergyUnit unit = EnergyUnit.KWH;
    private String registerCapacity;
    private String expectedInterval;
    private String factor;
    private String maxPowerKw;
    private AfterReset afterReset = AfterReset.NEW_STRETCH;
    private Direction direction = Direction.CONSUMPTION;
    private ReadingSettings settingsBefore;
    private SettingsSince settingsSince = SettingsSince.NOW;
    private LocalDateTime settingsValidFrom;

    /** Since when changed reading settings hold. */
    public enum SettingsSince {
        NOW,
        DATE,
        ALWAYS
    }

    public void begin() {
        known = false;
        version = 0;
        take(DeviceDraft.named(null, null));
        Dialogs.show("deviceEditor");
    }

    /** For a device that sends already and nobody has registered. */
    public void beginFor(String sendingId) {
        begin();
        id = sendingId;
        name = sendingId;
    }

    public void edit(DeviceView listed) {
        // The list may be minutes old.
        DeviceView device = devices.get(listed.id());
        known = true;
        version = device.version();
        take(device.device());
        Dialogs.show("deviceEditor");
    }

    private void take(DeviceDraft draft) {
        settingsBefore = draft.settings();
        settingsSince = SettingsSince.NOW;
        settingsValidFrom = null;
        id = draft.id();
        name = draft.name();
        description = draft.description();
        address = draft.address();
        owner = draft.owner();
        maxHourlyKwh = DecimalConverter.text(draft.maxHourlyKwh());
        place = draft.place().path();
        mainMeter = draft.place().mainMeter();
        readingMode = draft.settings().readingMode();
        intervalStamp = draft.settings().intervalStamp();
        unit = draft.settings().unit();
        registerCapacity = DecimalConverter.text(draft.settings().registerCapacity());
        expectedInterval = DurationConverter.words(draft.settings().expectedInterval());
        factor = DecimalConverter.text(draft.settings().factor());
        maxPowerKw = DecimalConverter.text(draft.settings().maxPowerKw());
        afterReset = draft.settings().afterReset();
        direction = draft.settings().direction();
    }

    public void save() {
        try {
            DeviceDraft draft = checked();
            DeviceView stored = known ? devices.update(id, draft, version) : devices.create(draft);
            Texts.inform("devices.saved", stored.name());
            Dialogs.hide("deviceEditor");
        } catch (InvalidInputException invalid) {
            Problems.show("deviceForm", invalid);
        } catch (ConflictException conflict) {
            Texts.refuse(conflict.messageKey());
        }
    }

    /** What was typed as a draft; refused with all that is wrong with it, the unreadable and the forbidden alike. */
    private DeviceDraft checked() {
        InputCheck check = new InputCheck();
        ReadingSettings settings = settings(check);
        DeviceDraft draft = new DeviceDraft(
                id,
                name,
                description,
                address,
                owner,
                check.attempt(() -> DecimalConverter.parse("max_hourly_kwh", maxHourlyKwh)),
                new DevicePlace(place, mainMeter),
                settings,
                isAskedSince(settings) ? since() : null);
        check.addAll(devices.problems(draft, !known));
        check.finish();
        return draft;
    }

    private ReadingSettings settings(InputCheck check) {
        return new ReadingSettings(
                readingMode,
                intervalStamp,
                unit,
                check.attempt(() -> DecimalConverter.parse("register_capacity", registerCapacity)),
                check.attempt(() -> DurationConverter.parse("expected_interval", expectedInterval)),
                check.attempt(() -> DecimalConverter.parse("factor", factor)),
                check.attempt(() -> DecimalConverter.parse("max_power_kw", maxPowerKw)),
                afterReset,
                direction);
    }

    /** Whether something of what few meters need is not as usual, or what was typed there is not understood. */
    public boolean isUnusual() {
        InputCheck check = new InputCheck();
        ReadingSettings settings = settings(check);
        return check.hasProblemWith("factor")
                || check.hasProblemWith("max_power_kw")
                || settings.factor().compareTo(BigDecimal.ONE) != 0
                || settings.maxPowerKw() != null
                || settings.afterReset() != AfterReset.NEW_STRETCH
                || settings.direction() != Direction.CONSUMPTION;
    }

    private boolean isAskedSince(ReadingSettings settings) {
        return known && !settings.equals(settingsBefore);
    }

    private Instant since() {
        return switch (settingsSince) {
            case NOW -> null;
            case DATE -> settingsValidFrom.atZone(viewer.getZone()).toInstant();
            case ALWAYS -> SettingsDates.ALWAYS;
        };
    }

    /** Whether a known device is to be read otherwise than it is. */
    public boolean isReadOtherwise() {
        InputCheck check = new InputCheck();
        ReadingSettings settings = settings(check);
        return check.problems().isEmpty() && isAskedSince(settings);
    }

    /** Hours before this stay as they are, however the device was read; null when none do. */
    public Instant getHoursFinalBefore() {
        return known && settingsSince != SettingsSince.NOW
                ? consumption.meter(id).hoursFinalBefore()
                : null;
    }

    public boolean isFromDate() {
        return settingsSince == SettingsSince.DATE;
    }

    public SettingsSince[] getSettingsSinces() {
        return SettingsSince.values();
    }

    public SettingsSince getSettingsSince() {
        return settingsSince;
    }

    public void setSettingsSince(SettingsSince settingsSince) {
        this.settingsSince = settingsSince;
    }

    public LocalDateTime getSettingsValidFrom() {
        return settingsValidFrom;
    }

    public void setSettingsValidFrom(LocalDateTime settingsValidFrom) {
        this.settingsValidFrom = settingsValidFrom;
    }

    /** User names that contain what was typed. */
    public List<String> suggestOwners(String typed) {
        return accounts
                .find(new AccountQuery(typed, null, new PageRequest(0, SUGGESTIONS, "username", true)))
                .items()
                .stream()
                .map(AccountView::username)
                .toList();
    }

    /** Places in which devices stand already, or that lie around them, and that contain what was typed. */
    public List<String> suggestPlaces(String typed) {
        return places.suggest(typed, SUGGESTIONS);
    }

    public boolean isCumulative() {
        return readingMode == ReadingMode.CUMULATIVE;
    }

    public ReadingMode[] getReadingModes() {
        return ReadingMode.values();
    }

    public IntervalStamp[] getIntervalStamps() {
        return IntervalStamp.values();
    }

    public EnergyUnit[] getUnits() {
        return EnergyUnit.values();
    }

    public boolean isKnown() {
        return known;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getDescription() {
        return description;
    }

    public void setDescription(String description) {
        this.description = description;
    }

    public String getAddress() {
        return address;
    }

    public void setAddress(String address) {
        this.address = address;
    }

    public String getOwner() {
        return owner;
    }

    public void setOwner(String owner) {
        this.owner = owner;
    }

    public String getMaxHourlyKwh() {
        return maxHourlyKwh;
    }

    public void setMaxHourlyKwh(String maxHourlyKwh) {
        this.maxHourlyKwh = maxHourlyKwh;
    }

    public String getPlace() {
        return place;
    }

    public void setPlace(String place) {
        this.place = place;
    }

    public boolean isMainMeter() {
        return mainMeter;
    }

    public void setMainMeter(boolean mainMeter) {
        this.mainMeter = mainMeter;
    }

    public ReadingMode getReadingMode() {
        return readingMode;
    }

    public void setReadingMode(ReadingMode readingMode) {
        this.readingMode = readingMode;
    }

    public IntervalStamp getIntervalStamp() {
        return intervalStamp;
    }

    public void setIntervalStamp(IntervalStamp intervalStamp) {
        this.intervalStamp = intervalStamp;
    }

    public EnergyUnit getUnit() {
        return unit;
    }

    public void setUnit(EnergyUnit unit) {
        this.unit = unit;
    }

    public String getRegisterCapacity() {
        return registerCapacity;
    }

    public void setRegisterCapacity(String registerCapacity) {
        this.registerCapacity = registerCapacity;
    }

    public String getMaxPowerKw() {
        return maxPowerKw;
    }

    public void setMaxPowerKw(String maxPowerKw) {
        this.maxPowerKw = maxPowerKw;
    }

    public AfterReset[] getAfterResets() {
        return AfterReset.values();
    }

    public AfterReset getAfterReset() {
        return afterReset;
    }

    public void setAfterReset(AfterReset afterReset) {
        this.afterReset = afterReset;
    }

    public Direction[] getDirections() {
        return Direction.values();
    }

    public Direction getDirection() {
        return direction;
    }

    public void setDirection(Direction direction) {
        this.direction = direction;
    }

    public String getFactor() {
        return factor;
    }

    public void setFactor(String factor) {
        this.factor = factor;
    }

    public String getExpectedInterval() {
        return expectedInterval;
    }

    public void setExpectedInterval(String expectedInterval) {
        this.expectedInterval = expectedInterval;
    }
}
