package energy.ems.metering.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rules as a table. Readings come as {@code time value}, or as {@code time value …} for values an interval apart;
 * {@code 2T…} is the next day. Expected are {@code hour energy received/expected quality} and {@code ! finding time}.
 */
class LoadProfileTest {

    private static final Instant DAY = Instant.parse("2026-01-05T00:00:00Z");

    private static final MeterSettings REGISTER = MeterSettings.of(ReadingMode.CUMULATIVE, Duration.ofMinutes(10));
    private static final MeterSettings INTERVAL = MeterSettings.of(ReadingMode.INTERVAL, Duration.ofMinutes(10));
    private static final MeterSettings HOURLY = MeterSettings.of(ReadingMode.INTERVAL, Duration.ofHours(1));
    private static final MeterSettings SIX_DIGITS = REGISTER.withRegisterCapacity(new BigDecimal("1000000"));

    static Stream<Arguments> table() {
        return Stream.of(
                // ---- interval values
                row(
                        "interval values sum to the hour in which they start",
                        INTERVAL,
                        "00:00 0.1 0.2 0.3 0.4 0.5 0.6 0.7",
                        "00 2.1 6/6 MEASURED",
                        "01 0.7 1/6 PARTIAL"),
                row("zero is measured, not missing", INTERVAL, "00:00 0 0 0 0 0 0", "00 0 6/6 MEASURED"),
                row(
                        "an hour without interval values is missing",
                        INTERVAL,
                        "00:50 1; 02:00 1",
                        "00 1 1/6 PARTIAL",
                        "02 1 1/6 PARTIAL"),
                row(
                        "stamped at the end, the value on the hour belongs to the hour before",
                        INTERVAL.withIntervalStamp(IntervalStamp.END),
                        "00:10 0.1 0.2 0.3 0.4 0.5 0.6 0.7",
                        "00 2.1 6/6 MEASURED",
                        "01 0.7 1/6 PARTIAL"),
                row(
                        "interval values 13 s past their time stay whole",
                        INTERVAL,
                        "00:00:13 0.1 0.2 0.3 0.4 0.5 0.6 0.7",
                        "00 2.1 6/6 MEASURED",
                        "01 0.7 1/6 PARTIAL"),
                row(
                        "stamped at the end and 13 s late, they belong where they started",
                        INTERVAL.withIntervalStamp(IntervalStamp.END),
                        "00:10:13 0.1 0.2 0.3 0.4 0.5 0.6",
                        "00 2.1 6/6 MEASURED"),
                row(
                        "hourly values two seconds early and late stay in their hours",
                        HOURLY,
                        "10:00:02 2; 10:59:58 2; 12:00:02 2; 12:59:58 2",
                        "10 2 1/1 MEASURED",
                        "11 2 1/1 MEASURED",
                        "12 2 1/1 MEASURED",
                        "13 2 1/1 MEASURED"),
                row(
                        "the same six minutes early and late, and a night in between",
                        HOURLY,
                        "10:06 2; 10:54 2; 2T00:06 2; 2T00:54 2",
                        "10 2 1/1 MEASURED",
                        "11 2 1/1 MEASURED",
                        "2T00 2 1/1 MEASURED",
                        "2T01 2 1/1 MEASURED"),
                row(
                        "seven minutes are too much: shared out by time",
                        HOURLY,
                        "10:00 2; 11:07 6; 12:00 2",
                        "10 2 1/1 MEASURED",
                        "11 5.3 1/1 ESTIMATED",
                        "12 2.7 1/1 ESTIMATED"),
                row(
                        "stamped at the end, a second early",
                        HOURLY.withIntervalStamp(IntervalStamp.END),
                        "09:59:59 1; 10:59:59 2; 11:59:59 3",
                        "09 1 1/1 MEASURED",
                        "10 2 1/1 MEASURED",
                        "11 3 1/1 MEASURED"),
                row(
                        "stamped at the end, some a second early and some late",
                        HOURLY.withIntervalStamp(IntervalStamp.END),
                        "09:59:59 1; 11:00:01 2; 12:00:00 3; 12:59:58 4",
                        "09 1 1/1 MEASURED",
                        "10 2 1/1 MEASURED",
                        "11 3 1/1 MEASURED",
                        "12 4 1/1 MEASURED"),
                row(
                        "quarter-hourly values a second early",
                        MeterSettings.of(ReadingMode.INTERVAL, Duration.ofMinutes(15)),
                        "09:59:59 1; 10:14:59 1; 10:29:59 1; 10:44:59 1; 10:59:59 5",
                        "10 4 4/4 MEASURED",
                        "11 5 1/4 PARTIAL"),
                row(
                        "ten-minute values half a minute early",
                        INTERVAL,
                        "09:59:30 1 1 1 1 1 1 5",
                        "10 6 6/6 MEASURED",
                        "11 5 1/6 PARTIAL"),
                row(
                        "two values never take the same hour",
                        HOURLY,
                        "10:00:02 2; 10:57 2; 11:00:01 6",
                        "10 2.1 2/1 ESTIMATED",
                        "11 7.9 1/1 ESTIMATED",
                        "! CLOCK 10:57"),
                row(
                        "an interval off the hour is shared out by time",
                        HOURLY,
                        "10:20 3; 11:20 3",
                        "10 2 1/1 ESTIMATED",
                        "11 3 1/1 ESTIMATED",
                        "12 1 0/1 ESTIMATED"),
                row(
                        "values that state their length count by that, and as many are expected",
                        INTERVAL,
                        "00:00 1/PT30M; 00:30 2/PT30M; 01:00 3/PT15M; 01:15 1; 01:25 1; 01:35 1; 01:45 1; 01:55 1",
                        "00 3 2/2 MEASURED",
                        "01 7.5 6/5 ESTIMATED",
                        "02 0.5 0/6 ESTIMATED"),
                row(
                        "a stated length beyond the hour is shared out by time, and asks for no other readings",
                        INTERVAL,
                        "00:30 4/PT2H",
                        "00 1 1/4 ESTIMATED",
                        "01 2 0/0 ESTIMATED",
                        "02 1 0/3 ESTIMATED"),
                row(
                        "stamped at the end of the length that it states, and some seconds late",
                        INTERVAL.withIntervalStamp(IntervalStamp.END),
                        "00:30:13 1/PT30M; 01:00:13 2/PT30M; 01:30:13 3/PT30M",
                        "00 3 2/2 MEASURED",
                        "01 3 1/4 PARTIAL"),
                row(
                        "two that fill an hour by what they state never take the same, and others take nobody's place",
                        INTERVAL,
                        "10:00:02 2/PT1H; 10:57 2/PT1H; 11:00:01 6/PT1H; 11:15 1/PT15M",
                        "10 2.1 2/2 ESTIMATED",
                        "11 8.9 2/2 ESTIMATED",
                        "! CLOCK 10:57"),
                row(
                        "a mean power times the length that it states",
                        new MeterSettings(
                                ReadingMode.INTERVAL,
                                IntervalStamp.START,
                                EnergyUnit.W,
                                null,
                                Duration.ofMinutes(10),
                                MeterSettings.DEFAULT_MAXIMUM_POWER_KW),
                        "00:00 600/PT30M; 00:30 600; 00:40 1200/PT20M",
                        "00 0.8 3/3 MEASURED"),
                row(
                        "a register has no use for it",
                        MeterSettings.of(ReadingMode.CUMULATIVE, Duration.ofMinutes(30)),
                        "00:00 10/PT15M 11 12/P1D",
                        "00 2 2/2 MEASURED",
                        "01 null 1/2 MISSING"),
                row(
                        "an interval of two hours is shared out by time",
                        MeterSettings.of(ReadingMode.INTERVAL, Duration.ofHours(2)),
                        "00:00 1; 02:30 3",
                        "00 0.5 1/0 ESTIMATED",
                        "01 0.5 0/0 ESTIMATED",
                        "02 0.75 1/0 ESTIMATED",
                        "03 1.5 0/0 ESTIMATED",
                        "04 0.75 0/0 ESTIMATED"),
                row(
                        "Wh are converted exactly",
                        new MeterSettings(
                                ReadingMode.INTERVAL,
                                IntervalStamp.START,
                                EnergyUnit.WH,
                                null,
                                Duration.ofMinutes(30),
                                MeterSettings.DEFAULT_MAXIMUM_POWER_KW),
                        "00:00 370.125; 00:30 0.000000000001",
                        "00 0.370125000000001 2/2 MEASURED"),
                row(
                        "MWh are converted exactly",
                        inUnit(ReadingMode.INTERVAL, EnergyUnit.MWH, "1"),
                        "00:00 0.002 0.002 0.002 0.002 0.002 0.0000000001",
                        "00 10.0000001 6/6 MEASURED"),
                row(
                        "the mean power of a sixth of an hour: what it makes of the hour is exact",
                        inUnit(ReadingMode.INTERVAL, EnergyUnit.W, "1"),
                        "00:00 100 100 100 100 100 100 1",
                        "00 0.1 6/6 MEASURED",
                        "01 0.000166666666667 1/6 PARTIAL"),
                row(
                        "in kW, and rounded once, half to even",
                        inUnit(ReadingMode.INTERVAL, EnergyUnit.KW, "1"),
                        "00:00 1 1 1 1 1 1; 01:00 0.000000000000006; 02:00 0.000000000000003; 03:00 0.000000000000009",
                        "00 1 6/6 MEASURED",
                        "01 0.000000000000001 1/6 PARTIAL",
                        "02 0 1/6 PARTIAL",
                        "03 0.000000000000002 1/6 PARTIAL"),
                row(
                        "a power by minutes is shared out among the quarters and lost in none",
                        new MeterSettings(
                                ReadingMode.INTERVAL,
                                IntervalStamp.START,
                                EnergyUnit.W,
                                null,
                                Duration.ofMinutes(20),
                                MeterSettings.DEFAULT_MAXIMUM_POWER_KW),
                        "00:00 1; 00:20 1; 00:40 1; 01:30 1",
                        "00 0.001 3/3 MEASURED",
                        "01 0.000333333333333 1/3 PARTIAL"),
                row(
                        "behind current transformers of 200 to 5 A every value counts 40 times",
                        inUnit(ReadingMode.INTERVAL, EnergyUnit.KWH, "40"),
                        "00:00 0.1 0.2 0.3 0.4 0.5 0.6",
                        "00 84 6/6 MEASURED"),
                row(
                        "what was used less what was fed in",
                        INTERVAL.withDirection(Direction.NET),
                        "00:00 0.5 -0.2 -1 0 0.1 0.1; 01:55 -1",
                        "00 -0.5 6/6 MEASURED",
                        "01 -0.5 1/6 ESTIMATED",
                        "02 -0.5 0/6 ESTIMATED"),

                // ---- registers: hours
                row(
                        "a register behind current transformers",
                        inUnit(ReadingMode.CUMULATIVE, EnergyUnit.KWH, "40"),
                        "00:00 1000 1000.1 1000.2 1000.3 1000.4 1000.5 1000.6",
                        "00 24 6/6 MEASURED",
                        "01 null 1/6 MISSING"),
                row(
                        "its last digit swings by what the meter shows, not by what it counts",
                        inUnit(ReadingMode.CUMULATIVE, EnergyUnit.KWH, "40"),
                        "00:00 1000.3 1000.4 1000.3 1000.4 1000.5 1000.6 1000.7",
                        "00 16 6/6 MEASURED",
                        "01 null 1/6 MISSING",
                        "! NOISE 00:20"),
                row(
                        "the seven readings: no sixth is lost",
                        REGISTER,
                        "00:00 0 0.5 1 3.64170771 7.55216266 10.23553823 15.30209515",
                        "00 15.30209515 6/6 MEASURED",
                        "01 null 1/6 MISSING"),
                row(
                        "the first reading of a used meter counts nothing",
                        REGISTER,
                        "00:00 56842157.9",
                        "00 null 1/6 MISSING"),
                row(
                        "a used meter counts from its first reading on",
                        REGISTER,
                        "00:00 56842157.9 56842158.4 56842159",
                        "00 1.1 3/6 PARTIAL"),
                row(
                        "a reading 13 s past the hour: shared out by time, both hours estimated",
                        REGISTER,
                        "00:00 100; 00:50:13 106; 01:00:13 107.2; 02:00:00 109",
                        // 1.2 kWh over 600 s, of which 587 s before the hour: 1.174
                        "00 7.174 2/6 ESTIMATED",
                        "01 1.826 1/6 ESTIMATED",
                        "02 null 1/6 MISSING"),
                row(
                        "readings at 07:00:38, 08:01:21, 08:58:51, 09:00:51",
                        REGISTER,
                        "07:00:38 10; 08:01:21 13.643; 08:58:51 17.093; 09:00:51 17.213",
                        // 3.643 kWh / 3,643 s · 3,562 s = 3.562; 3.45 / 3,450 s; 0.12 / 120 s · 69 s = 0.069
                        "07 3.562 1/6 ESTIMATED",
                        "08 3.6 2/6 ESTIMATED",
                        "09 0.051 1/6 ESTIMATED"),
                row(
                        "what rounding takes from the earlier hour is in the later one",
                        REGISTER,
                        "00:50 0.000000000000; 01:20 1",
                        "00 0.333333333333333 1/6 ESTIMATED",
                        "01 0.666666666666667 1/6 ESTIMATED"),
                row(
                        "a gap is bridged: the energy of a register cannot get lost",
                        REGISTER,
                        "00:00 100; 04:00 104; 04:30 105",
                        "00 1 1/6 ESTIMATED",
                        "01 1 0/6 ESTIMATED",
                        "02 1 0/6 ESTIMATED",
                        "03 1 0/6 ESTIMATED",
                        "04 1 2/6 PARTIAL",
                        "! GAP 04:00"),
                row(
                        "readings on both boundaries measure the hour, however few lie between",
                        REGISTER,
                        "00:00 100; 01:00 101; 02:00 103",
                        "00 1 1/6 MEASURED",
                        "01 2 1/6 MEASURED",
                        "02 null 1/6 MISSING"),
                row(
                        "flat for six hours and then +120",
                        REGISTER,
                        "00:00 500; 01:00 500; 02:00 500; 03:00 500; 04:00 500; 05:00 500; 06:00 500; 06:10 620",
                        "00 0 1/6 MEASURED",
                        "01 0 1/6 MEASURED",
                        "02 0 1/6 MEASURED",
                        "03 0 1/6 MEASURED",
                        "04 0 1/6 MEASURED",
                        "05 0 1/6 MEASURED",
                        "06 120 2/6 PARTIAL"),
                row(
                        "a counter that starts at zero by design: what it shows is shared out since the reading before",
                        REGISTER.withAfterReset(AfterReset.FROM_ZERO),
                        "00:00 5; 00:50 6; 01:10 0.4; 02:00 1.4",
                        "00 1.2 2/6 ESTIMATED",
                        "01 1.2 1/6 ESTIMATED",
                        "02 null 1/6 MISSING",
                        "! RESET 01:10"),

                // ---- registers: glitches
                row(
                        "N → 0 → N counts N once",
                        REGISTER,
                        "00:00 5000 5001 0 5003 5004 5005 5006",
                        "00 6 6/6 MEASURED",
                        "01 null 1/6 MISSING",
                        "! GLITCH 00:20"),
                row(
                        "three zeros are a glitch still",
                        REGISTER,
                        "00:00 5000 0 0 0 5004 5005 5006",
                        "00 6 6/6 MEASURED",
                        "01 null 1/6 MISSING",
                        "! GLITCH 00:10-00:30"),
                row(
                        "zeros for long, then N again: N counts once",
                        REGISTER,
                        "00:00 50; 00:10 0 0 0 0 0 0 0 0 0 0; 02:00 51",
                        "00 0.5 6/6 ESTIMATED",
                        "01 0.5 5/6 ESTIMATED",
                        "02 null 1/6 MISSING",
                        "! GLITCH 00:10-01:40",
                        "! GAP 02:00"),
                row(
                        "a dip of 9 % that comes back is left out",
                        REGISTER,
                        "00:00 1000 1001 911 1003 1004 1005 1006",
                        "00 6 6/6 MEASURED",
                        "01 null 1/6 MISSING",
                        "! GLITCH 00:20"),
                row(
                        "a dip of 11 % that comes back is left out",
                        REGISTER,
                        "00:00 1000 1001 891 1003 1004 1005 1006",
                        "00 6 6/6 MEASURED",
                        "01 null 1/6 MISSING",
                        "! GLITCH 00:20"),
                row(
                        "rounding jitter adds nothing",
                        REGISTER,
                        "00:00 100.01 100 100.01 100 100.01 100 100.02",
                        "00 0.01 6/6 MEASURED",
                        "01 null 1/6 MISSING",
                        "! NOISE 00:10",
                        "! NOISE 00:30",
                        "! NOISE 00:50"),
                row(
                        "a spike beyond all power is left out",
                        REGISTER,
                        "00:00 100 101 1830000000 103 104 105 106",
                        "00 6 6/6 MEASURED",
                        "01 null 1/6 MISSING",
                        "! GLITCH 00:20"),
                row(
                        "a spike that power could explain is taken back when the register goes on below it",
                        REGISTER,
                        "00:00 100 101 500 102 103 104 106",
                        "00 6 6/6 MEASURED",
                        "01 null 1/6 MISSING",
                        "! GLITCH 00:20"),
                row(
                        "garbage in between changes nothing",
                        REGISTER,
                        "00:00 100 0.002 9000000 17 104 105 106",
                        "00 6 6/6 MEASURED",
                        "01 null 1/6 MISSING",
                        "! GLITCH 00:10-00:30"),

                // ---- registers: resets, other meters, rollovers, pending
                row(
                        "a reset starts a new stretch",
                        REGISTER,
                        "00:00 800 801 802 0.5 1 1.5 2",
                        "00 3.5 6/6 PARTIAL",
                        "01 null 1/6 MISSING",
                        "! RESET 00:30"),
                row(
                        "a reset that passes its old value soon is no glitch",
                        REGISTER,
                        "00:00 0 1 2 3 0 1 2; 01:10 3 4 5 6 7",
                        "00 5 6/6 PARTIAL",
                        "01 5 6/6 PARTIAL",
                        "! RESET 00:40"),
                row(
                        "another meter with a lower register counts nothing at the change",
                        REGISTER,
                        "00:00 8000 8001 7990 7991 7992 7993 7994",
                        "00 5 6/6 PARTIAL",
                        "01 null 1/6 MISSING",
                        "! SWAP 00:20"),
                row(
                        "dips of 9 % and 11 % that stay are other meters alike",
                        REGISTER,
                        "00:00 1000 1001 911 912 913 914 915 814 815 816 817",
                        "00 5 6/6 PARTIAL",
                        "01 3 5/6 PARTIAL",
                        "! SWAP 00:20",
                        "! SWAP 01:10"),
                row(
                        "zeros for ten minutes and then 1,103,325.75",
                        MeterSettings.of(ReadingMode.CUMULATIVE, Duration.ofMinutes(1)),
                        "00:00 0; 00:01 0; 00:05 0; 00:09 0; 00:10 1103325.75; 00:20 1103326; 00:30 1103327;"
                                + "00:40 1103328; 01:00 1103330",
                        // the nine minutes of zeros are known to be zero, the step is not counted
                        "00 4.25 8/60 PARTIAL",
                        "01 null 1/60 MISSING",
                        "! JUMP 00:10"),
                row(
                        "zeros and then a small used meter",
                        REGISTER,
                        "00:00 0 0 4711 4712 4713 4714 4715",
                        "00 4 6/6 PARTIAL",
                        "01 null 1/6 MISSING",
                        "! JUMP 00:20"),
                row(
                        "rollover: 999,984.0625 → 20 with a capacity of 1,000,000",
                        SIX_DIGITS,
                        "00:00 999984.0625; 01:00 20",
                        "00 35.9375 1/6 MEASURED",
                        "01 null 1/6 MISSING",
                        "! ROLLOVER 01:00"),
                row(
                        "a rollover stays one when the register goes on",
                        SIX_DIGITS,
                        "00:00 999984.0625; 01:00 20 21 22 23 24 25 26",
                        "00 35.9375 1/6 MEASURED",
                        "01 6 6/6 MEASURED",
                        "02 null 1/6 MISSING",
                        "! ROLLOVER 01:00"),
                row(
                        "N → 0 → N near the capacity is a glitch, no rollover",
                        SIX_DIGITS,
                        "00:00 999984 0 999985 999986 999987 999988 999989",
                        "00 5 6/6 MEASURED",
                        "01 null 1/6 MISSING",
                        "! GLITCH 00:10"),
                row(
                        "without a capacity the same step is a reset, pending at first",
                        REGISTER,
                        "00:00 999984.0625; 01:00 20",
                        "00 null 1/6 MISSING",
                        "01 null 1/6 MISSING",
                        "! PENDING 01:00"),
                row(
                        "a step down that nobody can explain yet is pending",
                        REGISTER,
                        "00:00 800 801 802 0.5 1 1.5",
                        "00 2 6/6 PARTIAL",
                        "! PENDING 00:30-00:50"),
                row(
                        "over more than 400 days nothing is estimated",
                        REGISTER,
                        "00:00 100; 402T00:00 900 901 902 903",
                        "00 null 1/6 MISSING",
                        "402T00 3 4/6 PARTIAL",
                        "! GAP 402T00:00"));
    }

    @ParameterizedTest
    @MethodSource("table")
    void readingsBecomeHours(MeterSettings settings, String readings, List<String> expected) {
        assertThat(render(LoadProfile.of(settings, parse(settings, readings)))).isEqualTo(expected);
    }

    /**
     * Whole lives by their sum. {@code 150*0} is a value so many times; a name of several values in brackets repeats:
     * {@code 14*(35.02 35.01)}.
     */
    static Stream<Arguments> lives() {
        return Stream.of(
                // ---- another meter, further up
                life(
                        "swapped for a used meter",
                        every(10, "5"),
                        "1000.0 1000.2 1000.4 1000.6 5300.0 5300.2 5300.4 5300.6 5300.8 5301.0 5301.2",
                        "1.8",
                        "SWAP"),
                life(
                        "the same every minute",
                        every(1, "5"),
                        "1000.0 1000.2 1000.4 1000.6 5300.0 5300.2 5300.4 5300.6 5300.8 5301.0 5301.2",
                        "1.8",
                        "SWAP"),
                life("the same without a limit", every(15, null), "70 71 72 73 4070 4071 4072 4073 4074", "7", "SWAP"),
                life(
                        "not told yet: three of the other meter",
                        every(10, "5"),
                        "1000.0 1000.2 1000.4 1000.6 5300.0 5300.2 5300.4",
                        "0.6",
                        "PENDING"),
                life(
                        "swapped twice",
                        every(10, "5"),
                        "100 101 102 9100 9101 9102 9103 9104 300 301 302 303 304",
                        "10",
                        "SWAP SWAP"),
                life(
                        "swapped after a night of zeros",
                        every(10, "5"),
                        "1000.0 1000.2 50*0 5300.0 5300.2 5300.4 5300.6",
                        "0.8",
                        "GLITCH SWAP"),
                life(
                        "swapped for a meter whose last digit swings",
                        every(10, "5"),
                        "100.5 100.6 7000.02 7000.01 7000.02 7000.01 7000.03",
                        "0.11",
                        "SWAP NOISE NOISE"),

                // ---- a misplaced point, further up or down, that comes back
                life(
                        "two readings far up",
                        every(10, null),
                        "1000.0 1000.2 1000.4 1000.6 5000.0 5000.2 1001.2 1001.4 1001.6 1001.8 1002.0 1002.2",
                        "2.2",
                        "GLITCH"),
                life(
                        "three readings far up",
                        every(10, "5"),
                        "1000 1001 9000 9001 9002 1005 1006 1007 1008",
                        "8",
                        "GLITCH"),
                life(
                        "two readings far down",
                        every(10, null),
                        "1000.0 1000.6 100.07 100.08 1001.2 1001.4 1001.6 1002.2",
                        "2.2",
                        "GLITCH"),
                life(
                        "up, down and up again",
                        every(10, "5"),
                        "1000 1001 9000 3 9000 1005 1006 1007 1008",
                        "8",
                        "GLITCH"),
                life(
                        "twice on one day",
                        every(10, "5"),
                        "1000 1001 9000 1003 1004 1005 12 1007 1008",
                        "8",
                        "GLITCH GLITCH"),
                life(
                        "the fourth settles it, and the way back is another step",
                        every(10, "5"),
                        "1000 1001 9000 9001 9002 9003 1005 1006 1007 1008",
                        "7",
                        "SWAP SWAP"),
                life(
                        "a spike that power could explain",
                        every(10, "5"),
                        "1000 1001 1020 1003 1004 1005 1006 1007",
                        "7",
                        "GLITCH"),

                // ---- exact zeros
                life(
                        "zeros through the night",
                        every(5, "3"),
                        "60.2 60.6 61.0 61.2 150*0 61.2 61.2 61.3 61.4 61.5 61.6 61.7",
                        "1.5",
                        "GLITCH GAP"),
                life(
                        "zeros for a fortnight",
                        every(10, "3"),
                        "60.2 60.6 61.0 61.2 2016*0 61.3 61.4 61.5",
                        "1.3",
                        "GLITCH GAP"),
                life(
                        "zeros every other reading",
                        every(10, "3"),
                        "5 0 5.1 0 5.2 0 5.3 0 5.4 0 5.5",
                        "0.5",
                        "GLITCH GLITCH GLITCH GLITCH GLITCH"),
                life(
                        "zeros, and it counts up from them",
                        every(10, "3"),
                        "60 61 200*0 0.1 0.2 0.3 0.4 0.5",
                        "1.5",
                        "RESET"),
                life("zeros from the beginning are known to be zero", every(10, "3"), "300*0 0.1 0.2 0.3", "0.3", ""),
                life("zeros at the end are not told yet", every(10, "3"), "60 61 300*0", "1", "PENDING"),
                life(
                        "zeros between the readings of a new stretch",
                        every(10, "3"),
                        "60 61 0 0.5 0 1 0 1.5 0 2 2.5",
                        "3.5",
                        "RESET GLITCH GLITCH GLITCH"),

                // ---- the last digit swings
                life("five up, five down", every(10, null), "14*(5*35.02 5*35.01) 5*35.02", "0", "14*NOISE"),
                life("every other reading, by two units", every(10, null), "20*(35.03 35.01) 35.03", "0", "20*NOISE"),
                life(
                        "while it counts",
                        every(10, null),
                        "35.02 35.01 35.03 35.02 35.04 35.03 35.05",
                        "0.03",
                        "NOISE NOISE NOISE"),
                life(
                        "a whole day below its level",
                        every(10, null),
                        "35.01 35.02 144*35.01 35.02 35.03",
                        "0.02",
                        "NOISE"),
                life(
                        "in whole Wh",
                        new MeterSettings(
                                ReadingMode.CUMULATIVE,
                                IntervalStamp.START,
                                EnergyUnit.WH,
                                null,
                                Duration.ofMinutes(10),
                                MeterSettings.DEFAULT_MAXIMUM_POWER_KW),
                        "10*(12000 11999) 12001",
                        "0.001",
                        "10*NOISE"),
                life(
                        "in whole MWh",
                        new MeterSettings(
                                ReadingMode.CUMULATIVE,
                                IntervalStamp.START,
                                EnergyUnit.MWH,
                                null,
                                Duration.ofMinutes(10),
                                new BigDecimal("100000")),
                        "7000 7001 6999 7001 7002",
                        "2000",
                        "NOISE"),
                // ---- counters that start at zero by design
                life(
                        "a plug's day counts on through midnight",
                        every(10, null).withAfterReset(AfterReset.FROM_ZERO),
                        "3.20 3.21 0.02 0.03 0.03 0.05",
                        "0.06",
                        "RESET"),
                life(
                        "to exact zero, and up to where it had been",
                        every(10, null).withAfterReset(AfterReset.FROM_ZERO),
                        "3.2 3.3 0 0 3.3 3.4",
                        "3.5",
                        "RESET"),
                life(
                        "every time",
                        every(10, null).withAfterReset(AfterReset.FROM_ZERO),
                        "5 3*(40 10)",
                        "125",
                        "3*RESET"),
                life(
                        "a swing is none",
                        every(10, null).withAfterReset(AfterReset.FROM_ZERO),
                        "3.20 3.21 3.20 3.21 3.22",
                        "0.02",
                        "NOISE"),
                life(
                        "to more than it can have counted is none: another meter",
                        every(10, null).withAfterReset(AfterReset.FROM_ZERO),
                        "5000 5001 3000 3001 3002 3003",
                        "4",
                        "SWAP"),
                life(
                        "a spike before it is left out",
                        every(10, null).withAfterReset(AfterReset.FROM_ZERO),
                        "3.2 3.3 99999 0.1 0.2",
                        "0.3",
                        "GLITCH RESET"),
                life(
                        "three units are no swing",
                        every(10, null),
                        "35.05 35.06 35.03 35.04 35.05 35.06 35.07",
                        "0.05",
                        "RESET"),
                life(
                        "a finer digit shows that it was none",
                        every(10, null),
                        "46 47 45.0 45.1 45.2 45.3",
                        "1.3",
                        "NOISE RESET"),

                // ---- controls
                life(
                        "another meter two below",
                        every(10, null),
                        "46.8 46.9 47.0 45.0 45.1 45.2 45.3 45.4",
                        "0.6",
                        "RESET"),
                life(
                        "the same from a round number",
                        every(10, "2"),
                        "1046.8 1046.9 1047.0 1045.0 1045.1 1045.2 1045.3 1045.4",
                        "0.6",
                        "SWAP"),
                life(
                        "a register that falls for ever",
                        every(10, "3"),
                        "1000 990 980 970 960 950 940 930 920 910 900 890 880 870 860 850 840",
                        "0",
                        "GLITCH SWAP PENDING"),
                life("N, 0, N, 0 for ever", every(10, "3"), "200*(5000 0) 5000", "0", "200*GLITCH"));
    }

    @ParameterizedTest
    @MethodSource("lives")
    void aWholeLifeSumsTo(MeterSettings settings, String readings, String sum, List<String> findings) {
        LoadProfile profile = LoadProfile.of(settings, parse(settings, "00:00 " + readings));

        assertThat(profile.hours().stream()
                        .map(HourValue::energyKwh)
                        .filter(Objects::nonNull)
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(sum);
        assertThat(profile.findings().stream().map(finding -> finding.kind().name()))
                .isEqualTo(findings);
    }

    private static MeterSettings inUnit(ReadingMode mode, EnergyUnit unit, String factor) {
        return new MeterSettings(
                mode,
                IntervalStamp.START,
                unit,
                null,
                Duration.ofMinutes(10),
                MeterSettings.DEFAULT_MAXIMUM_POWER_KW,
                new BigDecimal(factor));
    }

    private static Arguments life(String name, MeterSettings settings, String readings, String sum, String findings) {
        return Arguments.of(Named.of(name, settings), readings, sum, findings.isEmpty() ? List.of() : words(findings));
    }

    private static MeterSettings every(int minutes, String limit) {
        return new MeterSettings(
                ReadingMode.CUMULATIVE,
                IntervalStamp.START,
                EnergyUnit.KWH,
                null,
                Duration.ofMinutes(minutes),
                MeterSettings.maximumPowerKw(limit == null ? null : new BigDecimal(limit)));
    }

    /** Words, of which {@code 3*word} and {@code 3*(word word)} stand for many. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = Pattern.compile("(\\d+)\\*\\(([^)]*)\\)|(\\S+)").matcher(text);
        while (matcher.find()) {
            if (matcher.group(1) != null) {
                words.addAll(repeated(matcher.group(1), words(matcher.group(2))));
            } else {
                String[] parts = matcher.group(3).split("\\*");
                words.addAll(parts.length == 1 ? List.of(parts) : repeated(parts[0], List.of(parts[1])));
            }
        }
        return words;
    }

    private static List<String> repeated(String times, List<String> words) {
        return Collections.nCopies(Integer.parseInt(times), words).stream()
                .flatMap(List::stream)
                .toList();
    }

    @Test
    void theHoursOfAYearLongGapSumToTheDifferenceOfTheRegister() {
        List<Reading> readings = List.of(
                new Reading(DAY.plusSeconds(7), new BigDecimal("1234.567890123456")),
                new Reading(DAY.plus(365, ChronoUnit.DAYS), new BigDecimal("7777.7")));

        List<HourValue> hours = LoadProfile.of(REGISTER, readings).hours();

        List<HourValue> known = hours.stream()
                .filter(hour -> hour.quality() == Quality.ESTIMATED)
                .toList();
        assertThat(known.size()).isEqualTo(365 * 24);
        assertThat(known.stream().map(HourValue::energyKwh).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo("6543.132109876544");
    }

    @Test
    void quartersSurviveTheirTextForm() {
        List<QuarterHour> quarters = List.of(
                new QuarterHour(new BigDecimal("0.333333333333333"), 2, false, true, true, true),
                new QuarterHour(new BigDecimal("120"), 0, true, false, false, false),
                QuarterHour.EMPTY,
                new QuarterHour(BigDecimal.ZERO, 1, false, false, true, false));

        assertThat(QuarterHour.parse(QuarterHour.format(quarters))).isEqualTo(quarters);
    }

    @Test
    void readingsOutOfOrderAreRefused() {
        List<Reading> readings = parse(REGISTER, "00:10 1; 00:00 2");

        assertThatThrownBy(() -> LoadProfile.of(REGISTER, readings)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Arguments row(String name, MeterSettings settings, String readings, String... expected) {
        return Arguments.of(Named.of(name, settings), readings, List.of(expected));
    }

    private static List<Reading> parse(MeterSettings settings, String text) {
        List<Reading> readings = new ArrayList<>();
        for (String series : text.split(";")) {
            List<String> words = words(series);
            Instant at = instant(words.get(0));
            for (int i = 1; i < words.size(); i++) {
                Instant next = at.plus(settings.expectedInterval().multipliedBy(i - 1L));
                String[] said = words.get(i).split("/");
                Duration stated = said.length == 1 ? null : Duration.parse(said[1]);
                readings.add(settings.reading(next, new Amount(new BigDecimal(said[0]), stated)));
            }
        }
        return readings;
    }

    private static Instant instant(String text) {
        int separator = text.indexOf('T');
        long day = separator < 0 ? 1 : Long.parseLong(text.substring(0, separator));
        String[] clock = text.substring(separator + 1).split(":");
        return DAY.plus(day - 1, ChronoUnit.DAYS)
                .plus(Long.parseLong(clock[0]), ChronoUnit.HOURS)
                .plus(Long.parseLong(clock[1]), ChronoUnit.MINUTES)
                .plus(clock.length > 2 ? Long.parseLong(clock[2]) : 0, ChronoUnit.SECONDS);
    }

    private static List<String> render(LoadProfile profile) {
        List<String> lines = new ArrayList<>();
        for (HourValue hour : profile.hours()) {
            lines.add("%s %s %d/%d %s"
                    .formatted(
                            time(hour.start()).substring(0, time(hour.start()).length() - 3),
                            hour.energyKwh() == null ? "null" : hour.energyKwh().toPlainString(),
                            hour.readings(),
                            hour.expectedReadings(),
                            hour.quality()));
        }
        for (Finding finding : profile.findings()) {
            lines.add(render(finding));
        }
        return lines;
    }

    private static String render(Finding finding) {
        boolean isStep = finding.kind() != Finding.Kind.GLITCH && finding.kind() != Finding.Kind.PENDING;
        boolean isOne = isStep || finding.from().equals(finding.until());
        return "! " + finding.kind() + " " + (isOne ? "" : time(finding.from()) + "-") + time(finding.until());
    }

    private static String time(Instant at) {
        Duration since = Duration.between(DAY, at);
        String clock = String.format(Locale.ROOT, "%02d:%02d", since.toHoursPart(), since.toMinutesPart());
        return since.toDays() == 0 ? clock : (since.toDays() + 1) + "T" + clock;
    }
}
