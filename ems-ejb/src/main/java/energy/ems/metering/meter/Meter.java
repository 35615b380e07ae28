package energy.ems.metering.meter;

import energy.ems.deviceevents.DeviceDigest;
import energy.ems.deviceevents.DeviceEvent;
import energy.ems.deviceevents.DevicePlace;
import energy.ems.deviceevents.DeviceState;
import energy.ems.deviceevents.FormerSettings;
import energy.ems.deviceevents.SettingsDates;
import energy.ems.deviceevents.SettingsJson;
import energy.ems.deviceevents.SettingsState;
import energy.ems.metering.meter.LimitsAndOwners.Limits;
import energy.ems.metering.profile.AfterReset;
import energy.ems.metering.profile.Amount;
import energy.ems.metering.profile.DatedSettings;
import energy.ems.metering.profile.Direction;
import energy.ems.metering.profile.EnergyUnit;
import energy.ems.metering.profile.IntervalStamp;
import energy.ems.metering.profile.KeptReadings;
import energy.ems.metering.profile.MeterSettings;
import energy.ems.metering.profile.ReadingMode;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/** Monitoring's copy of a device, or an id that sends readings and that nobody has registered. */
@Entity
@Table(name = "meter")
public class Meter implements Cloneable {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    @Column(name = "device_id", updatable = false)
    private String deviceId;

    @Enumerated(EnumType.STRING)
    private MeterState state;

    @Column(name = "event_version")
    private long eventVersion;

    private String checksum;
    private String name;
    private String owner;

    @Column(name = "max_hourly_kwh")
    private BigDecimal maxHourlyKwh;

    private String place;

    @Column(name = "main_meter")
    private boolean mainMeter;

    @Enumerated(EnumType.STRING)
    @Column(name = "reading_mode")
    private ReadingMode readingMode;

    @Enumerated(EnumType.STRING)
    @Column(name = "interval_stamp")
    private IntervalStamp intervalStamp;

    @Enumerated(EnumType.STRING)
    private EnergyUnit unit;

    @Column(name = "register_capacity")
    private BigDecimal registerCapacity;

    @Column(name = "expected_interval_ms")
    private long expectedIntervalMillis;

    // An id that nobody has registered is inserted without it.
    private BigDecimal factor = BigDecimal.ONE;

    @Column(name = "max_power_kw")
    private BigDecimal maxPowerKw;

    @Enumerated(EnumType.STRING)
    @Column(name = "after_reset")
    private AfterReset afterReset = AfterReset.NEW_STRETCH;

    @Enumerated(EnumType.STRING)
    private Direction direction = Direction.CONSUMPTION;

    @Column(name = "settings_valid_from")
    private Instant settingsValidFrom = SettingsDates.ALWAYS;

    // In the row, because whoever reads a meter to calculate has to know them: one query for any number of meters.
    @Column(name = "former_settings")
    private String formerSettings;

    // In the row for the same reason.
    private String rulings;

    @Column(name = "first_seen_at")
    private Instant firstSeenAt;

    @Column(name = "last_reading_at")
    private Instant lastReadingAt;

    @Column(name = "last_received_at")
    private Instant lastReceivedAt;

    // Written by statements beside JPA, so that none that changes a reading can forget it.
    @Column(name = "readings_version", insertable = false, updatable = false)
    private long readingsVersion;

    @Column(name = "silent_since")
    private Instant silentSince;

    // Null while nothing of it was ever removed. An id that nobody has registered is inserted without it.
    @Column(name = "readings_kept_from")
    private Instant readingsKeptFrom;

    // In seconds, 0 for none. An id that nobody has registered is inserted without them.
    @Column(name = "longest_stated_s", insertable = false)
    private int longestStatedSeconds;

    @Column(name = "last_stated_s", insertable = false)
    private int lastStatedSeconds;

    // The column's own default is true: a meter is inserted without it.
    @Column(name = "warns_before_limit", insertable = false)
    private boolean warnsBeforeLimit;

    // Worked out once of what a device event brings, where it is kept in memory; null in whatever JPA manages.
    @Transient
    private DatedSettings knownSettings;

    @Transient
    private Limits knownLimits;

    // Whether its readings have stated other lengths than its row says.
    @Transient
    private boolean statesOtherwise;

    protected Meter() {
        // for JPA
    }

    /** The meter that this event will make of a device that monitoring has not heard of yet. It is nowhere stored. */
    static Meter announced(DeviceEvent event) {
        Meter meter = new Meter();
        meter.deviceId = event.device().id();
        meter.firstSeenAt = event.occurredAt();
        meter.warnsBeforeLimit = true;
        meter.apply(event, event.occurredAt());
        return meter;
    }

    /** Whether it is only announced: then nothing is stored of it. */
    public boolean isAnnounced() {
        return id == 0;
    }

    /** As it is kept in memory, with what follows from the last device event worked out. It is nobody's to change. */
    Meter remembered(Limits limits) {
        Meter copy = copy();
        copy.knownSettings = settings();
        copy.knownLimits = limits;
        return copy;
    }

    /**
     * What is remembered of it, as the row says now what changes with every reading. It is not managed by JPA: {@link
     * HeardMeters} stores what is noted in it.
     */
    Meter heardSo(HeardMeters.Row row) {
        Meter copy = copy();
        copy.lastReadingAt = row.lastReadingAt();
        copy.lastReceivedAt = row.lastReceivedAt();
        copy.silentSince = row.silentSince();
        copy.readingsVersion = row.readingsVersion();
        copy.warnsBeforeLimit = row.warnsBeforeLimit();
        copy.lastStatedSeconds = row.lastStatedSeconds();
        copy.readingsKeptFrom = row.readingsKeptFrom();
        if (longestStatedSeconds != row.longestStatedSeconds()) {
            copy.longestIs(row.longestStatedSeconds());
            copy.statesOtherwise = false;
        }
        if (!Objects.equals(rulings, row.rulings())) {
            copy.rulings = row.rulings();
            copy.knownSettings = copy.settings().ruled(MeterRuling.rulings(copy.rulings()));
        }
        return copy;
    }

    /** Whether the row is of this meter after the same device event. */
    boolean isProvenBy(HeardMeters.Row row) {
        return id == row.id() && eventVersion == row.eventVersion() && checksum.equals(row.checksum());
    }

    private Meter copy() {
        try {
            // A clone, because a copy made by hand would one day forget a field.
            return (Meter) clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Its limits, where they are known without asking; or null. */
    Limits knownLimits() {
        return knownLimits;
    }

    /** What people have ruled of its readings, in the order in which they did. */
    public List<MeterRuling> rulings() {
        return MeterRuling.parse(rulings);
    }

    /** Has these rulings in the place of all others. */
    public void rule(List<MeterRuling> rulings) {
        this.rulings = MeterRuling.format(rulings);
        knownSettings = null;
    }

    /** @return the settings by which its readings become hours, and what was ruled of these */
    public DatedSettings settings() {
        return knownSettings == null ? settingsOfRow() : knownSettings;
    }

    private DatedSettings settingsOfRow() {
        DatedSettings settings = null;
        for (FormerSettings each : SettingsJson.parse(formerSettings)) {
            MeterSettings former = meterSettings(each.settings());
            settings = settings == null ? DatedSettings.always(former) : settings.changed(each.validFrom(), former);
        }
        MeterSettings present = meterSettings(presentSettings());
        settings = settings == null ? DatedSettings.always(present) : settings.changed(settingsValidFrom, present);
        return settings.ruled(MeterRuling.rulings(rulings())).stating(Duration.ofSeconds(longestStatedSeconds));
    }

    private MeterSettings meterSettings(SettingsState settings) {
        return new MeterSettings(
                ReadingMode.valueOf(settings.readingMode()),
                IntervalStamp.valueOf(settings.intervalStamp()),
                EnergyUnit.ofLabel(settings.unit()),
                settings.registerCapacity(),
                settings.expectedInterval(),
                settings.maxPowerKw() == null ? MeterSettings.maximumPowerKw(maxHourlyKwh) : settings.maxPowerKw(),
                settings.factor(),
                AfterReset.valueOf(settings.afterReset()),
                Direction.valueOf(settings.direction()));
    }

    private SettingsState presentSettings() {
        return new SettingsState(
                readingMode.name(),
                intervalStamp.name(),
                unit.label(),
                registerCapacity,
                expectedInterval(),
                factor,
                maxPowerKw,
                afterReset.name(),
                direction.name());
    }

    /** Which way its energy flows now. */
    public Direction direction() {
        return direction;
    }

    /** In which hours, by their starts, limits watch it: not while it feeds in or generates. */
    public Predicate<Instant> watchedByLimits() {
        DatedSettings settings = settings();
        return hour -> settings.at(hour).direction() != Direction.PRODUCTION;
    }

    /** Since when it is read as it is. */
    public Instant settingsValidFrom() {
        return settingsValidFrom;
    }

    /**
     * Takes over what a device event says, if it is newer than what is known.
     *
     * @param settingsFrom from when on its settings count, unless it says what counted before, too
     * @return whether it was
     */
    public boolean apply(DeviceEvent event, Instant settingsFrom) {
        if (event.version() <= eventVersion) {
            return false;
        }
        DeviceState device = event.device();
        knownSettings = null;
        knownLimits = null;
        eventVersion = event.version();
        checksum = event.digest().checksum();
        state = event.isDeletion() ? MeterState.DELETED : MeterState.ACTIVE;
        if (event.isDeletion()) {
            silentSince = null;
        } else {
            name = device.name();
            owner = device.owner();
            maxHourlyKwh = device.maxHourlyKwh();
            place = device.place().path();
            mainMeter = device.place().mainMeter();
            readBy(device, settingsFrom);
        }
        return true;
    }

    private void readBy(DeviceState device, Instant settingsFrom) {
        SettingsState settings = device.settings();
        SettingsDates dates = dates(device, settingsFrom);
        settingsValidFrom = dates.validFrom();
        formerSettings = SettingsJson.format(dates.former());
        readingMode = ReadingMode.valueOf(settings.readingMode());
        intervalStamp = IntervalStamp.valueOf(settings.intervalStamp());
        unit = EnergyUnit.ofLabel(settings.unit());
        registerCapacity = settings.registerCapacity();
        expectedIntervalMillis = settings.expectedInterval().toMillis();
        factor = settings.factor();
        maxPowerKw = settings.maxPowerKw();
        afterReset = AfterReset.valueOf(settings.afterReset());
        direction = Direction.valueOf(settings.direction());
    }

    /** What an event says of all the time is taken as it is, whichever events before it were missed. */
    private SettingsDates dates(DeviceState device, Instant settingsFrom) {
        boolean isDated = device.settingsFrom() != null;
        if (isDated && device.formerSettings() != null) {
            return new SettingsDates(device.settingsFrom(), device.formerSettings());
        }
        SettingsState present = presentSettings();
        SettingsDates known = new SettingsDates(settingsValidFrom, SettingsJson.parse(formerSettings));
        return isDated || !device.settings().equals(present)
                ? known.changed(present, device.settings(), settingsFrom)
                : known;
    }

    /** Notes that it has been heard of, with this as the latest that it has said. */
    public void heard(Instant readingAt, Amount said, Instant receivedAt) {
        noteLatest(readingAt, said);
        lastReceivedAt = receivedAt;
        readingsVersion = nextVersion();
    }

    /** A number that no version of readings has ever had: what was kept under it could be of a transaction undone. */
    public static long nextVersion() {
        return ThreadLocalRandom.current().nextLong();
    }

    /** Changes whenever a reading of it is stored, replaced or removed, to a number that never was before. */
    public long readingsVersion() {
        return readingsVersion;
    }

    /** There is such a reading of that time, however it came here. */
    public void noteReading(Instant readingAt, Amount said) {
        noteInterval(said);
        noteLatest(readingAt, said);
    }

    /**
     * There is a reading that says so, whenever it was: how far the meter's readings reach depends on it. BEWARE: noted
     * before anything is calculated from that reading.
     */
    public void noteInterval(Amount said) {
        if (said.interval() != null && said.seconds() > longestStatedSeconds) {
            longestIs(said.seconds());
        }
    }

    private void longestIs(int seconds) {
        longestStatedSeconds = seconds;
        statesOtherwise = true;
        knownSettings = knownSettings == null ? null : knownSettings.stating(Duration.ofSeconds(seconds));
    }

    private void noteLatest(Instant readingAt, Amount said) {
        if (lastReadingAt == null || !readingAt.isBefore(lastReadingAt)) {
            int seconds = said.interval() == null ? 0 : said.seconds();
            statesOtherwise |= lastStatedSeconds != seconds;
            lastReadingAt = readingAt;
            lastStatedSeconds = seconds;
        }
    }

    boolean statesOtherwise() {
        return statesOtherwise;
    }

    int longestStatedSeconds() {
        return longestStatedSeconds;
    }

    int lastStatedSeconds() {
        return lastStatedSeconds;
    }

    /** Readings were taken away: this is the time of the last that is left, null for none. */
    public void readingsEndAt(Instant last) {
        lastReadingAt = last;
    }

    /** Which of its readings are kept. */
    public KeptReadings kept() {
        return readingsKeptFrom == null ? KeptReadings.ALL : new KeptReadings(readingsKeptFrom);
    }

    /** Has the readings before the border final; what is not needed of them can go from then on. */
    public void keep(KeptReadings kept) {
        readingsKeptFrom = kept.border();
    }

    /** From when on its readings may be added, replaced, removed or ruled of; the earliest of times for always. */
    public Instant readingsOpenFrom() {
        return readingsKeptFrom == null ? Instant.MIN : kept().readingsFrom(settings());
    }

    /** Whether nothing of it was ever removed. */
    public boolean isAllOpen() {
        return readingsKeptFrom == null;
    }

    public boolean isOpen(Instant reading) {
        return !reading.isBefore(readingsOpenFrom());
    }

    /** From when on its hours may change, a start of an hour; the earliest of times for all of them. */
    public Instant hoursOpenFrom() {
        return readingsKeptFrom == null ? Instant.MIN : kept().hoursFrom(settings());
    }

    /**
     * The settings by which readings are doubted at the door. Of an unassigned meter nothing is known, so only what no
     * meter can send is doubted.
     */
    public DatedSettings doubtedBy() {
        return state == MeterState.UNASSIGNED
                ? DatedSettings.always(MeterSettings.of(ReadingMode.CUMULATIVE, expectedInterval()))
                : settings();
    }

    public void fellSilent(Instant since) {
        silentSince = since;
    }

    public void spokeAgain() {
        silentSince = null;
    }

    public void warnBeforeLimit(boolean warn) {
        warnsBeforeLimit = warn;
    }

    /** Whether its owner wants to be warned before the limit is reached. */
    public boolean warnsBeforeLimit() {
        return warnsBeforeLimit;
    }

    /**
     * Up to when its latest reading says something: an interval value stamped at the start reaches further. Null before
     * the first.
     */
    public Instant measuredUntil() {
        if (lastReadingAt == null) {
            return null;
        }
        MeterSettings then = settings().at(lastReadingAt);
        boolean isStart = then.readingMode() == ReadingMode.INTERVAL && then.intervalStamp() == IntervalStamp.START;
        Duration interval = lastStatedSeconds == 0 ? then.expectedInterval() : Duration.ofSeconds(lastStatedSeconds);
        return isStart ? lastReadingAt.plus(interval) : lastReadingAt;
    }

    public DeviceDigest digest() {
        return new DeviceDigest(deviceId, eventVersion, state == MeterState.DELETED, checksum);
    }

    public long id() {
        return id;
    }

    public String deviceId() {
        return deviceId;
    }

    long eventVersion() {
        return eventVersion;
    }

    public MeterState state() {
        return state;
    }

    public String name() {
        return name;
    }

    public String owner() {
        return owner;
    }

    public BigDecimal maxHourlyKwh() {
        return maxHourlyKwh;
    }

    /** Where it stands, and whether it measures all of that place. */
    public DevicePlace place() {
        return new DevicePlace(place, mainMeter);
    }

    public Duration expectedInterval() {
        return Duration.ofMillis(expectedIntervalMillis);
    }

    public Instant firstSeenAt() {
        return firstSeenAt;
    }

    public Instant lastReadingAt() {
        return lastReadingAt;
    }

    public Instant lastReceivedAt() {
        return lastReceivedAt;
    }

    public Instant silentSince() {
        return silentSince;
    }
}
