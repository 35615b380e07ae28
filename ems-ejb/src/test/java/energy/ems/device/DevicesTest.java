package energy.ems.device;

import static energy.ems.device.Drafts.draft;
import static energy.ems.device.Drafts.named;
import static energy.ems.device.Drafts.owned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import energy.ems.account.Accounts;
import energy.ems.account.Role;
import energy.ems.boundary.AccountDeleted;
import energy.ems.boundary.ConflictException;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.NotFoundException;
import energy.ems.boundary.PageRequest;
import energy.ems.container.ManagementSystem;
import energy.ems.device.DeviceChangeView.FieldChange;
import energy.ems.deviceevents.DeviceEvent;
import energy.ems.deviceevents.DeviceEventJson;
import energy.ems.deviceevents.FormerSettings;
import energy.ems.deviceevents.SettingsDates;
import energy.ems.deviceevents.SettingsState;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class DevicesTest {

    private static ManagementSystem system;
    private static Devices devices;

    @BeforeAll
    static void start() {
        system = new ManagementSystem().withAccount("alice", Role.USER).withAccount("bob", Role.USER);
        system.container().observing(AccountDeleted.class, system.get(FormerOwners.class)::letGo);
        devices = system.get(Devices.class);
    }

    @AfterAll
    static void stop() {
        if (system != null) {
            system.close();
        }
    }

    @BeforeEach
    void administrator() {
        system.asAdministrator();
    }

    @Test
    void storesADeviceWithItsDefaults() {
        DeviceView created = devices.create(draft(null, "Heat pump", "alice", "2.50"));

        DeviceView read = devices.get(created.id());
        assertThat(read).isEqualTo(created);
        assertThat(read.id()).matches("[0-9a-f-]{36}");
        assertThat(read.version()).isEqualTo(1);
        assertThat(read.maxHourlyKwh()).isEqualTo("2.5");
        assertThat(read.settings().readingMode()).isEqualTo(ReadingMode.INTERVAL);
        assertThat(read.settings().expectedInterval()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void tellsMonitoringOfEveryChangeInTheSameTransaction() {
        String id = devices.create(draft("told-1", "Boiler", null, "3")).id();
        devices.update(id, draft(id, "Boiler", "bob", "4"), 1);
        devices.delete(id, 2);

        assertThat(events(id))
                .extracting(
                        DeviceEvent::type,
                        DeviceEvent::version,
                        event -> event.device().owner())
                .containsExactly(
                        tuple(DeviceEvent.Type.DEVICE_CREATED, 1L, null),
                        tuple(DeviceEvent.Type.DEVICE_UPDATED, 2L, "bob"),
                        tuple(DeviceEvent.Type.DEVICE_DELETED, 3L, "bob"));
    }

    @Test
    void refusesAStaleVersionAndThenTellsNobody() {
        String id = devices.create(named("Lamp")).id();
        devices.update(id, draft(id, "Lamp 2", null, null), 1);

        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> devices.update(id, draft(id, "Lamp 3", null, null), 1))
                .returns("conflict.stale", ConflictException::messageKey);
        assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> devices.delete(id, 1));
        assertThat(events(id)).hasSize(2);
        assertThat(devices.get(id).name()).isEqualTo("Lamp 2");
    }

    @Test
    void aChangeThatChangesNothingMakesNoVersion() {
        String id = devices.create(draft("same-1", "Fridge", null, "1.5")).id();

        DeviceView same = devices.update(id, draft(id, " Fridge ", null, "1.500"), 1);

        assertThat(same.version()).isEqualTo(1);
        assertThat(events(id)).hasSize(1);
    }

    @Test
    void howADeviceIsReadIsDatedAndToldWithAllThatWasBefore() {
        DeviceDraft draft = draft("dated", "Meter", null, null).withSettingsValidFrom(NOON);
        devices.create(draft);
        devices.update("dated", readIn(EnergyUnit.WH, null), 1);
        devices.update("dated", readIn(EnergyUnit.KWH, NOON), 2);
        devices.update("dated", readIn(EnergyUnit.WH, NOON.plusSeconds(1)), 3);
        DeviceView renamed =
                devices.update("dated", draft("dated", "Renamed", null, null).withSettings(WH), 4);
        DeviceView same = devices.update("dated", readIn(EnergyUnit.WH, NOON.plusSeconds(1)), 5);
        devices.update("dated", readIn(EnergyUnit.WH, SettingsDates.ALWAYS), same.version());

        Instant now = system.clock().instant();
        FormerSettings kwh = new FormerSettings(SettingsDates.ALWAYS, SettingsState.usual());
        assertThat(renamed.version()).isEqualTo(5);
        assertThat(same.version()).as("its name is another").isEqualTo(6);
        assertThat(events("dated"))
                .extracting(
                        event -> event.device().settingsFrom(),
                        event -> event.device().formerSettings())
                .containsExactly(
                        tuple(SettingsDates.ALWAYS, List.of()),
                        tuple(now, List.of(kwh)),
                        tuple(SettingsDates.ALWAYS, List.of()),
                        tuple(NOON.plusSeconds(1), List.of(kwh)),
                        tuple(NOON.plusSeconds(1), List.of(kwh)),
                        tuple(NOON.plusSeconds(1), List.of(kwh)),
                        tuple(SettingsDates.ALWAYS, List.of()));
        assertThat(devices.history("dated"))
                .extracting(change -> change.fields().stream()
                        .filter(field -> field.field().equals("settings_valid_from"))
                        .map(field -> field.before() + " to " + field.after())
                        .toList())
                .containsExactly(
                        List.of(NOON.plusSeconds(1) + " to ALWAYS"),
                        List.of(),
                        List.of(),
                        List.of("ALWAYS to " + NOON.plusSeconds(1)),
                        List.of(now + " to ALWAYS"),
                        List.of("ALWAYS to " + now),
                        List.of());
    }

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final ReadingSettings WH = new ReadingSettings(null, null, EnergyUnit.WH, null, null);

    private static DeviceDraft readIn(EnergyUnit unit, Instant from) {
        return draft("dated", "Meter", null, null)
                .withSettings(new ReadingSettings(null, null, unit, null, null))
                .withSettingsValidFrom(from);
    }

    @ParameterizedTest(name = "a {0} in {1}, times {2}, at most {3} kW: {4}")
    @CsvSource({
        "CUMULATIVE, KW, 1, 1, unit",
        "CUMULATIVE, W, 1, 1, unit",
        "INTERVAL, W, 0, 1, factor",
        "INTERVAL, W, 1000000.000001, 1, factor",
        "INTERVAL, W, 0.0000001, 1, factor",
        "INTERVAL, W, 1, -1, max_power_kw",
        "INTERVAL, W, 1, 1000000000.000001, max_power_kw"
    })
    void refusesSettingsThatNoMeterHas(
            ReadingMode mode, EnergyUnit unit, BigDecimal factor, BigDecimal power, String field) {
        ReadingSettings settings = new ReadingSettings(mode, null, unit, null, null, factor, power, null, null);

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> devices.create(named("Odd").withSettings(settings)))
                .returns(field, InvalidInputException::field);
    }

    @Test
    void tellsMonitoringAndTheHistoryOfEverySetting() {
        ReadingSettings settings = new ReadingSettings(
                null,
                null,
                EnergyUnit.W,
                null,
                null,
                new BigDecimal("40.50"),
                new BigDecimal("1E+3"),
                AfterReset.FROM_ZERO,
                Direction.NET);
        String id = devices.create(named("Inverter").withSettings(settings)).id();

        assertThat(devices.get(id).settings())
                .returns(EnergyUnit.W, ReadingSettings::unit)
                .returns(new BigDecimal("40.5"), ReadingSettings::factor)
                .returns(new BigDecimal("1000"), ReadingSettings::maxPowerKw);
        assertThat(events(id).get(0).device().settings())
                .isEqualTo(new SettingsState(
                        null,
                        null,
                        "W",
                        null,
                        null,
                        new BigDecimal("40.5"),
                        new BigDecimal("1000"),
                        "FROM_ZERO",
                        "NET"));
        assertThat(devices.history(id).get(0).fields())
                .contains(
                        new FieldChange("unit", null, "W"),
                        new FieldChange("factor", null, "40.5"),
                        new FieldChange("max_power_kw", null, "1000"),
                        new FieldChange("after_reset", null, "FROM_ZERO"),
                        new FieldChange("direction", null, "NET"));
    }

    @Test
    void refusesDatesThatHaveNotComeOrAreLongGone() {
        devices.create(draft("dates", "Meter", null, null));
        for (String date : List.of("2000-12-31T23:59:59Z", "+12345-01-01T00:00:00Z", "2099-01-01T00:00:00Z")) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> devices.update(
                            "dates", draft("dates", "Meter", null, null).withSettingsValidFrom(Instant.parse(date)), 1))
                    .returns("settings_valid_from", InvalidInputException::field);
        }
    }

    @Test
    void versionsGoOnWhenADeletedDeviceComesBack() {
        devices.create(draft("phoenix", "Phoenix", null, null));
        devices.delete("phoenix", 1);
        DeviceView again = devices.create(draft("phoenix", "Phoenix", null, null));
        devices.delete("phoenix", again.version());
        devices.create(draft("phoenix", "Phoenix", null, null));

        assertThat(events("phoenix")).extracting(DeviceEvent::version).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(system.select("SELECT * FROM device_tombstone WHERE device_id = 'phoenix'"))
                .isEmpty();
    }

    @Test
    void refusesAnIdThatIsTaken() {
        devices.create(draft("taken-1", "One", null, null));

        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> devices.create(draft("taken-1", "Two", null, null)))
                .returns("conflict.taken", ConflictException::messageKey);
    }

    @Test
    void ofManyConcurrentChangesOneWins() throws Exception {
        String id = devices.create(named("Contested")).id();
        int rivals = 8;
        ExecutorService pool = Executors.newFixedThreadPool(rivals);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Boolean>> results = IntStream.range(0, rivals)
                .mapToObj(rival -> pool.submit(() -> {
                    start.await();
                    try {
                        devices.update(id, draft(id, "Contested " + rival, null, null), 1);
                        return true;
                    } catch (ConflictException e) {
                        return false;
                    }
                }))
                .toList();
        start.countDown();

        int winners = 0;
        for (Future<Boolean> result : results) {
            winners += result.get(60, TimeUnit.SECONDS) ? 1 : 0;
        }
        pool.shutdown();
        assertThat(winners).isEqualTo(1);
        assertThat(devices.get(id).version()).isEqualTo(2);
    }

    @Test
    void aUserSeesOnlyTheirOwn() {
        String hers = devices.create(owned("Hers", "alice")).id();
        String his = devices.create(owned("His", "bob")).id();
        system.asUser("alice");

        assertThat(devices.get(hers).name()).isEqualTo("Hers");
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> devices.get(his));
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> devices.history(his));
        assertThat(devices.find(new DeviceQuery(null, "bob", false, PageRequest.first(100)))
                        .items())
                .extracting(DeviceView::owner)
                .containsOnly("alice");
    }

    @Test
    void aNewOwnerDoesNotSeeTheFormerOwnersPast() {
        String id = devices.create(owned("Moving", "bob")).id();
        devices.update(id, owned("Moving, bob's secret", "bob"), 1);
        devices.update(id, draft(id, "Moved", "alice", "2"), 2);
        devices.update(id, draft(id, "Mine", "alice", "2"), 3);

        assertThat(devices.history(id)).extracting(DeviceChangeView::version).containsExactly(4L, 3L, 2L, 1L);
        system.asUser("alice");
        List<DeviceChangeView> visible = devices.history(id);
        assertThat(visible).extracting(DeviceChangeView::version).containsExactly(4L, 3L);
        assertThat(visible.get(1).fields()).containsExactly(new FieldChange("owner", null, "alice"));
    }

    @Test
    void deletingAnAccountTakesItsDevicesFromIt() {
        system.withAccount("carol", Role.USER);
        String id = devices.create(owned("Carol's", "carol")).id();

        system.get(Accounts.class).delete("carol");

        assertThat(devices.get(id).owner()).isNull();
        assertThat(events(id)).extracting(DeviceEvent::version).containsExactly(1L, 2L);
    }

    @Test
    void refusesAnUnknownOwner() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> devices.create(owned("Whose", "mallory")))
                .returns("owner", InvalidInputException::field);
    }

    @Test
    void refusesChangesWhenDevicesAreManagedElsewhere() {
        DeviceManagement management = system.get(DeviceManagement.class);
        management.managedHere = false;
        try {
            assertThatExceptionOfType(ConflictException.class)
                    .isThrownBy(() -> devices.create(named("Nobody's")))
                    .returns("conflict.devices_managed_elsewhere", ConflictException::messageKey);
        } finally {
            management.managedHere = true;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"quoted\" 'twice' `back`",
                "Robert'); DROP TABLE device;--",
                "🔥 Wärmepumpe 🏠",
                "\u202Eمضخة حرارية",
                "=HYPERLINK(\"http://evil\")",
                "100% _ \\ !"
            })
    void storesHostileNamesAsTheyAreAndFindsThem(String name) {
        String id = devices.create(named(name)).id();

        assertThat(devices.get(id).name()).isEqualTo(name);
        assertThat(devices.find(new DeviceQuery(name, null, false, PageRequest.first(10)))
                        .items())
                .extracting(DeviceView::id)
                .containsExactly(id);
        assertThat(events(id)).extracting(event -> event.device().name()).containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nul\u0000l", "line\nbreak", "half \uD83D a pair"})
    void refusesNamesThatNothingCanShow(String name) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> devices.create(named(name)))
                .returns("invalid.control_characters", InvalidInputException::messageKey);
    }

    @Test
    void refusesANameOfTenThousandCharacters() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> devices.create(named("x".repeat(10_000))))
                .returns("invalid.too_long", InvalidInputException::messageKey)
                .returns(List.of(200), InvalidInputException::arguments);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "1e10", "0.0000001", "1e999999999"})
    void refusesLimitsOutOfReason(String limit) {
        if (limit.isEmpty()) {
            assertThat(devices.create(named("No limit")).maxHourlyKwh()).isNull();
            return;
        }
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> devices.create(draft(null, "Limit", null, limit)))
                .returns("max_hourly_kwh", InvalidInputException::field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../etc/passwd", "a b", "ü", "' OR 1=1", "<b>"})
    void refusesIdsOutsideThePattern(String id) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> devices.create(draft(id, "Odd", null, null)))
                .returns("id", InvalidInputException::field);
    }

    @Test
    void tellsAllThatIsWrongWithADraftAtOnce() {
        DeviceDraft draft = draft("a b", " ", "mallory", "-1");

        assertThat(devices.problems(draft, true))
                .extracting(InvalidInputException::field, InvalidInputException::messageKey)
                .containsExactly(
                        tuple("id", "invalid.pattern"),
                        tuple("name", "invalid.required"),
                        tuple("max_hourly_kwh", "invalid.not_positive"),
                        tuple("owner", "invalid.unknown"));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> devices.create(draft))
                .satisfies(invalid -> assertThat(invalid.all()).hasSize(4));
    }

    @Test
    void tellsWhomAnIdBelongsTo() {
        devices.create(draft("pump", "Heat pump", null, null));

        assertThat(devices.problems(draft("pump", "Another", null, null), true))
                .singleElement()
                .returns("id", InvalidInputException::field)
                .returns(List.of("pump", "Heat pump"), InvalidInputException::arguments);
        assertThat(devices.problems(draft("pump", "Another", null, null), false))
                .isEmpty();
    }

    private static List<DeviceEvent> events(String id) {
        return system.select("SELECT body FROM outbox ORDER BY id").stream()
                .map(body -> DeviceEventJson.read((byte[]) body, system.clock().instant()))
                .filter(event -> event.device().id().equals(id))
                .toList();
    }
}
