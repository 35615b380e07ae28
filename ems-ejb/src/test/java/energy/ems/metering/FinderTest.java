package energy.ems.metering;

import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.container.CountingDatabase;
import energy.ems.container.MonitoringSystem;
import energy.ems.container.TestDatabase;
import energy.ems.deviceevents.DevicePlace;
import energy.ems.deviceevents.DeviceState;
import energy.ems.deviceevents.SettingsState;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a few words find, and for whom. */
@Timeout(180)
class FinderTest {

    private CountingDatabase database;
    private MonitoringSystem system;

    @BeforeEach
    void start() {
        database = new CountingDatabase(TestDatabase.running().newDatabase());
        system = new MonitoringSystem(database.dataSource(), container -> {});
        stands("hp-1", "Pompă de căldură", "Site B/Scara 1/Cellar", "alice");
        stands("hp-2", "Heat pump", "Site B/Roof", "alice");
        stands("lamp", "Lamp beside the heat pump", "Site A", "alice");
        stands("100_x", "Oven 100%", null, "alice");
        stands("of-bob", "Heat pump of Bob", "Depot", "bob");
    }

    @AfterEach
    void stop() {
        system.close();
    }

    private void stands(String id, String name, String place, String owner) {
        DeviceState state = new DeviceState(
                id,
                name,
                null,
                null,
                owner,
                null,
                place == null ? null : new DevicePlace(place, false),
                new SettingsState("INTERVAL", null, null, null, Duration.ofHours(1), null, null, null, "CONSUMPTION"),
                null,
                null);
        system.device(state, 1);
    }

    private Finder finder() {
        return system.get(Finder.class);
    }

    private Iterable<String> devices(String typed) {
        return finder().devices(typed, 8).stream().map(FoundDevice::deviceId).toList();
    }

    private Iterable<String> places(String typed) {
        return finder().places(typed, 8).stream().map(PlaceEntry::path).toList();
    }

    @Test
    void everyWordHasToStandInTheNameTheIdOrThePlace() {
        system.asUser("alice");

        assertThat(devices("pompa caldura")).containsExactly("hp-1");
        assertThat(devices("PUMP HEAT")).containsExactlyInAnyOrder("hp-2", "lamp");
        assertThat(devices("site b roof")).containsExactly("hp-2");
        assertThat(devices("scară")).containsExactly("hp-1");
        assertThat(devices("HP-")).containsExactlyInAnyOrder("hp-1", "hp-2");
        assertThat(devices("heat nowhere")).isEmpty();
    }

    @Test
    void whatBeginsSoIsFirstAndFewAreEnough() {
        system.asUser("alice");

        assertThat(devices("heat pump")).containsExactly("hp-2", "lamp");
        assertThat(finder().devices("heat pump", 1))
                .extracting(FoundDevice::deviceId)
                .containsExactly("hp-2");
        assertThat(finder().devices("lamp", 8))
                .containsExactly(new FoundDevice("lamp", "Lamp beside the heat pump", "Site A"));
    }

    @Test
    void signsOfPatternsAreLetters() {
        system.asUser("alice");

        assertThat(devices("100%")).containsExactly("100_x");
        assertThat(devices("%")).containsExactly("100_x");
        assertThat(devices("_")).containsExactly("100_x");
        assertThat(devices("!")).isEmpty();
        assertThat(devices("  ")).isEmpty();
        assertThat(devices(null)).isEmpty();
    }

    @Test
    void placesAreFoundFromTheOutsideInWithAllThatStandsBelow() {
        system.asUser("alice");

        assertThat(finder().places("site b", 8))
                .startsWith(new PlaceEntry("Site B", "Site B", 2))
                .hasSize(4);
        assertThat(places("scară")).containsExactly("Site B/Scara 1", "Site B/Scara 1/Cellar");
        assertThat(places("roof b")).containsExactly("Site B/Roof");
        assertThat(finder().places("site", 1)).hasSize(1);
        assertThat(places("")).isEmpty();
    }

    @Test
    void nobodyFindsWhatIsAnothers() {
        system.asUser("alice");
        assertThat(devices("bob")).isEmpty();
        assertThat(places("depot")).isEmpty();

        system.asUser("bob");
        assertThat(devices("heat")).containsExactly("of-bob");
        assertThat(places("depot")).containsExactly("Depot");

        system.asAdministrator();
        assertThat(devices("heat")).contains("hp-2", "of-bob");
    }

    @Test
    void itCostsTwoQueriesForDevicesAndOneForPlaces() {
        system.asUser("alice");
        long before = database.statements();
        finder().devices("pump", 8);
        assertThat(database.statements() - before).isLessThanOrEqualTo(2);
        before = database.statements();
        finder().places("site", 8);
        assertThat(database.statements() - before).isLessThanOrEqualTo(1);
    }
}
