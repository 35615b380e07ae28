package energy.ems.group;

import static energy.ems.container.MonitoringSystem.hourly;
import static energy.ems.container.MonitoringSystem.measurement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import energy.ems.boundary.AccountDeleted;
import energy.ems.boundary.ConflictException;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.InvalidInputException.Rule;
import energy.ems.boundary.NotFoundException;
import energy.ems.container.CountingDatabase;
import energy.ems.container.MonitoringSystem;
import energy.ems.container.TestDatabase;
import energy.ems.deviceevents.DeviceEvent;
import energy.ems.deviceevents.DeviceState;
import energy.ems.deviceevents.PlaceRenamed;
import energy.ems.metering.Bucket;
import energy.ems.metering.DeviceSets;
import energy.ems.metering.MeterChoice;
import energy.ems.metering.PlaceEntry;
import energy.ems.metering.PlaceReport;
import energy.ems.metering.meter.MeterDeleted;
import energy.ems.metering.place.PlaceSum;
import energy.ems.metering.profile.Resolution;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the door to the groups answers, to whom, and at what cost. */
@Timeout(300)
class GroupsTest {

    private static final Instant DAY = Instant.parse("2026-11-16T00:00:00Z");
    private static final Instant NEXT = DAY.plus(Duration.ofDays(1));

    private CountingDatabase database;
    private MonitoringSystem system;

    @BeforeEach
    void start() {
        database = new CountingDatabase(TestDatabase.running().newDatabase());
        system = new MonitoringSystem(
                database.dataSource(),
                container -> container.observing(
                        MeterDeleted.class,
                        event -> container.get(FormerMembers.class).letGo(event)));
        system.clock().goTo(DAY);
    }

    @AfterEach
    void stop() {
        system.close();
    }

    private void stands(String id, String place, String owner) {
        stands(id, 1, place, owner);
    }

    /** A path with an exclamation mark is that of a main meter. */
    private void stands(String id, long version, String place, String owner) {
        system.device(hourly(id, owner, place, "CONSUMPTION"), version);
    }

    private void deleted(String id, long version) {
        system.apply(new DeviceEvent(
                UUID.randomUUID().toString(),
                DeviceEvent.Type.DEVICE_DELETED,
                version,
                system.clock().instant(),
                DeviceState.named(id)));
    }

    private void uses(String id, String kwh) {
        system.clock().goTo(NEXT);
        system.receive(measurement(id, DAY, kwh));
    }

    private Groups groups() {
        return system.get(Groups.class);
    }

    private DeviceSets sums() {
        return system.get(DeviceSets.class);
    }

    private int count(String group) {
        return sums().count(groups().get(group).content());
    }

    private String make(String name, List<String> devices, List<String> places, List<String> groups) {
        return groups().create(new GroupDraft(name, devices, places, groups)).id();
    }

    private PlaceReport day(String group) {
        GroupView view = groups().get(group);
        return sums().report(view.name(), view.content(), DAY, NEXT, ZoneOffset.UTC, Resolution.DAY);
    }

    private static BigDecimal consumption(PlaceReport report) {
        return report.sum().total() == null
                ? BigDecimal.ZERO
                : report.sum().total().consumptionKwh();
    }

    private InvalidInputException refused(Runnable change) {
        InvalidInputException[] refused = new InvalidInputException[1];
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(change::run)
                .satisfies(problem -> refused[0] = problem);
        return refused[0];
    }

    /** A device as this test knows it. */
    private record Known(String id, String place, boolean main, String owner, BigDecimal kwh) {

        boolean isIn(String around) {
            return place.equals(around) || place.startsWith(around + "/");
        }
    }

    /**
     * However groups lie in one another, and however many ways lead to a device: the sum is that of the devices that the
     * reader sees, each once, but for those that a main meter among them measures already.
     */
    @Test
    void aSumIsThatOfTheDevicesThatTheReaderSeesEachOnce() {
        List<String> paths = List.of("Site", "Site/A", "Site/A/1", "Site/A/2", "Site/B", "Site!", "Town", "Town/C");
        Random random = new Random(25);
        Map<String, Known> devices = new LinkedHashMap<>();
        for (int i = 0; i < 24; i++) {
            String place = paths.get(random.nextInt(paths.size()));
            boolean main = i % 8 == 0;
            String owner = List.of("alice", "bob", "carol").get(random.nextInt(3));
            BigDecimal kwh = BigDecimal.valueOf(1 + random.nextInt(90_000), 3);
            devices.put("d" + i, new Known("d" + i, place.replace("!", "."), main, owner, kwh));
            Known known = devices.get("d" + i);
            stands(known.id(), known.place() + (main ? "!" : ""), owner);
        }
        devices.values().forEach(device -> uses(device.id(), device.kwh().toPlainString()));
        Map<String, Set<String>> content = new LinkedHashMap<>();
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 14; i++) {
            List<String> ids = some(random, List.copyOf(devices.keySet()), 5);
            List<String> places = some(
                    random,
                    devices.values().stream().map(Known::place).distinct().toList(),
                    2);
            List<String> inside = some(random, made, 3);
            String id = make("Group " + i, ids, places, inside);
            made.add(id);
            Set<String> all = new HashSet<>(ids);
            devices.values().stream()
                    .filter(device -> places.stream().anyMatch(device::isIn))
                    .forEach(device -> all.add(device.id()));
            inside.forEach(each -> all.addAll(content.get(each)));
            content.put(id, all);
        }
        int behind = 0;
        for (String reader : List.of("alice", "bob", "carol", "nobody", "admin")) {
            if (reader.equals("admin")) {
                system.asAdministrator();
            } else {
                system.asUser(reader);
            }
            for (String group : made) {
                List<Known> seen = content.get(group).stream()
                        .map(devices::get)
                        .filter(device ->
                                reader.equals("admin") || device.owner().equals(reader))
                        .toList();
                if (seen.isEmpty() && !reader.equals("admin")) {
                    assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> day(group));
                    continue;
                }
                List<Known> counted = seen.stream()
                        .filter(device -> seen.stream()
                                .noneMatch(other -> other.main()
                                        && device.isIn(other.place())
                                        && (!device.main() || !device.place().equals(other.place()))))
                        .toList();
                behind += seen.size() - counted.size();
                BigDecimal expected = counted.stream().map(Known::kwh).reduce(BigDecimal.ZERO, BigDecimal::add);
                String what = reader + " " + group + " " + seen;
                PlaceReport report = day(group);
                assertThat(consumption(report)).as(what).isEqualByComparingTo(expected);
                assertThat(report.sum().allDevices().map(PlaceSum::deviceId))
                        .as(what)
                        .containsExactlyInAnyOrderElementsOf(
                                seen.stream().map(Known::id).toList());
                assertThat(sums().hours(groups().get(group).content(), DAY, NEXT, ZoneOffset.UTC).stream()
                                .map(Bucket::energyKwh)
                                .filter(energy -> energy != null)
                                .reduce(BigDecimal.ZERO, BigDecimal::add))
                        .as(what)
                        .isEqualByComparingTo(expected);
                assertThat(count(group)).isEqualTo(seen.size());
            }
        }
        assertThat(behind).as("devices behind a main meter of their group").isPositive();
    }

    private static List<String> some(Random random, List<String> of, int most) {
        return of.isEmpty()
                ? List.of()
                : random.ints(random.nextInt(most + 1), 0, of.size())
                        .mapToObj(of::get)
                        .distinct()
                        .toList();
    }

    /** A group that lies in others has the same figures beside them as alone, and so have they. */
    @Test
    void aGroupThatLiesInSeveralOthersCountsOnceInEach() {
        stands("sine", null, "alice");
        stands("cosine", null, "alice");
        uses("sine", "1");
        uses("cosine", "1.5");
        String both = make("Both", List.of("sine", "cosine"), List.of(), List.of());
        String one = make("One", List.of(), List.of(), List.of(both));
        String other = make("Other", List.of("sine"), List.of(), List.of(both));
        String top = make("Top", List.of("cosine"), List.of(), List.of(one, other, both));

        for (String group : List.of(both, one, other, top)) {
            assertThat(consumption(day(group))).isEqualByComparingTo("2.5");
        }
    }

    @Test
    void theBucketsOfEveryLengthAddUpToTheWhole() {
        stands("pump", "Site/A", "alice");
        stands("lamp", "Town/B", "alice");
        uses("pump", "1");
        uses("lamp", "0.25");
        String group = make("Both", List.of("lamp"), List.of("Site"), List.of());
        GroupView view = groups().get(group);
        for (Resolution resolution : List.of(Resolution.HOUR, Resolution.DAY, Resolution.MONTH)) {
            PlaceReport report =
                    sums().report(view.name(), view.content(), DAY, NEXT, ZoneOffset.ofHours(5), resolution);
            BigDecimal buckets = report.buckets().stream()
                    .filter(bucket -> bucket.sum().total() != null)
                    .map(bucket -> bucket.sum().total().consumptionKwh())
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal parts = report.sum().parts().stream()
                    .map(part -> part.total().consumptionKwh())
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(List.of(consumption(report), buckets, parts))
                    .allSatisfy(sum -> assertThat(sum).isEqualByComparingTo("1.25"));
        }
    }

    /** An id of one kind says nothing of another kind. */
    @Test
    void aDeviceMayBeCalledAsAPlaceAndAsAGroup() {
        stands("Site", "Site", "alice");
        String group = make("Site", List.of("Site"), List.of("Site"), List.of());
        stands(group, "Elsewhere", "alice");
        uses("Site", "1");
        uses(group, "4");
        String around = make("Around", List.of(group), List.of(), List.of(group));

        assertThat(consumption(day(group))).isEqualByComparingTo("1");
        assertThat(consumption(day(around))).isEqualByComparingTo("5");
        groups().delete(group, 1);
        assertThat(consumption(day(around))).isEqualByComparingTo("4");
    }

    @Test
    void aPlaceInAGroupStandsForWhatComesToItLater() {
        stands("pump", "Site/House", "alice");
        String group = make("House", List.of(), List.of("Site"), List.of());
        assertThat(count(group)).isEqualTo(1);

        stands("later", "Site/Shed", "alice");
        assertThat(count(group)).isEqualTo(2);
        stands("pump", 2, "Yard", "alice");
        assertThat(count(group)).isEqualTo(1);
        stands("later", 2, null, "alice");

        assertThat(groups().get(group).places()).containsExactly(new PlaceEntry("Site", "Site", 0));
        assertThat(consumption(day(group))).isZero();
    }

    @Test
    void whatAReaderDoesNotSeeIsNeitherNamedNorCountedNorFound() {
        stands("hers", "Site/A", "alice");
        stands("his", "Site/B", "bob");
        stands("nobodys", "Site/C", null);
        uses("hers", "1");
        uses("his", "10");
        uses("nobodys", "100");
        String his = make("Secret of Bob", List.of("his"), List.of("Site/B"), List.of());
        String all = make("All of Site", List.of("his", "hers"), List.of("Site/A", "Site/B", "Site/C"), List.of(his));

        system.asUser("alice");
        assertThat(groups().all()).containsExactly(new GroupEntry(all, "All of Site", true, 1, 1, 0));
        GroupView seen = groups().get(all);
        assertThat(seen.devices()).containsExactly(new MeterChoice("hers", "Device hers"));
        assertThat(seen.places()).containsExactly(new PlaceEntry("Site/A", "A", 1));
        assertThat(seen.groups()).isEmpty();
        assertThat(seen.changeable()).isFalse();
        assertThat(consumption(day(all))).isEqualByComparingTo("1");
        assertThat(groups().named("secret", 9)).isEmpty();
        assertThat(groups().named("SITE all", 9)).extracting(GroupEntry::id).containsExactly(all);
        String nothing = UUID.randomUUID().toString();
        for (String id : List.of(his, nothing)) {
            // In the same words, so that they tell nothing either.
            String words = "Group " + id + " not found";
            GroupDraft draft = new GroupDraft("Mine", List.of(), List.of(), List.of());
            for (Runnable ask : List.<Runnable>of(
                    () -> groups().get(id),
                    () -> day(id),
                    () -> groups().update(id, draft, 1),
                    () -> groups().delete(id, 1))) {
                assertThatExceptionOfType(NotFoundException.class)
                        .isThrownBy(ask::run)
                        .withMessage(words);
            }
            InvalidInputException refused = refused(() -> make("Mine", List.of(), List.of(), List.of(id)));
            assertThat(refused.all()).extracting(InvalidInputException::rule).containsExactly(Rule.NO_SUCH);
        }
        for (String id : List.of("his", "nobodys", "nothing")) {
            assertThat(refused(() -> make("Mine", List.of("hers", id), List.of(), List.of()))
                            .arguments())
                    .containsExactly(id);
        }
        for (String place : List.of("Site/B", "Site/Nothing", "Site//A", "")) {
            assertThat(refused(() -> make("Mine", List.of(), List.of("Site/A", place), List.of()))
                            .field())
                    .isEqualTo("places");
        }
        // The name of a group that she does not see is free.
        make("Secret of Bob", List.of("hers"), List.of(), List.of());

        system.asUser("carol");
        assertThat(groups().all()).isEmpty();
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> groups().get(all));
    }

    @Test
    void everybodyElsesGroupsAreTheirOwnAlone() {
        stands("hers", "Site", "alice");
        uses("hers", "1");
        String shared = make("Site", List.of("hers"), List.of(), List.of());
        system.asUser("alice");
        String own = make("Mine", List.of("hers"), List.of(), List.of(shared));
        assertThat(groups().get(own).changeable()).isTrue();
        assertThat(consumption(day(own))).isEqualByComparingTo("1");
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> groups().delete(shared, 1));

        for (Runnable becomes : List.<Runnable>of(
                () -> system.asAdministrator(), () -> system.asOperator("olga"), () -> system.asUser("bob"))) {
            becomes.run();
            assertThat(groups().all()).extracting(GroupEntry::id).doesNotContain(own);
            assertThat(groups().named("mine", 9)).isEmpty();
            assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> groups().get(own));
            assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> groups().delete(own, 1));
        }
        system.asAdministrator();
        // What is for all holds nothing that is not.
        assertThat(refused(() -> make("Other", List.of(), List.of(), List.of(own)))
                        .rule())
                .isEqualTo(Rule.NO_SUCH);
        assertThat(system.select(
                        "SELECT detail FROM audit_entry WHERE action LIKE 'GROUP%' AND subject = '" + own + "'"))
                .allSatisfy(detail -> assertThat((String) detail).doesNotContain("Mine"));

        system.asOperator("olga");
        make("Watched", List.of("hers"), List.of(), List.of());
        assertThat(groups().all()).extracting(GroupEntry::name).containsExactly("Site", "Watched");
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> groups().delete(shared, 1));
    }

    @Test
    void noGroupComesToLieInItselfAndTheErrorSaysHow() {
        String low = make("Low", List.of(), List.of(), List.of());
        String middle = make("Middle", List.of(), List.of(), List.of(low));
        String top = make("Top", List.of(), List.of(), List.of(middle));

        InvalidInputException circle =
                refused(() -> groups().update(low, new GroupDraft("Low", List.of(), List.of(), List.of(top)), 1));
        assertThat(circle.rule()).isEqualTo(Rule.CIRCLE);
        assertThat(circle.getMessage()).contains("Low → Top → Middle → Low");
        assertThat(refused(() -> groups().update(low, new GroupDraft("Low", List.of(), List.of(), List.of(low)), 1))
                        .getMessage())
                .contains("Low → Low");
        assertThat(groups().get(low).version()).isEqualTo(1);
    }

    @Test
    void thereAreBounds() {
        String id = make("1", List.of(), List.of(), List.of());
        for (int depth = 2; depth <= Groups.MOST_DEEP; depth++) {
            id = make(String.valueOf(depth), List.of(), List.of(), List.of(id));
        }
        String deepest = id;
        assertThat(refused(() -> make("too deep", List.of(), List.of(), List.of(deepest)))
                        .rule())
                .isEqualTo(Rule.TOO_DEEP);

        List<String> many = IntStream.rangeClosed(0, Groups.MOST_MEMBERS)
                .mapToObj(i -> "d" + i)
                .toList();
        assertThat(refused(() -> make("too many", many, List.of(), List.of())).rule())
                .isEqualTo(Rule.TOO_MANY);
        assertThat(refused(() -> make(" ", List.of(), List.of(), List.of())).rule())
                .isEqualTo(Rule.REQUIRED);
        assertThat(refused(() -> make("x".repeat(101), List.of(), List.of(), List.of()))
                        .rule())
                .isEqualTo(Rule.TOO_LONG);
        assertThat(refused(() -> make("a\u0007b", List.of(), List.of(), List.of()))
                        .rule())
                .isEqualTo(Rule.CONTROL_CHARACTERS);
        make("Încălzire", List.of(), List.of(), List.of());
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> make("incalzire", List.of(), List.of(), List.of()));
        for (int i = groups().all().size(); i < Groups.MOST_GROUPS; i++) {
            make("filler " + i, List.of(), List.of(), List.of());
        }
        assertThat(refused(() -> make("one more", List.of(), List.of(), List.of()))
                        .rule())
                .isEqualTo(Rule.TOO_MANY);
    }

    @Test
    void whoHasSeenAnOlderVersionChangesNothing() {
        String id = make("Group", List.of(), List.of(), List.of());
        GroupDraft other = new GroupDraft("Other", List.of(), List.of(), List.of());
        assertThat(groups().update(id, other, 1).version()).isEqualTo(2);

        assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> groups().update(id, other, 1));
        assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> groups().delete(id, 1));
    }

    @Test
    void aDeletedDeviceAndADeletedGroupLeaveTheOthers() {
        stands("pump", "Site", "alice");
        stands("lamp", "Site", "alice");
        String inner = make("Inner", List.of("pump"), List.of(), List.of());
        String outer = make("Outer", List.of("pump", "lamp"), List.of(), List.of(inner));

        deleted("pump", 2);
        assertThat(groups().get(outer).devices())
                .extracting(MeterChoice::deviceId)
                .containsExactly("lamp");
        stands("pump", 3, "Site", "bob");
        assertThat(groups().get(outer).devices())
                .extracting(MeterChoice::deviceId)
                .containsExactly("lamp");
        assertThat(count(inner)).isZero();

        groups().delete(inner, 1);
        assertThat(groups().get(outer).groups()).isEmpty();
        assertThat(system.select("SELECT member FROM device_group_member").toString())
                .isEqualTo("[lamp]");
    }

    @Test
    void aRenamedPlaceStaysInTheGroupOnceWithWhatLiesBelowIt() {
        stands("pump", "Site/House", "alice");
        stands("lamp", "Town", "alice");
        String group = make("Both", List.of(), List.of("Site", "Site/House", "Town"), List.of());

        stands("pump", 2, "Town/House", "alice");
        system.container().inTransaction(() -> {
            system.get(FormerMembers.class).follow(new PlaceRenamed("Site", "Town"));
            return null;
        });

        assertThat(groups().get(group).places())
                .extracting(PlaceEntry::path, PlaceEntry::devices)
                .containsExactly(tuple("Town", 2L), tuple("Town/House", 1L));
        assertThat(count(group)).isEqualTo(2);
    }

    @Test
    void groupsGoWithTheirOwnerAndANamesakeGetsNone() {
        String shared = make("Shared", List.of(), List.of(), List.of());
        system.asUser("alice");
        make("Mine", List.of(), List.of(), List.of());
        system.container().inTransaction(() -> {
            system.get(FormerMembers.class).letGo(new AccountDeleted("alice"));
            return null;
        });
        assertThat(groups().all()).isEmpty();
        system.asAdministrator();
        assertThat(groups().all()).extracting(GroupEntry::id).containsExactly(shared);
    }

    /** A device that was hers is another's now: it is not hers to keep, and what it used before was hers. */
    @Test
    void aDeviceThatChangesHandsIsSeenByItsOwnerAlone() {
        stands("pump", "Site", "alice");
        uses("pump", "1");
        String shared = make("Pumps", List.of("pump"), List.of(), List.of());
        system.asUser("alice");
        String own = make("Mine", List.of("pump"), List.of("Site"), List.of(shared));

        stands("pump", 2, "Site", "bob");

        assertThat(groups().all()).containsExactly(new GroupEntry(own, "Mine", false, 0, 0, 0));
        assertThat(groups().get(own).isWithoutMembers()).isTrue();
        assertThat(consumption(day(own))).isZero();
        system.asUser("bob");
        assertThat(groups().all()).extracting(GroupEntry::id).containsExactly(shared);
        assertThat(day(shared).sum().total())
                .as("of hours before they were his")
                .isNull();
    }

    /** Ten thousand devices in ten places, and a hundred that are named. */
    @Test
    void manyDevicesCostNoMoreQueriesThanFew() {
        stands("first", "Site/0", "alice");
        String few = make("Few", List.of("first"), List.of("Site/0"), List.of());
        int all = statements(() -> groups().all());
        int view = statements(() -> groups().get(few));
        int report = statements(() -> day(few));
        int count = statements(() -> count(few));
        assertThat(List.of(all, view, report, count))
                .allSatisfy(each -> assertThat(each).isLessThanOrEqualTo(10));

        system.container().inTransaction(() -> {
            for (int start = 0; start < 10_000; start += 1_000) {
                StringBuilder sql = new StringBuilder(
                        "INSERT INTO meter (device_id, state, event_version, checksum, name,"
                                + " reading_mode, interval_stamp, unit, expected_interval_ms, first_seen_at, owner, place) VALUES ");
                for (int i = start; i < start + 1_000; i++) {
                    sql.append(i == start ? "" : ", ")
                            .append(
                                    "('many-%d', 'ACTIVE', 1, '', 'Many %d', 'INTERVAL', 'START', 'KWH', 3600000, 0, 'alice', 'Site/%d')"
                                            .formatted(i, i, i % 100));
                }
                system.container()
                        .entityManager()
                        .createNativeQuery(sql.toString())
                        .executeUpdate();
            }
            return null;
        });
        List<String> named =
                IntStream.range(0, 100).mapToObj(i -> "many-" + i * 7).toList();
        List<String> places = IntStream.range(0, 8).mapToObj(i -> "Site/" + i).toList();
        String many = make("Many", named, places, List.of(few));
        String inside = make("Outer", List.of("many-1"), List.of("Site/3"), List.of(many, few));

        assertThat(statements(() -> groups().all())).isEqualTo(all);
        assertThat(statements(() -> groups().get(inside))).isEqualTo(view);
        assertThat(statements(() -> day(inside))).isEqualTo(report);
        assertThat(statements(() -> count(inside))).isEqualTo(count);
        assertThat(count(inside)).isGreaterThan(800);
        String whole = make("Whole", List.of(), List.of("Site"), List.of());
        assertThat(count(whole)).isEqualTo(10_001);
        assertThat(refused(() -> day(whole)).getMessage()).contains("1000");

        system.asUser("alice");
        assertThat(statements(() -> groups().all())).isEqualTo(all + 1);
        assertThat(groups().all()).hasSize(4);
    }

    private int statements(Runnable ask) {
        database.reset();
        ask.run();
        return database.statements();
    }
}
