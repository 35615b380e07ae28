package energy.ems.metering;

import static energy.ems.container.MonitoringSystem.hourly;
import static energy.ems.container.MonitoringSystem.measurement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.NotFoundException;
import energy.ems.container.CountingDatabase;
import energy.ems.container.MonitoringSystem;
import energy.ems.container.TestDatabase;
import energy.ems.deviceevents.DeviceEvent;
import energy.ems.deviceevents.DeviceState;
import energy.ems.metering.PlaceReport.PlaceBucket;
import energy.ems.metering.place.DeviceHours;
import energy.ems.metering.place.PlaceSum;
import energy.ems.metering.profile.Quality;
import energy.ems.metering.profile.Resolution;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the door to the places answers, to whom, and at what cost. */
@Timeout(180)
class PlacesTest {

    private static final Instant DAY = Instant.parse("2026-11-16T00:00:00Z");
    private static final Instant NEXT = DAY.plus(Duration.ofDays(1));

    private CountingDatabase database;
    private MonitoringSystem system;

    @BeforeEach
    void start() {
        database = new CountingDatabase(TestDatabase.running().newDatabase());
        system = new MonitoringSystem(database.dataSource(), container -> {});
        system.clock().goTo(DAY.minus(Duration.ofDays(2)));
    }

    @AfterEach
    void stop() {
        system.close();
    }

    private void stands(String id, String place, String owner, String direction) {
        stands(id, 1, place, owner, direction, system.clock().instant());
    }

    /** A path with an exclamation mark is that of a main meter. */
    private void stands(String id, long version, String place, String owner, String direction, Instant at) {
        system.apply(new DeviceEvent(
                UUID.randomUUID().toString(),
                DeviceEvent.Type.DEVICE_UPDATED,
                version,
                at,
                hourly(id, owner, place, direction)));
    }

    /** As many hours from there on, each of that energy. */
    private void uses(String id, Instant from, int hours, String kwh) {
        Instant until = from.plus(Duration.ofHours(hours));
        if (system.clock().instant().isBefore(until)) {
            system.clock().goTo(until);
        }
        List<String> readings = new ArrayList<>();
        for (int i = 0; i < hours; i++) {
            readings.add(measurement(id, from.plus(Duration.ofHours(i)), kwh));
        }
        system.receive(readings.toArray(String[]::new));
    }

    private Places places() {
        return system.get(Places.class);
    }

    private PlaceReport day(String place) {
        return places().report(place, DAY, NEXT, ZoneOffset.UTC, Resolution.DAY);
    }

    private static BigDecimal consumption(PlaceSum sum) {
        return sum.total().consumptionKwh();
    }

    @Test
    void aSiteIsWhatItsMainMeterMeasuredAndItsPartsDoNotExplainAll() {
        stands("main", "Site!", "alice", "CONSUMPTION");
        stands("pump", "Site/House", "alice", "CONSUMPTION");
        stands("roof", "Site/House", "alice", "PRODUCTION");
        stands("lamp", "Site", "alice", "CONSUMPTION");
        uses("main", DAY, 24, "2");
        uses("pump", DAY, 24, "1.5");
        uses("roof", DAY, 24, "0.25");
        uses("lamp", DAY, 12, "0.1");
        system.asUser("alice");

        PlaceReport report = day("Site");

        assertThat(consumption(report.sum())).isEqualByComparingTo("48");
        // 48 - (36 - 6 + 1.2)
        assertThat(report.sum().unexplainedKwh()).isEqualByComparingTo("16.8");
        assertThat(report.sum().hours()).isEqualTo(new DeviceHours(96, 84, 84));
        assertThat(report.sum().parts()).extracting(PlaceSum::name).containsExactly("House", "Device lamp");
        PlaceSum house = report.sum().parts().get(0);
        assertThat(consumption(house)).isEqualByComparingTo("36");
        assertThat(house.total().productionKwh()).isEqualByComparingTo("6");
        assertThat(house.total().balanceKwh()).isEqualByComparingTo("30");
        assertThat(house.unexplainedKwh()).isNull();
        assertThat(report.buckets()).hasSize(1);
    }

    @Test
    void theBucketsAreHoursDaysOrMonthsAndAddUp() {
        stands("pump", "Site/House", "alice", "CONSUMPTION");
        uses("pump", DAY, 24, "0.1");
        Instant from = DAY.minus(Duration.ofDays(1));
        ZoneId zone = ZoneId.of("Asia/Kolkata");

        for (Resolution resolution : List.of(Resolution.HOUR, Resolution.DAY, Resolution.MONTH)) {
            PlaceReport report = places().report("Site", from, NEXT.plus(Duration.ofDays(1)), zone, resolution);
            assertThat(consumption(report.sum())).isEqualByComparingTo("2.4");
            assertThat(report.buckets().stream()
                            .map(PlaceBucket::sum)
                            .filter(sum -> sum.total() != null)
                            .map(PlacesTest::consumption)
                            .reduce(BigDecimal::add)
                            .orElseThrow())
                    .isEqualByComparingTo("2.4");
        }
        PlaceReport days = places().report("Site", from, NEXT, zone, Resolution.DAY);
        // Midnight there is at half past six in the evening.
        assertThat(days.buckets().get(1).sum().total().consumptionKwh()).isEqualByComparingTo("1.85");
        assertThat(days.buckets().get(2).sum().total().consumptionKwh()).isEqualByComparingTo("0.55");
        assertThat(days.buckets().get(0).sum().total()).isNull();
    }

    @Test
    void aUserSeesOwnDevicesAloneAndOnlyTheHoursInWhichTheyWereTheirs() {
        stands("main", "Site!", "bob", "CONSUMPTION");
        stands("pump", "Site/House", "bob", "CONSUMPTION");
        stands("lamp", "Site/House", "bob", "CONSUMPTION");
        stands("other", "Elsewhere", "bob", "CONSUMPTION");
        uses("main", DAY, 12, "10");
        uses("pump", DAY, 12, "1");
        uses("lamp", DAY, 12, "1");
        stands("pump", 2, "Site/House", "alice", "CONSUMPTION", DAY.plus(Duration.ofHours(12)));
        uses("pump", DAY.plus(Duration.ofHours(12)), 12, "2");

        system.asUser("alice");
        assertThat(places().all())
                .containsExactly(new PlaceEntry("Site", "Site", 1), new PlaceEntry("Site/House", "House", 1));
        PlaceReport hers = day("Site");
        assertThat(consumption(hers.sum())).isEqualByComparingTo("24");
        assertThat(hers.sum().unexplainedKwh()).isNull();
        assertThat(hers.sum().hours()).isEqualTo(new DeviceHours(12, 12, 12));
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> day("Elsewhere"));
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> day("Nowhere"));

        system.asUser("bob");
        assertThat(places().all())
                .extracting(PlaceEntry::path, PlaceEntry::devices)
                .containsExactly(tuple("Elsewhere", 1L), tuple("Site", 2L), tuple("Site/House", 1L));
        assertThat(day("Site/House").sum().devices())
                .extracting(PlaceSum::deviceId)
                .containsExactly("lamp");

        system.asAdministrator();
        assertThat(consumption(day("Site/House").sum())).isEqualByComparingTo("48");
    }

    @Test
    void aPlaceGoesWithItsLastDevice() {
        stands("pump", "Site/House", "alice", "CONSUMPTION");
        stands("pump", 2, "Yard", "alice", "CONSUMPTION", DAY);
        stands("lamp", null, "alice", "CONSUMPTION");
        stands("gone", "Site", "alice", "CONSUMPTION");
        system.apply(new DeviceEvent("e", DeviceEvent.Type.DEVICE_DELETED, 2, DAY, DeviceState.named("gone")));

        assertThat(places().all()).containsExactly(new PlaceEntry("Yard", "Yard", 1));
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> day("Site"));
    }

    @Test
    void aDeviceThatFeedsInSinceNoonConsumedBefore() {
        stands("battery", "Site", "alice", "CONSUMPTION");
        uses("battery", DAY, 12, "1");
        system.clock().goTo(DAY.plus(Duration.ofHours(12)));
        stands("battery", 2, "Site", "alice", "PRODUCTION", DAY.plus(Duration.ofHours(12)));
        uses("battery", DAY.plus(Duration.ofHours(12)), 12, "3");

        assertThat(consumption(day("Site").sum())).isEqualByComparingTo("12");
        assertThat(day("Site").sum().total().productionKwh()).isEqualByComparingTo("36");
    }

    @Test
    void aNetMeterCountsEachHourTheWayItFlew() {
        stands("grid", "Site", "alice", "NET");
        stands("lamp", "Site", "alice", "CONSUMPTION");
        uses("grid", DAY, 10, "2");
        uses("grid", DAY.plus(Duration.ofHours(10)), 4, "-3");
        uses("lamp", DAY, 14, "0.5");

        assertThat(consumption(day("Site").sum())).isEqualByComparingTo("27");
        assertThat(day("Site").sum().total().productionKwh()).isEqualByComparingTo("12");
        assertThat(day("Site").sum().total().balanceKwh()).isEqualByComparingTo("15");
    }

    @Test
    void theCostDoesNotGrowWithTheDevicesNorTheTime() {
        for (int i = 0; i < 40; i++) {
            stands("m" + i, "Site/House " + i % 4 + "/Room " + i % 10, "alice", "CONSUMPTION");
        }
        uses("m7", DAY, 24, "1");
        system.asUser("alice");
        database.reset();

        PlaceReport year = places().report(
                        "Site", DAY.minus(Duration.ofDays(364)), NEXT, ZoneId.of("Europe/Bucharest"), Resolution.MONTH);

        assertThat(database.statements()).as("meters, owners, marks, hours").isEqualTo(4);
        assertThat(database.rows()).isLessThanOrEqualTo(40 + 40 + 2);
        assertThat(consumption(year.sum())).isEqualByComparingTo("24");
        database.reset();
        places().all();
        assertThat(database.statements()).isEqualTo(1);
    }

    private PlaceReport together(Resolution resolution, String... devices) {
        return system.get(DevicesTogether.class)
                .report(List.of(devices), DAY, NEXT, ZoneOffset.UTC, resolution)
                .orElseThrow();
    }

    @Test
    void chosenDevicesStandSideBySideInTheirOrderWhereverTheyStand() {
        stands("main", "Site!", "alice", "CONSUMPTION");
        stands("pump", "Site/House", "alice", "CONSUMPTION");
        stands("roof", null, "alice", "PRODUCTION");
        uses("main", DAY, 24, "2");
        uses("pump", DAY, 12, "1");
        uses("roof", DAY, 24, "0.5");
        system.clock().goTo(NEXT);
        system.asUser("alice");

        PlaceReport report = together(Resolution.HOUR, "roof", "main", "pump", "roof");

        assertThat(report.sum().parts()).extracting(PlaceSum::deviceId).containsExactly("roof", "main", "pump");
        assertThat(consumption(report.sum())).isEqualByComparingTo("60");
        assertThat(report.sum().total().productionKwh()).isEqualByComparingTo("12");
        assertThat(report.sum().hours()).isEqualTo(new DeviceHours(72, 60, 60));
        assertThat(report.sum().unexplainedKwh()).isNull();
        PlaceSum afternoon = report.buckets().get(13).sum();
        assertThat(afternoon.parts().get(2).total()).as("unknown, never zero").isNull();
        assertThat(consumption(afternoon)).isEqualByComparingTo("2");
    }

    @Test
    void ofChosenDevicesThoseThatOneMayNotSeeAreNotThere() {
        stands("pump", null, "bob", "CONSUMPTION");
        stands("lamp", null, "alice", "CONSUMPTION");
        uses("pump", DAY, 12, "1");
        stands("pump", 2, null, "alice", "CONSUMPTION", DAY.plus(Duration.ofHours(12)));
        uses("pump", DAY.plus(Duration.ofHours(12)), 12, "2");
        stands("other", null, "bob", "CONSUMPTION");
        stands("gone", null, "alice", "CONSUMPTION");
        system.apply(new DeviceEvent("e", DeviceEvent.Type.DEVICE_DELETED, 2, DAY, DeviceState.named("gone")));
        system.asUser("alice");

        PlaceReport hers = together(Resolution.DAY, "other", "nobody-knows-it", "gone", "lamp", "pump");

        assertThat(hers.sum().parts()).extracting(PlaceSum::deviceId).containsExactly("lamp", "pump");
        assertThat(consumption(hers.sum())).as("since it is hers").isEqualByComparingTo("24");
        DevicesTogether door = system.get(DevicesTogether.class);
        assertThat(door.report(List.of("other"), DAY, NEXT, ZoneOffset.UTC, Resolution.DAY))
                .isEmpty();
        assertThat(door.report(List.of(), DAY, NEXT, ZoneOffset.UTC, Resolution.DAY))
                .isEmpty();
    }

    @Test
    void atMostTwelveDevicesAreShownTogetherAtTheCostOfThree() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 14; i++) {
            stands("m" + i, null, "alice", "CONSUMPTION");
            ids.add("m" + i);
        }
        system.asUser("alice");
        database.reset();

        PlaceReport report = together(Resolution.HOUR, ids.toArray(String[]::new));

        assertThat(report.sum().parts()).hasSize(DevicesTogether.MOST);
        assertThat(database.statements()).as("meters, owners, hours").isEqualTo(3);
    }

    @Test
    void refusesWhatWouldBeTooMuch() {
        stands("pump", "Site", "alice", "CONSUMPTION");

        for (Resolution resolution : List.of(Resolution.HOUR, Resolution.DAY)) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> places().report("Site", NEXT, DAY, ZoneOffset.UTC, resolution))
                    .returns("to", InvalidInputException::field);
        }
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> places().report(
                                "Site", DAY.minus(Duration.ofDays(3650)), NEXT, ZoneOffset.UTC, Resolution.HOUR))
                .returns("to", InvalidInputException::field);
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> day(" "));
    }

    /** The hours of a place are summed up where they are stored, and are those that its report has. */
    @Test
    void theHoursAreThoseOfTheReportWhateverFlowsWhichWay() {
        Instant noon = DAY.plus(Duration.ofHours(12));
        stands("main", "Site/House!", "alice", "NET");
        stands("pump", "Site/House", "alice", "CONSUMPTION");
        stands("roof", "Site", "alice", "PRODUCTION");
        stands("turned", "Site/Shed", "alice", "CONSUMPTION");
        stands("bobs", "Site/Shed", "bob", "CONSUMPTION");
        uses("main", DAY, 6, "2");
        uses("main", DAY.plus(Duration.ofHours(6)), 6, "-1");
        uses("pump", DAY, 24, "1.5");
        uses("roof", DAY, 24, "0.25");
        uses("turned", DAY, 12, "0.5");
        uses("bobs", DAY, 3, "7");
        system.clock().goTo(noon);
        stands("turned", 2, "Site/Shed", "alice", "PRODUCTION", noon);
        uses("turned", noon, 6, "0.75");
        system.clock().goTo(NEXT);

        for (String who : List.of("alice", "bob", "admin")) {
            system.asUser(who);
            if (who.equals("admin")) {
                system.asAdministrator();
            }
            for (String zone : List.of("UTC", "Europe/Bucharest", "Asia/Kolkata")) {
                ZoneId cut = ZoneId.of(zone);
                PlaceReport report = places().report("Site", DAY, NEXT, cut, Resolution.HOUR);
                List<Bucket> hours = places().hours("Site", DAY, NEXT, cut);
                assertThat(hours)
                        .extracting(Bucket::start)
                        .isEqualTo(report.buckets().stream()
                                .map(PlaceBucket::start)
                                .toList());
                for (int i = 0; i < hours.size(); i++) {
                    PlaceBucket expected = report.buckets().get(i);
                    BigDecimal used = hours.get(i).energyKwh();
                    if (expected.sum().total() == null) {
                        assertThat(used).as(who + " " + expected.start()).isNull();
                    } else {
                        assertThat(used)
                                .as(who + " " + expected.start())
                                .isEqualByComparingTo(consumption(expected.sum()));
                    }
                }
            }
        }
    }

    @Test
    void anHourOfAPlaceIsAsWellKnownAsItsCountedDevicesAre() {
        stands("main", "Site!", "alice", "CONSUMPTION");
        stands("pump", "Site", "alice", "CONSUMPTION");
        stands("one", "Town", "alice", "CONSUMPTION");
        stands("other", "Town", "alice", "CONSUMPTION");
        uses("main", DAY, 2, "1");
        uses("one", DAY, 2, "1");
        uses("other", DAY, 1, "1");
        system.clock().goTo(NEXT);
        system.asUser("alice");

        assertThat(places().hours("Site", DAY, DAY.plus(Duration.ofHours(3)), ZoneOffset.UTC))
                .extracting(Bucket::quality)
                .containsExactly(Quality.MEASURED, Quality.MEASURED, Quality.MISSING);
        assertThat(places().hours("Town", DAY, DAY.plus(Duration.ofHours(3)), ZoneOffset.UTC))
                .extracting(Bucket::quality)
                .containsExactly(Quality.MEASURED, Quality.PARTIAL, Quality.MISSING);
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> places().hours("Elsewhere", DAY, NEXT, ZoneOffset.UTC));
        system.asUser("bob");
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> places().hours("Town", DAY, NEXT, ZoneOffset.UTC));
    }

    /** What is too much by device is one sum of all. */
    @Test
    void theHoursOfAYearOfManyDevicesAreNotRefused() {
        for (int i = 0; i < 24; i++) {
            stands("d" + i, "Block/Flat " + i, "alice", "CONSUMPTION");
        }
        uses("d0", DAY, 24, "1");
        system.clock().goTo(NEXT);
        system.asUser("alice");
        Instant yearBefore = NEXT.minus(Duration.ofDays(365));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> places().report("Block", yearBefore, NEXT, ZoneOffset.UTC, Resolution.HOUR));
        List<Bucket> hours = places().hours("Block", yearBefore, NEXT, ZoneOffset.UTC);
        assertThat(hours).hasSize(365 * 24);
        assertThat(hours.get(hours.size() - 1).energyKwh()).isEqualByComparingTo("1");
        assertThat(hours.get(hours.size() - 1).quality()).isEqualTo(Quality.PARTIAL);
    }
}
