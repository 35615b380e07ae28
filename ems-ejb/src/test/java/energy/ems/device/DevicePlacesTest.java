package energy.ems.device;

import static energy.ems.device.Drafts.draft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import energy.ems.account.Role;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.PageRequest;
import energy.ems.container.ManagementSystem;
import energy.ems.device.DeviceChangeView.FieldChange;
import energy.ems.deviceevents.DevicePlace;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class DevicePlacesTest {

    private ManagementSystem system;
    private Devices devices;
    private DevicePlaces places;

    @BeforeEach
    void start() {
        system = new ManagementSystem().withAccount("alice", Role.USER);
        devices = system.get(Devices.class);
        places = system.get(DevicePlaces.class);
    }

    @AfterEach
    void stop() {
        system.close();
    }

    private void stand(String id, String place, boolean mainMeter) {
        devices.create(draft(id, id, "alice", null).withPlace(new DevicePlace(place, mainMeter)));
    }

    private String place(String id) {
        return devices.get(id).place().path();
    }

    private List<String> foundIn(String place) {
        return devices.find(new DeviceQuery(null, null, false, place, PageRequest.first(100))).items().stream()
                .map(DeviceView::id)
                .toList();
    }

    @Test
    void findsAPlaceAndEverythingBelowItAndNoNamesake() {
        stand("a", "Site", true);
        stand("b", "Site/House 2", false);
        stand("c", "Site/House 2/Attic", false);
        stand("d", "Site B", false);
        stand("e", "Site/House 20", false);
        stand("f", "site", false);
        stand("g", "Site-1", false);
        stand("h", "Site0", false);
        devices.create(draft("i", "i", "alice", null));

        assertThat(foundIn("Site")).containsExactly("a", "b", "c", "e");
        assertThat(foundIn(" Site / House 2 ")).containsExactly("b", "c");
        assertThat(foundIn("Site/%")).isEmpty();
        assertThat(foundIn("Sit")).isEmpty();
    }

    @Test
    void aPlaceIsChangedAndIsInTheHistory() {
        stand("a", "Site", false);
        DeviceView before = devices.get("a");

        devices.update("a", before.device().withPlace(new DevicePlace("Site", true)), before.version());
        DeviceView main = devices.get("a");
        devices.update("a", main.device().withPlace(new DevicePlace("Site", true)), main.version());

        assertThat(devices.get("a").version()).isEqualTo(2);
        assertThat(devices.history("a").get(0).fields()).containsExactly(new FieldChange("main_meter", null, "true"));
        assertThat(devices.history("a").get(1).fields()).contains(new FieldChange("place", null, "Site"));
    }

    @Test
    void suggestsThePlacesAroundThoseOfDevicesToo() {
        stand("a", "Site B/House 2/Boiler room", false);
        stand("b", "Site B/House 1", false);

        assertThat(places.suggest("", 20))
                .containsExactly("Site B", "Site B/House 1", "Site B/House 2", "Site B/House 2/Boiler room");
        assertThat(places.suggest("house", 2)).containsExactly("Site B/House 1", "Site B/House 2");
        assertThat(places.suggest("BOILER", 20)).containsExactly("Site B/House 2/Boiler room");
    }

    @Test
    void renamingGivesAllAtAndBelowTheNewPathWithOneEventEach() {
        stand("a", "Site B", true);
        stand("b", "Site B/House 2", false);
        stand("c", "Site Bee", false);
        long events = system.count("outbox");

        assertThat(places.preview("Site B", "North/Site 7")).isEqualTo(2);
        assertThat(system.count("outbox")).isEqualTo(events);
        assertThat(places.rename("Site B", " North / Site 7 ")).isEqualTo(2);

        assertThat(place("a")).isEqualTo("North/Site 7");
        assertThat(devices.get("a").place().mainMeter()).isTrue();
        assertThat(place("b")).isEqualTo("North/Site 7/House 2");
        assertThat(place("c")).isEqualTo("Site Bee");
        assertThat(system.count("outbox")).isEqualTo(events + 2);
        assertThat(devices.history("b").get(0).fields())
                .containsExactly(new FieldChange("place", "Site B/House 2", "North/Site 7/House 2"));
        assertThat(system.select("SELECT detail FROM audit_entry WHERE action = 'PLACE_RENAMED'"))
                .hasToString("[Site B → North/Site 7, 2 devices]");
    }

    @Test
    void aPlaceIsMovedBelowItselfOnceAndManyDevicesInParts() {
        for (int i = 0; i < 450; i++) {
            stand("m" + i, i % 2 == 0 ? "A" : "A/B", false);
        }

        assertThat(places.rename("A", "A/B")).isEqualTo(450);

        assertThat(place("m0")).isEqualTo("A/B");
        assertThat(place("m449")).isEqualTo("A/B/B");
        assertThat(devices.get("m449").version()).isEqualTo(2);
    }

    @Test
    void refusesANewPathThatIsNoneOrWouldBecomeTooLongSomewhereBelow() {
        stand("a", "A/" + "b".repeat(250), false);

        for (String wrong : List.of("", "/", "A", "B//C", "B\u0007", "c".repeat(5), "d".repeat(256))) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> places.rename("A", wrong))
                    .returns("new_place", InvalidInputException::field);
        }
        assertThat(places.rename("A", "dddd")).isEqualTo(1);
        assertThat(places.rename("nowhere", "B")).isZero();
    }
}
