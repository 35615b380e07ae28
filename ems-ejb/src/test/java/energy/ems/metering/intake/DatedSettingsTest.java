package energy.ems.metering.intake;

import static energy.ems.container.MonitoringSystem.measurement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import energy.ems.alerting.Watches;
import energy.ems.container.MonitoringSystem;
import energy.ems.deviceevents.DeviceEvent;
import energy.ems.deviceevents.DeviceState;
import energy.ems.deviceevents.FormerSettings;
import energy.ems.deviceevents.SettingsDates;
import energy.ems.deviceevents.SettingsState;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a meter is read changes, from now on, from a date, or all along. */
@Timeout(300)
class DatedSettingsTest {

    private static final Instant DAY = Instant.parse("2026-11-19T00:00:00Z");
    private static final Instant ALWAYS = SettingsDates.ALWAYS;
    private static final SettingsState KWH = settings("INTERVAL", "START", "kWh");
    private static final SettingsState WH = settings("INTERVAL", "START", "Wh");
    private static final SettingsState AT_THE_END = settings("INTERVAL", "END", "kWh");
    private static final SettingsState REGISTER = settings("CUMULATIVE", "START", "kWh");
    private static final SettingsState REGISTER_IN_WH = settings("CUMULATIVE", "START", "Wh");

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

    private static SettingsState settings(String mode, String stamp, String unit) {
        return new SettingsState(mode, stamp, unit, null, null);
    }

    private static Instant hour(int hour) {
        return DAY.plus(Duration.ofHours(hour));
    }

    private static void send(String device, Instant from, int count, String first, String step) {
        String[] messages = new String[count];
        for (int i = 0; i < count; i++) {
            String value = new BigDecimal(first)
                    .add(new BigDecimal(step).multiply(BigDecimal.valueOf(i)))
                    .toPlainString();
            messages[i] = measurement(device, from.plus(Duration.ofMinutes(10L * i)), value);
        }
        system.receive(messages);
    }

    private static BigDecimal sum(String device) {
        return system.hours(device).values().stream()
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .stripTrailingZeros();
    }

    private static long waiting(String device) {
        return system.count("quarantined_reading WHERE state = 'WAITING' AND device_id = '" + device + "'");
    }

    /** What is said one after the other, each with its date, and what 144 values of 0.25 on one day come to then. */
    @ParameterizedTest(name = "{0}: {1} kWh")
    @CsvSource({
        "Wh 24, 36",
        "Wh 12, 18.018",
        "Wh ALWAYS, 0.036",
        "Wh ALWAYS kWh ALWAYS, 36",
        "Wh 12 kWh 12, 36",
        "Wh 12 kWh 18, 27.009",
        "Wh 18 kWh 12, 36",
        "Wh 6 kWh 12 Wh 18, 18.018",
        "Wh 6 kWh 12 Wh ALWAYS, 0.036"
    })
    void aUnitCountsFromItsDateOn(String said, String total) {
        String id = "unit-" + said.replace(' ', '-');
        system.settings(id, 1, KWH, null);
        send(id, DAY, 144, "0.25", "0");

        String[] words = said.split(" ");
        for (int i = 0; i < words.length; i += 2) {
            Instant from = words[i + 1].equals("ALWAYS") ? ALWAYS : hour(Integer.parseInt(words[i + 1]));
            system.settings(id, 2 + i, words[i].equals("Wh") ? WH : KWH, from);
        }

        assertThat(sum(id)).isEqualByComparingTo(total);
        assertThat(waiting(id)).isZero();
    }

    /** A mean power of 250 W, first taken for 250 kWh, and then behind current transformers. */
    @Test
    void aPowerAndAFactorCountFromTheirDatesOn() {
        system.settings("power", 1, KWH, null);
        send("power", DAY, 144, "250", "0");
        assertThat(system.hours("power")).as("250 kWh in ten minutes").isEmpty();

        system.settings("power", 2, settings("INTERVAL", "START", "W"), ALWAYS);
        assertThat(system.hours("power").get(hour(7))).isEqualByComparingTo("0.25");
        assertThat(sum("power")).as("exactly, though a sixth of 0.25 is not").isEqualByComparingTo("6");
        assertThat(waiting("power")).isZero();

        system.settings(
                "power",
                3,
                new SettingsState(null, null, "W", null, null, new BigDecimal("40"), null, null, null),
                hour(12));
        assertThat(sum("power")).isEqualByComparingTo("123");
        system.settings(
                "power",
                4,
                new SettingsState(null, null, "W", null, null, new BigDecimal("4001"), null, null, null),
                hour(18));
        assertThat(sum("power")).as("1,000.25 kW").isEqualByComparingTo("63");
        assertThat(waiting("power")).isEqualTo(36);
    }

    /** What is said of a device comes before what follows from its limit, and is dated too. */
    @Test
    void whatADeviceCanUseIsItsOwnAndCountsFromItsDateOn() {
        system.settings("own", 1, KWH, null);
        send("own", DAY, 144, "40", "0");
        assertThat(sum("own")).as("240 kW, and no limit").isEqualByComparingTo("5760");

        system.settings("own", 2, atMost("239.999999"), hour(12));
        assertThat(sum("own")).isEqualByComparingTo("2880");
        assertThat(waiting("own")).isEqualTo(72);

        system.settings("own", 3, atMost("240"), hour(18));
        assertThat(sum("own")).isEqualByComparingTo("4320");
        assertThat(waiting("own")).isEqualTo(36);

        system.settings("own", 4, KWH, ALWAYS);
        assertThat(sum("own")).isEqualByComparingTo("5760");
        assertThat(waiting("own")).isZero();
    }

    private static SettingsState atMost(String kilowatts) {
        return new SettingsState(null, null, null, null, null, null, new BigDecimal(kilowatts), null, null);
    }

    @Test
    void whatIsNegativeCountsWhereTheNetIsMeasured() {
        system.settings("net", 1, KWH, null);
        send("net", DAY, 144, "0.5", "-0.01");
        assertThat(waiting("net")).as("below zero").isEqualTo(93);

        system.settings("net", 2, towards("NET"), hour(12));
        assertThat(waiting("net")).as("before noon").isEqualTo(21);
        assertThat(system.hours("net").get(hour(12))).isEqualByComparingTo("-1.47");

        system.settings("net", 3, towards("NET"), ALWAYS);
        assertThat(waiting("net")).isZero();
        assertThat(sum("net")).isEqualByComparingTo("-30.96");

        system.settings("net", 4, towards("PRODUCTION"), ALWAYS);
        assertThat(waiting("net")).isEqualTo(93);
    }

    private static SettingsState towards(String direction) {
        return new SettingsState(null, null, null, null, null, null, null, null, direction);
    }

    /** A plug's "today", first taken for a meter that was reset. */
    @Test
    void aCounterThatStartsFromZeroCountsWhatItShows() {
        system.settings("today", 1, REGISTER, null);
        send("today", hour(20), 24, "1", "0.1");
        send("today", hour(24), 24, "0", "0.1");
        assertThat(sum("today")).isEqualByComparingTo("4.6");
        SettingsState fromZero = new SettingsState("CUMULATIVE", null, null, null, null, null, null, "FROM_ZERO", null);

        system.settings("today", 2, fromZero, hour(24));
        assertThat(sum("today")).as("from exact zero nothing is lost").isEqualByComparingTo("4.6");
        system.receive(measurement("today", hour(48), "0.7"));

        assertThat(sum("today")).isEqualByComparingTo("5.3");
        assertThat(findings("today"))
                .hasSize(3)
                .filteredOn(each -> each.startsWith("RESET"))
                .hasSize(2);
    }

    @Test
    void aRegisterIsNotComparedWithItselfThroughAnotherFactor() {
        system.settings("transformed", 1, REGISTER, null);
        send("transformed", hour(0), 24, "1000", "0.1");
        system.settings(
                "transformed",
                2,
                new SettingsState("CUMULATIVE", null, null, null, null, new BigDecimal("40"), null, null, null),
                hour(2));

        assertThat(system.hours("transformed"))
                .as("1,001.1 kWh, and ten minutes later 40,048")
                .containsOnly(
                        entry(hour(0), new BigDecimal("0.6")),
                        entry(hour(1), new BigDecimal("0.5")),
                        entry(hour(2), new BigDecimal("24")),
                        entry(hour(3), new BigDecimal("2E+1")));
        assertThat(findings("transformed")).isEmpty();
    }

    /** What is said for all along and is beyond any number that an hour can hold waits; nothing comes to a halt. */
    @Test
    void whatAFactorMakesBeyondMeasureWaitsUntilItIsMended() {
        system.settings("beyond", 1, REGISTER, null);
        send("beyond", hour(0), 7, "1000000000000", "0.1");
        system.settings(
                "beyond",
                2,
                new SettingsState("CUMULATIVE", null, "MWh", null, null, new BigDecimal("1000000"), null, null, null),
                ALWAYS);
        assertThat(system.hours("beyond")).isEmpty();
        assertThat(waiting("beyond")).isEqualTo(7);

        system.settings("beyond", 3, REGISTER, ALWAYS);
        assertThat(sum("beyond")).isEqualByComparingTo("0.6");
        assertThat(waiting("beyond")).isZero();
    }

    @Test
    void whatIsChangedWithoutADateCountsFromNowOn() {
        Instant now = system.clock().instant();
        Instant hour = now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(3));
        system.settings("from-now", 1, KWH, null);
        send("from-now", hour, 18, "0.25", "0");
        system.settings("from-now", 2, WH, null);
        assertThat(sum("from-now")).isEqualByComparingTo("4.5");

        send("from-now", now, 1, "250", "0");
        assertThat(sum("from-now")).isEqualByComparingTo("4.75");

        system.settings("from-now", 3, WH, ALWAYS);
        assertThat(sum("from-now")).as("it was always so").isEqualByComparingTo("0.2545");
    }

    /** A register that is taken for interval values, and for a register, and so on. */
    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5 3", "5 3 1", "0 5"})
    void nothingVanishesWhateverAMeterIsTakenFor(String dates) {
        String id = "mistaken" + dates.replace(' ', '-');
        system.settings(id, 1, KWH, null);
        send(id, DAY, 20, "500000.1", "0.2");
        assertThat(system.hours(id)).isEmpty();
        assertThat(waiting(id)).isEqualTo(20);

        int version = 2;
        for (String each : dates.isEmpty() ? new String[0] : dates.split(" ")) {
            system.settings(id, version++, REGISTER, hour(Integer.parseInt(each)));
            system.settings(id, version++, KWH, hour(Integer.parseInt(each)));
        }
        for (int i = 0; i < 2; i++) {
            system.settings(id, version++, REGISTER, ALWAYS);
            assertThat(sum(id)).isEqualByComparingTo("3.8");
            assertThat(waiting(id)).isZero();

            system.settings(id, version++, KWH, ALWAYS);
            assertThat(system.hours(id)).isEmpty();
            assertThat(waiting(id)).isEqualTo(20);
        }
        system.settings(id, version++, REGISTER, hour(1));
        assertThat(waiting(id)).as("of the first hour").isEqualTo(6);
        assertThat(sum(id)).isEqualByComparingTo("2.6");
    }

    @Test
    void anotherStampMovesWhatItCountsAndLeavesNothingBehind() {
        system.settings("stamp", 1, AT_THE_END, null);
        send("stamp", hour(10), 1, "1", "0");
        assertThat(system.hours("stamp")).containsExactly(entry(hour(9), BigDecimal.ONE));

        system.settings("stamp", 2, KWH, ALWAYS);
        assertThat(system.hours("stamp")).containsExactly(entry(hour(10), BigDecimal.ONE));

        system.settings("stamp", 3, AT_THE_END, hour(10));
        assertThat(system.hours("stamp")).containsExactly(entry(hour(9), BigDecimal.ONE));

        system.settings("stamp", 4, KWH, hour(10).plusMillis(1));
        assertThat(system.hours("stamp")).containsExactly(entry(hour(9), BigDecimal.ONE));
    }

    @Test
    void aRegisterGoesOnThroughAnotherUnitAndNotThroughAnotherMode() {
        system.settings("through", 1, REGISTER, null);
        send("through", hour(0), 12, "1000", "0.5");
        system.settings("through", 2, REGISTER_IN_WH, hour(2));
        send("through", hour(2), 12, "1006000", "500");
        assertThat(system.hours("through"))
                .containsOnly(
                        entry(hour(0), new BigDecimal("3")),
                        entry(hour(1), new BigDecimal("3")),
                        entry(hour(2), new BigDecimal("3")),
                        entry(hour(3), new BigDecimal("2.5")));

        system.settings("through", 3, settings("INTERVAL", "START", "Wh"), hour(3));
        assertThat(sum("through")).as("until 02:50, and no longer").isEqualByComparingTo("8.5");
        assertThat(waiting("through"))
                .as("1,009,000 Wh and more in ten minutes")
                .isEqualTo(6);
    }

    @Test
    void whoMissedAChangeHearsOfItWithTheNext() {
        system.settings("missed", 1, KWH, ALWAYS);
        send("missed", DAY, 144, "0.25", "0");
        List<FormerSettings> former = List.of(new FormerSettings(ALWAYS, KWH), new FormerSettings(hour(6), WH));
        DeviceState device =
                new DeviceState("missed", "Missed", null, null, "alice", null, AT_THE_END, hour(12), former);
        system.apply(new DeviceEvent(
                "e3", DeviceEvent.Type.DEVICE_UPDATED, 3, system.clock().instant(), device));
        system.settings("missed", 2, WH, hour(6));

        assertThat(sum("missed")).isEqualByComparingTo("27.009");
        assertThat(system.hours("missed").get(hour(11)))
                .as("the value of 12:00 ends there")
                .isEqualByComparingTo("0.2515");
    }

    /** However the settings came to be what they are: the end is that of a meter whose settings were always those. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void anySequenceEndsAsTheLastForEachInstantAlone(long seed) {
        Random random = new Random(seed);
        SettingsState threefold =
                new SettingsState("CUMULATIVE", null, null, null, null, new BigDecimal("3"), null, null, null);
        SettingsState power = settings("INTERVAL", "END", "kW");
        SettingsState fromZero = new SettingsState("CUMULATIVE", null, null, null, null, null, null, "FROM_ZERO", null);
        List<SettingsState> choice = List.of(KWH, WH, AT_THE_END, REGISTER, REGISTER_IN_WH, threefold, power, fromZero);
        TreeMap<Instant, String> values = new TreeMap<>();
        BigDecimal register = new BigDecimal("3000");
        for (Instant at = DAY; at.isBefore(hour(8)); at = at.plus(Duration.ofMinutes(10))) {
            register = register.add(BigDecimal.valueOf(random.nextInt(300), 3));
            boolean isRegister = random.nextInt(20) > 0 ? at.isBefore(hour(5)) : random.nextBoolean();
            values.put(at, isRegister ? register.toPlainString() : "0." + random.nextInt(1, 999));
        }
        // Minute by minute, the last that was said.
        TreeMap<Instant, SettingsState> minutes = new TreeMap<>();
        for (Instant at = hour(-1); at.isBefore(hour(9)); at = at.plus(Duration.ofMinutes(5))) {
            minutes.put(at, KWH);
        }
        String id = "sequence-" + seed;
        system.settings(id, 1, KWH, null);
        List<Instant> sent = new ArrayList<>(values.keySet());
        Collections.shuffle(sent, random);
        for (int version = 2; version < 14; version++) {
            SettingsState settings = choice.get(random.nextInt(choice.size()));
            boolean isAlways = random.nextInt(4) == 0;
            Instant from = hour(-1).plus(Duration.ofMinutes(5L * random.nextInt(110)));
            system.settings(id, version, settings, isAlways ? ALWAYS : from);
            minutes.tailMap(isAlways ? hour(-1) : from, true).replaceAll((at, before) -> settings);
            for (int i = 0; i < 6 && !sent.isEmpty(); i++) {
                Instant at = sent.remove(0);
                system.receive(measurement(id, at, values.get(at)));
            }
        }

        String other = id + "-alone";
        List<FormerSettings> dated = new ArrayList<>();
        minutes.forEach((at, settings) -> {
            if (dated.isEmpty() || !dated.get(dated.size() - 1).settings().equals(settings)) {
                dated.add(new FormerSettings(dated.isEmpty() ? ALWAYS : at, settings));
            }
        });
        FormerSettings present = dated.remove(dated.size() - 1);
        system.apply(new DeviceEvent(
                "alone",
                DeviceEvent.Type.DEVICE_CREATED,
                1,
                system.clock().instant(),
                new DeviceState(
                        other, null, null, null, "alice", null, present.settings(), present.validFrom(), dated)));
        sent.forEach(values::remove);
        values.forEach((at, value) -> system.receive(measurement(other, at, value)));

        assertThat(system.hours(id)).isEqualTo(system.hours(other));
        assertThat(waiting(id)).isEqualTo(waiting(other));
        assertThat(findings(id)).isEqualTo(findings(other));
    }

    private static List<String> findings(String device) {
        return system
                .select("SELECT CONCAT(f.kind, ' ', f.from_at, ' ', f.until_at) FROM finding f JOIN meter m"
                        + " ON m.id = f.meter_id WHERE m.device_id = '" + device + "' ORDER BY f.until_at, f.kind")
                .stream()
                .map(String::valueOf)
                .toList();
    }
}
