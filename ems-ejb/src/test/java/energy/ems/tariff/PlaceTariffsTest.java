package energy.ems.tariff;

import static energy.ems.container.MonitoringSystem.hourly;
import static energy.ems.container.MonitoringSystem.measurement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import energy.ems.boundary.ConflictException;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.NotFoundException;
import energy.ems.container.MonitoringSystem;
import energy.ems.deviceevents.DeviceEvent;
import energy.ems.deviceevents.PlaceRenamed;
import energy.ems.tariff.billing.Bill;
import energy.ems.tariff.billing.Tariff;
import energy.ems.tariff.billing.TariffVersion;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A tariff of a place counts for what stands in it and below it. */
@Timeout(120)
class PlaceTariffsTest {

    private static final LocalDate JANUARY = LocalDate.of(2026, 1, 1);
    private static final LocalDate OCTOBER = LocalDate.of(2026, 10, 1);
    private static final LocalDate NOVEMBER = LocalDate.of(2026, 11, 1);
    private static final Instant NOON = Instant.parse("2026-10-05T09:00:00Z");

    private MonitoringSystem system;
    private PlaceTariffs places;
    private TariffAssignments devices;
    private long site;
    private long house;
    private long own;

    @BeforeEach
    void start() {
        system = new MonitoringSystem(container -> {});
        places = system.get(PlaceTariffs.class);
        devices = system.get(TariffAssignments.class);
        system.clock().goTo(Instant.parse("2026-10-01T00:00:00Z"));
        site = tariff("Site", "1");
        house = tariff("House", "10");
        own = tariff("Own", "100");
        stands("pump", 1, "Site/House/Cellar");
        stands("lamp", 1, "Site/House 2");
        stands("car", 1, null);
        Instant later = Instant.parse("2026-12-01T00:00:00Z");
        system.clock().goTo(later);
        for (String device : List.of("pump", "lamp", "car")) {
            system.receive(measurement(device, NOON, "2"), measurement(device, NOON.plus(Duration.ofDays(20)), "2"));
        }
    }

    @AfterEach
    void stop() {
        system.close();
    }

    @Test
    void theNearestPlaceWinsAndTheDeviceBeforeAll() {
        places.assign("Site", JANUARY, site);
        places.assign(" Site / House ", JANUARY, house);

        assertThat(gross("pump")).as("the house is nearer than the site").isEqualTo("40.00");
        assertThat(gross("lamp")).as("a house of a like name is another").isEqualTo("4.00");
        assertThat(bills("car")).as("stands nowhere").isEmpty();

        devices.assign("pump", JANUARY, own);
        assertThat(gross("pump")).isEqualTo("400.00");
        assertThat(devices.of("pump")).as("what is its own").hasSize(1);
    }

    @Test
    void ofADayOnWithoutOneOfItsOwnThatOfThePlaceCounts() {
        places.assign("Site", JANUARY, site);
        devices.assign("pump", JANUARY, own);
        devices.assign("pump", LocalDate.of(2026, 10, 16), null);

        assertThat(bills("pump")).extracting(Bill::tariff).containsExactly("Own", "Site");
        assertThat(gross("pump")).isEqualTo("202.00");
    }

    @Test
    void whatIsSaidOfAPlaceIsDated() {
        places.assign("Site", JANUARY, site);
        places.assign("Site", LocalDate.of(2026, 10, 16), house);
        assertThat(gross("pump")).isEqualTo("22.00");

        places.assign("Site", LocalDate.of(2026, 10, 16), null);
        assertThat(gross("pump")).isEqualTo("2.00");

        places.withdraw("Site", LocalDate.of(2026, 10, 16));
        assertThat(gross("pump")).isEqualTo("4.00");
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> places.withdraw("Site", NOVEMBER));
    }

    /** Blocks and charges of a month would be shared out among two bills else. */
    @Test
    void aTariffThatGoesOnIsOneBill() {
        places.assign("Site", JANUARY, site);
        devices.assign("pump", LocalDate.of(2026, 10, 16), site);

        assertThat(bills("pump")).hasSize(1);
    }

    @Test
    void aUserIsToldOfTheCostOfWhatIsTheirs() {
        places.assign("Site", JANUARY, site);

        system.asUser("alice");
        assertThat(gross("pump")).isEqualTo("4.00");
        system.asUser("bob");
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> gross("pump"));
    }

    @Test
    void whatDoesNotExistIsNotAssigned() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> places.assign("Nowhere", JANUARY, site))
                .returns("place", InvalidInputException::field);
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> places.assign("Sit", JANUARY, site))
                .returns("place", InvalidInputException::field);
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> places.assign(" ", JANUARY, site))
                .returns("place", InvalidInputException::field);
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> places.assign("Site", JANUARY, 999_999L))
                .returns("tariff_id", InvalidInputException::field);
    }

    @Test
    void itGoesAlongWhenThePlaceIsRenamed() {
        places.assign("Site/House", JANUARY, house);
        places.assign("Site/House 2", JANUARY, site);
        places.assign("Site/House 2", NOVEMBER, house);

        system.container().inTransaction(() -> {
            system.get(RenamedPlaces.class).follow(new PlaceRenamed("Site/House", "Site/House 2"));
            return null;
        });

        assertThat(places.all())
                .extracting(each -> each.place() + " " + each.validFrom() + " " + each.tariffName())
                .as("what the other place had said stays")
                .containsExactly("Site/House 2 2026-01-01 Site", "Site/House 2 2026-11-01 House");
    }

    @Test
    void whatAPlaceHasCannotBeDeletedAndWhatADeletedDeviceHadCan() {
        Tariffs tariffs = system.get(Tariffs.class);
        places.assign("Site", JANUARY, site);
        assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> tariffs.delete(site, 1));
        places.withdraw("Site", JANUARY);
        tariffs.delete(site, 1);

        devices.assign("pump", JANUARY, own);
        devices.assign("lamp", JANUARY, own);
        delete("pump", 2);
        assertThatExceptionOfType(ConflictException.class)
                .as("the lamp has it still")
                .isThrownBy(() -> tariffs.delete(own, 1));
        delete("lamp", 2);
        tariffs.delete(own, 1);
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> tariffs.get(own));
    }

    private long tariff(String name, String price) {
        return system.get(Tariffs.class)
                .create(new Tariff(
                        name,
                        Currency.getInstance("EUR"),
                        ZoneId.of("Europe/Bucharest"),
                        List.of(TariffVersion.flat(JANUARY, new BigDecimal(price)))))
                .id();
    }

    private void stands(String id, long version, String place) {
        system.device(hourly(id, "alice", place, "CONSUMPTION"), version);
    }

    private void delete(String id, long version) {
        system.apply(new DeviceEvent(
                UUID.randomUUID().toString(),
                DeviceEvent.Type.DEVICE_DELETED,
                version,
                system.clock().instant(),
                hourly(id, "alice", null, "CONSUMPTION")));
    }

    private List<Bill> bills(String device) {
        return system.get(Costs.class).statement(device, OCTOBER, NOVEMBER).bills();
    }

    private BigDecimal gross(String device) {
        return system.get(Costs.class)
                .statement(device, OCTOBER, NOVEMBER)
                .totals()
                .get(0)
                .gross();
    }
}
