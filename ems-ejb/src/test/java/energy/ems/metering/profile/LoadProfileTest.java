package energy.ems.metering.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rules as a table. Readings come as {@code time value}, or as {@code time value …} for values ten minutes apart;
 * {@code 2T…} is the next day. Expected are {@code hour energy received/expected quality} and {@code ! finding time}.
 */
class LoadProfileTest {

    private static final Instant DAY = Instant.parse("2026-01-05T00:00:00Z");

    private static final MeterSettings REGISTER = MeterSettings.of(ReadingMode.CUMULATIVE, Duration.ofMinutes(10));
    private static final MeterSettings INTERVAL = MeterSettings.of(ReadingMode.INTERVAL, Duration.ofMinutes(10));
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

                // ---- registers: hours
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
                        "04 1 2/6 PARTIAL"),
                row(
                        "readings on both boundaries measure the hour, however few lie between",
                        REGISTER,
                        "00:00 100; 01:00 101; 02:00 103",
                        "00 1 1/6 MEASURED",
                        "01 2 1/6 MEASURED",
                        "02 null 1/6 MISSING"),
                row(
                        "flat for six hours and then +3,788",
                        REGISTER,
                        "00:00 500; 01:00 500; 02:00 500; 03:00 500; 04:00 500; 05:00 500; 06:00 500; 06:10 4288",
                        "00 0 1/6 MEASURED",
                        "01 0 1/6 MEASURED",
                        "02 0 1/6 MEASURED",
                        "03 0 1/6 MEASURED",
                        "04 0 1/6 MEASURED",
                        "05 0 1/6 MEASURED",
                        "06 3788 2/6 PARTIAL"),

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
                        "! GLITCH 00:10",
                        "! GLITCH 00:20",
                        "! GLITCH 00:30"),
                row(
                        "zeros for long, then N again: N counts once",
                        REGISTER,
                        "00:00 50; 00:10 0 0 0 0 0 0 0 0 0 0; 02:00 51",
                        "00 0.5 6/6 ESTIMATED",
                        "01 0.5 5/6 ESTIMATED",
                        "02 null 1/6 MISSING",
                        "! GLITCH 00:10",
                        "! GLITCH 00:20",
                        "! GLITCH 00:30",
                        "! GLITCH 00:40",
                        "! GLITCH 00:50",
                        "! GLITCH 01:00",
                        "! GLITCH 01:10",
                        "! GLITCH 01:20",
                        "! GLITCH 01:30",
                        "! GLITCH 01:40"),
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
                        "! GLITCH 00:10",
                        "! GLITCH 00:30",
                        "! GLITCH 00:50"),
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
                        "! GLITCH 00:10",
                        "! GLITCH 00:20",
                        "! GLITCH 00:30"),

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
                        "! RESET 00:20"),
                row(
                        "dips of 9 % and 11 % that stay are resets alike",
                        REGISTER,
                        "00:00 1000 1001 911 912 913 914 915 814 815 816 817",
                        "00 5 6/6 PARTIAL",
                        "01 3 5/6 PARTIAL",
                        "! RESET 00:20",
                        "! RESET 01:10"),
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
                        "! PENDING 00:30",
                        "! PENDING 00:40",
                        "! PENDING 00:50"),
                row(
                        "over more than 400 days nothing is estimated",
                        REGISTER,
                        "00:00 100; 402T00:00 900 901 902 903",
                        "00 null 1/6 MISSING",
                        "402T00 3 4/6 PARTIAL",
                        "! JUMP 402T00:00"));
    }

    @ParameterizedTest
    @MethodSource("table")
    void readingsBecomeHours(MeterSettings settings, String readings, List<String> expected) {
        assertThat(render(LoadProfile.of(settings, parse(settings, readings)))).isEqualTo(expected);
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
                new QuarterHour(new BigDecimal("0.333333333333333"), 2, false, true, true),
                new QuarterHour(new BigDecimal("120"), 0, true, false, false),
                QuarterHour.EMPTY,
                new QuarterHour(BigDecimal.ZERO, 1, false, false, true));

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
            String[] words = series.strip().split(" ");
            Instant at = instant(words[0]);
            for (int i = 1; i < words.length; i++) {
                readings.add(settings.reading(
                        at.plus(Duration.ofMinutes(10).multipliedBy(i - 1)), new BigDecimal(words[i])));
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
            lines.add("! %s %s".formatted(finding.kind(), time(finding.at())));
        }
        return lines;
    }

    private static String time(Instant at) {
        Duration since = Duration.between(DAY, at);
        String clock = String.format(Locale.ROOT, "%02d:%02d", since.toHoursPart(), since.toMinutesPart());
        return since.toDays() == 0 ? clock : (since.toDays() + 1) + "T" + clock;
    }
}
