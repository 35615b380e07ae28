package energy.ems.metering.intake;

import static energy.ems.container.MonitoringSystem.measurement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import energy.ems.alerting.Watches;
import energy.ems.boundary.PageRequest;
import energy.ems.container.MonitoringSystem;
import energy.ems.deviceevents.DeviceEvent;
import energy.ems.deviceevents.DeviceState;
import energy.ems.deviceevents.SettingsDates;
import energy.ems.deviceevents.SettingsState;
import energy.ems.messaging.Destinations;
import energy.ems.metering.Bucket;
import energy.ems.metering.Consumption;
import energy.ems.metering.FindingRulings;
import energy.ems.metering.MeterSummary;
import energy.ems.metering.OperatorDesk;
import energy.ems.metering.QuarantineDecisions;
import energy.ems.metering.meter.LimitsAndOwners;
import energy.ems.metering.meter.MeterState;
import energy.ems.metering.meter.UnassignedMeter;
import energy.ems.metering.profile.Finding;
import energy.ems.metering.profile.Plausibility;
import energy.ems.metering.profile.Quality;
import energy.ems.metering.profile.Resolution;
import energy.ems.metering.readings.QuarantinedReading;
import energy.ems.metering.recomputation.FutureReadings;
import energy.ems.metering.recomputation.RecomputationView;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class MeasurementIntakeTest {

    private static final Instant HOUR = Instant.parse("2026-11-20T10:00:00Z");
    private static MonitoringSystem system;

    @BeforeAll
    static void start() {
        system = Watches.monitoring();
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

    private static Instant minute(int minutes) {
        return HOUR.plus(Duration.ofMinutes(minutes));
    }

    private static BigDecimal kwh(String number) {
        return new BigDecimal(number);
    }

    @Test
    void sumsIntervalValuesIntoHours() {
        system.device("sum", 1, "alice", null, "INTERVAL");
        system.receive(
                measurement("sum", minute(0), "0.1"),
                measurement("sum", minute(50), "\"0.2\""),
                "[" + measurement("sum", minute(60), "1") + "," + measurement("sum", minute(-10), "2") + "]");

        assertThat(system.hours("sum"))
                .containsExactly(
                        entry(minute(-60), kwh("2")), entry(minute(0), kwh("0.3")), entry(minute(60), kwh("1")));
    }

    @Test
    void takesDifferencesOfARegister() {
        system.device("register", 1, "alice", null, "CUMULATIVE");
        String[] values = {"0", "0.5", "1", "3.64170771", "7.55216266", "10.23553823", "15.30209515"};
        for (int i = 0; i < values.length; i++) {
            system.receive(measurement("register", minute(10 * i), values[i]));
        }

        assertThat(system.hours("register")).containsExactly(entry(HOUR, kwh("15.30209515")));
    }

    @Test
    void duplicatesDisorderAndRedeliveryChangeNothing() {
        system.device("again", 1, "alice", "3", "CUMULATIVE");
        List<String> messages = new ArrayList<>();
        for (int i = 0; i <= 144; i++) {
            messages.add(measurement(
                    "again",
                    minute(10 * i),
                    kwh("0.7").multiply(BigDecimal.valueOf(i)).toString()));
        }
        system.receive(messages.toArray(String[]::new));
        var first = system.hours("again");
        long alerts = system.count("alert WHERE device_id = 'again'");
        List<String> shuffled = new ArrayList<>(messages);
        shuffled.addAll(messages.subList(30, 60));
        Collections.shuffle(shuffled, new Random(4711));
        system.receive(shuffled.toArray(String[]::new));
        system.receive(shuffled.toArray(String[]::new));

        assertThat(first).hasSize(24).containsEntry(HOUR, kwh("4.2"));
        assertThat(system.hours("again")).isEqualTo(first);
        assertThat(alerts).isEqualTo(24);
        assertThat(system.count("alert_change c JOIN alert a ON a.id = c.alert_id WHERE a.device_id = 'again'"))
                .isEqualTo(24);
        assertThat(system.count("hour_revision r JOIN meter m ON m.id = r.meter_id WHERE m.device_id = 'again'"))
                .isZero();
    }

    @Test
    void theLastReceivedOfTwoValuesWinsAndTheOldOneStaysOnRecord() {
        system.device("corrected", 1, "alice", null, "INTERVAL");
        system.receive(measurement("corrected", minute(0), "1"));
        system.receive(measurement("corrected", minute(0), "2"), measurement("corrected", minute(0), "3"));

        assertThat(system.hours("corrected")).containsExactly(entry(HOUR, kwh("3")));
        assertThat(system.select("SELECT old_value FROM reading_revision r JOIN meter m ON m.id = r.meter_id"
                        + " WHERE m.device_id = 'corrected' ORDER BY r.id"))
                .extracting(value -> ((BigDecimal) value).stripTrailingZeros())
                .containsExactly(kwh("1"), kwh("2"));
        system.receive(measurement("corrected", minute(0), "1"));
        system.receive(measurement("corrected", minute(0), "2"));
        assertThat(system.hours("corrected"))
                .as("a value that comes again after its correction is old news")
                .containsExactly(entry(HOUR, kwh("3")));
        assertThat(system.get(Consumption.class)
                        .report("corrected", HOUR, minute(60), ZoneOffset.UTC, Resolution.HOUR)
                        .buckets())
                .first()
                .returns(true, Bucket::corrected);
    }

    @Test
    void aValueThatCameBeforeItsCorrectionInOneBatchIsOldNewsToo() {
        system.device("buffered", 1, "alice", null, "INTERVAL");
        system.receive(
                measurement("buffered", minute(0), "1"),
                measurement("buffered", minute(0), "2"),
                measurement("buffered", minute(0), "1"));

        assertThat(system.hours("buffered")).containsExactly(entry(HOUR, kwh("2")));
    }

    @Test
    void whatAPersonHasEnteredNoMeterChanges() {
        system.device("entered", 1, "alice", null, "INTERVAL");
        system.receive(measurement("entered", minute(0), "99"));
        system.get(OperatorDesk.class).enterReading("entered", minute(0), kwh("9.99"), null, "display");
        system.receive(measurement("entered", minute(0), "99"));
        system.receive(measurement("entered", minute(0), "98"));

        assertThat(system.hours("entered")).containsExactly(entry(HOUR, kwh("9.99")));
    }

    @Test
    void whatAPersonHasReleasedNoMeterChanges() {
        system.device("trusted", 1, "alice", null, "INTERVAL");
        system.receive(measurement("trusted", minute(0), "999"));
        system.get(QuarantineDecisions.class).release(quarantined("trusted"));
        system.receive(measurement("trusted", minute(0), "999"));
        system.receive(measurement("trusted", minute(0), "1"));

        assertThat(system.hours("trusted")).containsExactly(entry(HOUR, kwh("999")));
        assertThat(quarantined("trusted")).isEmpty();
    }

    @Test
    void whatLayInTheFutureIsJudgedAnewWhenItsTimeHasCome() {
        system.device("early", 1, "alice", "1", "INTERVAL");
        Instant later = system.clock().instant().plus(Duration.ofHours(2));
        system.receive(measurement("early", later, "0.5"), measurement("early", later.plusSeconds(600), "999"));
        FutureReadings future = system.get(FutureReadings.class);
        future.judgeAnew();
        assertThat(quarantined("early")).hasSize(2);

        system.clock().advance(Duration.ofHours(3));
        future.judgeAnew();

        assertThat(system.hours("early").values()).containsExactly(kwh("0.5"));
        assertThat(system.get(QuarantineDecisions.class)
                        .quarantine("early", null, PageRequest.first(10))
                        .items())
                .singleElement()
                .returns(Plausibility.Reason.ABOVE_MAXIMUM, QuarantinedReading::reason);
    }

    private static List<Long> quarantined(String deviceId) {
        return system.get(QuarantineDecisions.class).quarantine(null, null, PageRequest.first(200)).items().stream()
                .filter(reading -> reading.deviceId().equals(deviceId))
                .map(QuarantinedReading::id)
                .toList();
    }

    @Test
    void hourlyValuesSomeSecondsEarlyAndLateStayInTheirHoursAndRaiseNoAlert() {
        system.device("jitter", 1, "alice", "3", "INTERVAL", Duration.ofHours(1));
        system.receive(measurement("jitter", minute(0).plusSeconds(2), "2"));
        system.receive(measurement("jitter", minute(60).minusSeconds(2), "2"));
        system.receive(
                measurement("jitter", minute(180).minusSeconds(2), "2"),
                measurement("jitter", minute(120).plusSeconds(2), "2"));

        assertThat(system.hours("jitter"))
                .containsExactly(
                        entry(minute(0), kwh("2")),
                        entry(minute(60), kwh("2")),
                        entry(minute(120), kwh("2")),
                        entry(minute(180), kwh("2")));
        assertThat(system.count("alert WHERE device_id = 'jitter'")).isZero();
    }

    @Test
    void aSwappedMeterCountsNothingOfTheStepAndRaisesNoAlert() {
        system.device("swapped", 1, "alice", "5", "CUMULATIVE");
        String[] register = "1000.0 1000.2 1000.4 1000.6 5300.0 5300.2 5300.4 5300.6 5300.8 5301.0 5301.2".split(" ");
        for (int i = 0; i < register.length; i++) {
            system.receive(measurement("swapped", minute(10 * i), register[i]));
        }

        assertThat(system.hours("swapped").values().stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo("1.8");
        assertThat(system.count("alert WHERE device_id = 'swapped'")).isZero();
    }

    @Test
    void findingsAreStoredAndGoWhenTheyAreNotFoundAnyMore() {
        system.device("found", 1, "alice", "5", "CUMULATIVE");
        String[] register = "100 101 9000 103 104 105 106".split(" ");
        for (int i = 0; i < register.length; i++) {
            system.receive(measurement("found", minute(10 * i), register[i]));
        }
        assertThat(findings("found")).containsExactly("GLITCH");
        assertThat(system.get(Consumption.class)
                        .report("found", HOUR, minute(120), ZoneOffset.UTC, Resolution.HOUR)
                        .buckets())
                .extracting(Bucket::findings)
                .containsExactly(Set.of(Finding.Kind.GLITCH), Set.of());
        assertThat(system.get(FindingRulings.class)
                        .findings("found", Finding.Kind.GLITCH, PageRequest.first(10))
                        .total())
                .isEqualTo(1);

        system.receive(measurement("found", minute(20), "102"));
        assertThat(findings("found")).isEmpty();

        system.receive(measurement("found", minute(70), "7"));
        assertThat(findings("found")).containsExactly("PENDING");
        system.settings("found", 2, mode("INTERVAL"), SettingsDates.ALWAYS);
        assertThat(findings("found")).as("interval values are no register").isEmpty();
    }

    private static List<String> findings(String deviceId) {
        return system.get(Consumption.class).findings(deviceId, HOUR, minute(600)).stream()
                .map(finding -> finding.kind().name())
                .toList();
    }

    @Test
    void aLateReadingRevisesAnHourThatWasComplete() {
        system.device("late", 1, "alice", null, "INTERVAL");
        for (int i = 0; i < 60; i += 10) {
            system.receive(measurement("late", minute(i), "1"));
        }
        system.receive(measurement("late", minute(5), "1"));

        assertThat(system.hours("late")).containsExactly(entry(HOUR, kwh("7")));
        assertThat(system.get(Consumption.class).revisions("late", minute(0), minute(60)))
                .singleElement()
                .satisfies(revision -> {
                    assertThat(revision.hourStart()).isEqualTo(minute(0));
                    assertThat(revision.oldKwh()).isEqualByComparingTo("6");
                    assertThat(revision.newKwh()).isEqualByComparingTo("7");
                });
        assertThat(system.get(Consumption.class).revisions("late", minute(60), minute(120)))
                .isEmpty();
    }

    @Test
    void aBadMessageLeavesForTheDeadLettersUnchangedAndTheOthersCount() {
        system.device("beside", 1, "alice", null, "INTERVAL");
        String bad = "{\"timestamp\": 1, \"device_id\": \"beside\"}";
        system.receive(bad, measurement("beside", minute(0), "1"));

        assertThat(system.hours("beside")).containsExactly(entry(HOUR, kwh("1")));
        Object[] letter =
                (Object[]) system.select("SELECT body, headers, exchange_name FROM outbox WHERE routing_key = '"
                                + Destinations.DEAD_MEASUREMENTS + "' ORDER BY id DESC")
                        .get(0);
        assertThat((byte[]) letter[0]).asString().isEqualTo(bad);
        assertThat((String) letter[1]).contains("ems-reason", "measurement_value is missing", "ems-received-at");
        assertThat(letter[2]).isEqualTo("");
    }

    private List<String> deadLetters(String containing) {
        return system
                .select("SELECT body FROM outbox WHERE routing_key = '" + Destinations.DEAD_MEASUREMENTS
                        + "' ORDER BY id")
                .stream()
                .map(body -> new String((byte[]) body, StandardCharsets.UTF_8))
                .filter(body -> body.contains(containing))
                .toList();
    }

    @Test
    void aBadElementOfAnArrayLeavesAloneAndTheOthersCount() {
        system.device("array", 1, "alice", null, "INTERVAL");
        String bad = "{\"device_id\": \"array\", \"measurement_value\": [\"élan, ]\"]}";
        system.receive("[" + measurement("array", minute(0), "1") + ", " + bad + " ,"
                + measurement("array", minute(10), "2") + ", {\"device_id\": \"array\" oops} ]");

        assertThat(system.hours("array")).containsExactly(entry(HOUR, kwh("3")));
        assertThat(deadLetters("\"array\"")).containsExactly(bad, "{\"device_id\": \"array\" oops}");
    }

    @Test
    void numbersBeyondMeasureAreDeadLettersAtOnceAndTheOthersCount() {
        system.device("measure", 1, "alice", null, "INTERVAL");
        String[] batch = new String[17];
        Arrays.fill(
                batch,
                "{\"timestamp\":1732536000000,\"device_id\":1e99999999999,\"measurement_value\":1,\"x\":\"huge\"}");
        batch[16] = measurement("measure", minute(0), "1");
        system.receive(batch);
        system.receive(measurement("measure", minute(10), "0e-999999999"));

        assertThat(system.hours("measure")).containsExactly(entry(HOUR, kwh("1")));
        assertThat(deadLetters("huge")).hasSize(16);
    }

    @Test
    void anAbsurdDeviceEventIsADeadLetterAndTheOthersCount() {
        String absurd = "{\"type\":\"DEVICE_CREATED\",\"version\":1,\"device\":{\"id\":\"absurd\"},\"occurred_at\":\""
                + "2".repeat(70_000) + "\"}";
        String good = "{\"type\":\"DEVICE_CREATED\",\"version\":1,\"device\":{\"id\":\"sound\"},"
                + "\"occurred_at\":\"+999999999-12-31T00:00:00Z\"}";
        system.get(DeviceEventIntake.class)
                .take(List.of(
                        new ReceivedMessage(absurd.getBytes(StandardCharsets.UTF_8)),
                        new ReceivedMessage(good.getBytes(StandardCharsets.UTF_8))));

        assertThat(system.get(Consumption.class).meter("sound").state()).isEqualTo(MeterState.ACTIVE);
        assertThat(system.count("outbox WHERE routing_key = '" + Destinations.DEAD_DEVICE_EVENTS + "'"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"max_hourly_kwh\":1e13",
                "\"max_hourly_kwh\":1000000000.000001",
                "\"max_hourly_kwh\":0",
                "\"register_capacity\":1e-7",
                "\"register_capacity\":1000000000000000.000001",
                "\"expected_interval\":\"PT0.0001S\"",
                "\"expected_interval\":\"PT0.999S\"",
                "\"expected_interval\":\"P1000000D\"",
                "\"reading_mode\":\"OTHER\"",
                "\"interval_stamp\":\"MIDDLE\"",
                "\"unit\":\"GWh\"",
                "\"unit\":\"W\",\"reading_mode\":\"CUMULATIVE\"",
                "\"max_power_kw\":0",
                "\"max_power_kw\":1000000000.000001",
                "\"after_reset\":\"ZERO\"",
                "\"direction\":\"BOTH\"",
                "\"factor\":0",
                "\"factor\":1e-7",
                "\"factor\":1000000.000001",
                "\"name\":17",
                "\"id\":\"no id\""
            })
    void aDeviceOutOfBoundsIsADeadLetterAndTheNextOneCounts(String field) {
        long before = system.count("outbox WHERE routing_key = '" + Destinations.DEAD_DEVICE_EVENTS + "'");
        String event = "{\"type\":\"DEVICE_CREATED\",\"version\":%d,\"device\":{\"id\":\"bounded\",%s}}";
        long version = 1 + system.count("meter WHERE event_version > 0");
        system.get(DeviceEventIntake.class)
                .take(List.of(
                        new ReceivedMessage(event.formatted(version, field).getBytes(StandardCharsets.UTF_8)),
                        new ReceivedMessage(event.formatted(version + 1, "\"max_hourly_kwh\":1000000000")
                                .replace("bounded", "bounded" + version)
                                .getBytes(StandardCharsets.UTF_8))));

        assertThat(system.get(Consumption.class).meter("bounded" + version).state())
                .isEqualTo(MeterState.ACTIVE);
        assertThat(system.count("outbox WHERE routing_key = '" + Destinations.DEAD_DEVICE_EVENTS + "'"))
                .isEqualTo(before + 1);
    }

    @Test
    void aDateCannotOverruleTheVersion() {
        Instant now = system.clock().instant();
        String[] limits = {"1", "2", "3", "4"};
        Instant[] dates = {now, now.minus(Duration.ofMinutes(1)), Instant.EPOCH, Instant.parse("2099-01-01T00:00:00Z")};
        for (int i = 0; i < limits.length; i++) {
            DeviceState state = new DeviceState("dated", null, null, null, "owner" + i, kwh(limits[i]), null);
            system.apply(new DeviceEvent("e" + i, DeviceEvent.Type.DEVICE_UPDATED, i + 1, dates[i], state));
        }
        LimitsAndOwners facts = system.get(LimitsAndOwners.class);
        long meter = ((Number) system.select("SELECT id FROM meter WHERE device_id = 'dated'")
                        .get(0))
                .longValue();

        assertThat(facts.limits(meter).at(now)).isEqualByComparingTo("4");
        assertThat(facts.ownerAt(meter, now)).isEqualTo("owner3");
        assertThat(facts.ownerAt(meter, now.minus(Duration.ofDays(1)))).isEqualTo("owner0");
        assertThat(facts.limits(meter).byStart().lastKey()).isBeforeOrEqualTo(now);
    }

    @Test
    void implausibleReadingsWaitInQuarantineUntilAPersonDecides() {
        system.device("doubted", 1, "alice", null, "INTERVAL");
        Instant future = system.clock().instant().plus(Duration.ofHours(1));
        system.receive(
                measurement("doubted", minute(0), "-7.07e-3"),
                measurement("doubted", minute(10), "1.83e21"),
                measurement("doubted", minute(20), "1e999999999"),
                measurement("doubted", minute(30), "1e-999999999"),
                measurement("doubted", minute(40), "20000"),
                measurement("doubted", future, "1"),
                measurement("doubted", minute(50), "0.5"));

        assertThat(system.hours("doubted")).containsExactly(entry(HOUR, kwh("0.5")));
        assertThat(system.select("SELECT reason FROM quarantined_reading WHERE device_id = 'doubted' ORDER BY id"))
                .extracting(String::valueOf)
                .containsExactly(
                        "NEGATIVE", "ABSURD_MAGNITUDE", "ABSURD_MAGNITUDE", "ABOVE_MAXIMUM", "FROM_THE_FUTURE");
        Long above = ((Number) system.select(
                                "SELECT id FROM quarantined_reading WHERE device_id = 'doubted' AND reason = 'ABOVE_MAXIMUM'")
                        .get(0))
                .longValue();
        assertThat(system.get(QuarantineDecisions.class).release(List.of(above)))
                .isEqualTo(1);
        assertThat(system.hours("doubted")).containsExactly(entry(HOUR, kwh("20000.5")));
        assertThat(system.get(QuarantineDecisions.class).release(List.of(above)))
                .isZero();
    }

    @Test
    void anUnknownDeviceIsStoredAndCountsAsSoonAsItIsRegistered() {
        for (int i = 0; i <= 12; i++) {
            system.receive(measurement("stranger", minute(10 * i), String.valueOf(56_842_157 + i)));
        }
        assertThat(system.hours("stranger")).isEmpty();
        assertThat(system.get(OperatorDesk.class)
                        .unassigned(PageRequest.first(100))
                        .items())
                .filteredOn(meter -> meter.deviceId().equals("stranger"))
                .containsExactly(new UnassignedMeter("stranger", 13, HOUR, minute(120)));

        system.device("stranger", 1, "alice", "5", "CUMULATIVE");

        assertThat(system.hours("stranger")).containsExactly(entry(HOUR, kwh("6")), entry(minute(60), kwh("6")));
        assertThat(system.count("alert WHERE device_id = 'stranger' AND kind = 'LIMIT_EXCEEDED'"))
                .isEqualTo(2);
    }

    @Test
    void aRegisterTakenForIntervalValuesIsSetRightWhenTheModeIs() {
        system.device("mistaken", 1, "alice", null, "INTERVAL");
        for (int i = 0; i <= 6; i++) {
            system.receive(measurement("mistaken", minute(10 * i), String.valueOf(56_842_157 + i)));
        }
        assertThat(system.hours("mistaken")).isEmpty();

        system.settings("mistaken", 2, mode("CUMULATIVE"), SettingsDates.ALWAYS);
        assertThat(system.hours("mistaken")).containsExactly(entry(HOUR, kwh("6")));

        system.settings("mistaken", 3, mode("INTERVAL"), SettingsDates.ALWAYS);
        assertThat(system.hours("mistaken")).isEmpty();
        assertThat(system.count("reading r JOIN meter m ON m.id = r.meter_id WHERE m.device_id = 'mistaken'"))
                .isZero();
    }

    private static SettingsState mode(String mode) {
        return new SettingsState(mode, null, null, null, null);
    }

    @Test
    void theHighestVersionIsTheTruthAndADeletedDeviceStaysDeleted() {
        system.device("versions", 5, "alice", "2", "INTERVAL");
        system.device("versions", 4, "mallory", "9", "INTERVAL");
        system.device("versions", 5, "mallory", "9", "INTERVAL");
        assertThat(system.get(Consumption.class).meter("versions"))
                .returns("alice", MeterSummary::owner)
                .returns(MeterState.ACTIVE, MeterSummary::state);
        system.apply(new DeviceEvent(
                "e", DeviceEvent.Type.DEVICE_DELETED, 7, system.clock().instant(), DeviceState.named("versions")));
        system.device("versions", 6, "alice", "2", "INTERVAL");
        assertThat(system.get(Consumption.class).meter("versions").state()).isEqualTo(MeterState.DELETED);
        system.device("versions", 8, "bob", "2", "INTERVAL");
        assertThat(system.get(Consumption.class).meter("versions"))
                .returns("bob", MeterSummary::owner)
                .returns(MeterState.ACTIVE, MeterSummary::state);
    }

    @Test
    void whatADeviceHadSentCountsAlsoWhenItsDeletionOvertakesItsCreation() {
        String id = "overtaken";
        system.receive(measurement(id, minute(0), "2"));
        DeviceState state = new DeviceState(id, null, null, null, "alice", null, null);
        Instant now = system.clock().instant();
        system.apply(new DeviceEvent("e2", DeviceEvent.Type.DEVICE_DELETED, 2, now, state));
        system.apply(new DeviceEvent("e1", DeviceEvent.Type.DEVICE_CREATED, 1, now, state));
        system.receive(measurement(id, minute(60), "1"));
        system.apply(new DeviceEvent("e3", DeviceEvent.Type.DEVICE_CREATED, 3, now, state));

        assertThat(system.hours(id)).containsExactly(entry(HOUR, kwh("2")), entry(minute(60), kwh("1")));
        system.asUser("alice");
        assertThat(system.get(Consumption.class).readings(id, minute(0), minute(120)))
                .as("before anybody owned it, nobody else did")
                .hasSize(2);
    }

    @Test
    void aPersonsReadingIsKeptWithItsReasonAndCounts() {
        system.device("by-hand", 1, "alice", null, "INTERVAL");
        system.receive(measurement("by-hand", minute(0), "1"));
        system.get(OperatorDesk.class).enterReading("by-hand", minute(0), kwh("4.5"), null, "read from the display");

        assertThat(system.hours("by-hand")).containsExactly(entry(HOUR, kwh("4.5")));
        assertThat(system.select("SELECT r.reason FROM reading_revision r JOIN meter m ON m.id = r.meter_id"
                        + " WHERE m.device_id = 'by-hand'"))
                .extracting(String::valueOf)
                .containsExactly("read from the display");
    }

    @Test
    void aDayIsReportedWithMissingHoursAsMissing() {
        system.device("report", 1, "alice", "2", "INTERVAL");
        for (int i = 0; i < 60; i += 10) {
            system.receive(measurement("report", minute(i), "0.25"));
        }
        List<Bucket> day = system.get(Consumption.class)
                .report("report", minute(-600), minute(840), ZoneOffset.UTC, Resolution.HOUR)
                .buckets();

        assertThat(day)
                .hasSize(24)
                .filteredOn(bucket -> bucket.energyKwh() != null)
                .hasSize(1);
        assertThat(day.get(10))
                .returns(kwh("1.5"), Bucket::energyKwh)
                .returns(Quality.MEASURED, Bucket::quality)
                .returns(kwh("2"), bucket -> bucket.limitKwh().stripTrailingZeros());
        assertThat(day.get(9)).returns(null, Bucket::energyKwh).returns(Quality.MISSING, Bucket::quality);
    }

    @Test
    void aLongHistoryIsRecomputedPieceByPiece() {
        system.device("long", 1, "alice", null, "CUMULATIVE", Duration.ofMinutes(1));
        List<String> messages = new ArrayList<>();
        for (int i = 0; i <= 10_000; i++) {
            messages.add(measurement("long", minute(i - 10_000), String.valueOf(i)));
        }
        for (int i = 0; i < messages.size(); i += 500) {
            system.receive(
                    messages.subList(i, Math.min(messages.size(), i + 500)).toArray(String[]::new));
        }
        var before = system.hours("long");
        system.container()
                .inTransaction(() -> system.container()
                        .entityManager()
                        .createNativeQuery("UPDATE hourly_consumption SET energy_kwh = 1")
                        .executeUpdate());
        long id = system.get(OperatorDesk.class).recompute("long", null, null);
        system.recompute();

        assertThat(before).hasSize(167);
        assertThat(system.hours("long")).isEqualTo(before);
        assertThat(system.get(OperatorDesk.class).recomputation(id))
                .returns(RecomputationView.State.DONE, RecomputationView::state)
                .returns(100, RecomputationView::percent);
    }
}
