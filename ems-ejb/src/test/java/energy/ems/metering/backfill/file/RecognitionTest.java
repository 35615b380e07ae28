package energy.ems.metering.backfill.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import energy.ems.metering.backfill.file.Layout.DateOrder;
import energy.ems.metering.backfill.file.Layout.DecimalMark;
import energy.ems.metering.backfill.file.Layout.DoubledHour;
import energy.ems.metering.backfill.file.Layout.Stamp;
import energy.ems.metering.backfill.file.LineProblem.Kind;
import energy.ems.metering.backfill.file.Recognition.Question;
import energy.ems.metering.profile.Amount;
import energy.ems.metering.profile.DatedSettings;
import energy.ems.metering.profile.EnergyUnit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is recognised of files, what is asked, and what becomes of each line. */
class RecognitionTest {

    private static final DatedSettings DEVICE = Devices.ofInterval(15);

    private static Layout of(ZoneId zone, Stamp stamp, DoubledHour doubled) {
        return new Layout(null, null, null, null, Map.of(), null, zone, stamp, null, null, null, doubled);
    }

    private static Recognition recognise(String text, Layout said) {
        return Recognition.of(Devices.file(text), said, DEVICE);
    }

    private static List<FileReader.Line> lines(String text, Layout layout) {
        List<FileReader.Line> lines = new ArrayList<>();
        FileReader reader = new FileReader(Devices.file(text), layout);
        for (FileReader.Line line = reader.next(); line != null; line = reader.next()) {
            lines.add(line);
        }
        return lines;
    }

    @Test
    void asksWhatNeitherTheFileNorItsPublisherSays() {
        Recognition recognised =
                recognise("when;how much\n03/04/2024 10:00;1,234\n03/04/2024 10:15;2,345\n", Layout.UNKNOWN);
        assertThat(recognised.layout().timeColumn()).isEqualTo("when");
        assertThat(recognised.layout().valueColumn()).isEqualTo("how much");
        assertThat(recognised.questions())
                .containsExactlyInAnyOrder(
                        Question.DATE_ORDER, Question.ZONE, Question.STAMP, Question.DECIMAL_MARK, Question.UNIT);
        assertThat(recognised.content()).isNull();
    }

    @Test
    void asksNothingWhenTheFileSaysAll() {
        Recognition recognised = recognise(
                "start,consumption (Wh)\n2024-04-03T10:00:00+02:00,1234\n2024-04-03 10:15+0200,2345.5\n",
                Layout.UNKNOWN);
        assertThat(recognised.questions()).isEmpty();
        assertThat(recognised.layout().unit()).isEqualTo(EnergyUnit.WH);
        assertThat(recognised.layout().period()).isEqualTo(Duration.ofMinutes(15));
        assertThat(recognised.content().sample())
                .containsExactly(
                        new FileReading.Sent(Instant.parse("2024-04-03T08:00:00Z"), Amount.of(new BigDecimal("1.234"))),
                        new FileReading.Sent(
                                Instant.parse("2024-04-03T08:15:00Z"), Amount.of(new BigDecimal("2.3455"))));
        assertThat(recognised.content().energyKwh()).isEqualByComparingTo("3.5795");
    }

    @ParameterizedTest
    @CsvSource({
        "13/02/2024 00:00, DAY_FIRST",
        "02/13/2024 00:00, MONTH_FIRST",
    })
    void theNumbersProveTheOrderOfADate(String date, DateOrder order) {
        Recognition recognised =
                recognise("start;kWh\n01/02/2024 00:00;1\n" + date + ";1\n", of(ZoneOffset.UTC, null, null));
        assertThat(recognised.layout().dateOrder()).isEqualTo(order);
        assertThat(recognised.questions()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0,123 | COMMA",
                "1.234,5 | COMMA",
                "1,2 | COMMA",
                "0.123 | POINT",
                "1,234.5 | POINT",
                "12 | POINT",
                "1,234 |",
                "1.234 |"
            })
    void theNumbersProveTheDecimalMark(String number, DecimalMark mark) {
        Recognition recognised =
                recognise("start;kWh\n2024-02-01 00:00;" + number + "\n", of(ZoneOffset.UTC, null, null));
        assertThat(recognised.layout().decimalMark()).isEqualTo(mark);
        assertThat(recognised.questions().contains(Question.DECIMAL_MARK)).isEqualTo(mark == null);
    }

    @Test
    void tellsWhatIsWrongLineByLine() {
        String text = """
                start;kWh;note
                2024-02-01 00:00;1,5;
                2024-02-01 00:15;none at all;
                yesterday;1,5;
                2024-02-30 00:00;1,5;
                2024-03-31 02:30;1,5;
                2024-02-01 00:00;1,5;
                2024-02-01 00:00;1,6;
                2024-02-01 00:30;;
                2024-02-01 00:30;1,5;a;b
                2024-02-01 24:00;2,5;
                """;
        ZoneId brussels = ZoneId.of("Europe/Brussels");
        Recognition recognised = recognise(text, of(brussels, null, null));
        assertThat(recognised.questions()).isEmpty();
        assertThat(recognised.content().problems())
                .extracting(LineProblem::line, LineProblem::kind, LineProblem::value)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(3, Kind.NO_NUMBER, "none at all"),
                        org.assertj.core.groups.Tuple.tuple(4, Kind.NO_TIME, "yesterday"),
                        org.assertj.core.groups.Tuple.tuple(5, Kind.NO_TIME, "2024-02-30 00:00"),
                        org.assertj.core.groups.Tuple.tuple(6, Kind.SKIPPED_TIME, "2024-03-31 02:30"),
                        org.assertj.core.groups.Tuple.tuple(8, Kind.TWICE, "2024-02-01 00:00"),
                        org.assertj.core.groups.Tuple.tuple(10, Kind.TOO_MANY_CELLS, "2024-02-01 00:30 | 1,5 | a | b"));
        assertThat(recognised.content().to()).isEqualTo(Instant.parse("2024-02-01T23:00:00Z"));
        assertThat(recognised.content().energyKwh()).isEqualByComparingTo("4.0");
    }

    @Test
    void valuesOfAnotherLengthThanTheDevicesAreNotTaken() {
        Recognition recognised =
                recognise("start,kWh\n2024-04-03T10:00Z,1\n2024-04-03T10:30Z,2\n2024-04-03T11:00Z,2\n", Layout.UNKNOWN);
        assertThat(recognised.content().readings()).isZero();
        assertThat(recognised.content().problems())
                .extracting(LineProblem::kind)
                .containsOnly(Kind.NOT_FOR_DEVICE);
    }

    @Test
    void aFileWithoutLinesIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> recognise("", Layout.UNKNOWN));
        assertThatIllegalArgumentException().isThrownBy(() -> recognise("start,kWh\n", Layout.UNKNOWN));
    }

    /** Every quarter-hour of the days around a change of the clocks, as a local clock shows its beginning. */
    private static String localDays(ZoneId zone, String day, boolean ascending) {
        DateTimeFormatter written = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm");
        Instant start = LocalDateTime.parse(day + "T00:00").atZone(zone).toInstant();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            lines.add(written.format(start.plus(Duration.ofMinutes(15L * i)).atZone(zone)) + ";" + i + ",0");
        }
        if (!ascending) {
            java.util.Collections.reverse(lines);
        }
        return "start;kWh\n" + String.join("\n", lines) + "\n";
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Brussels, 2023-10-29, true",
        "Europe/Brussels, 2023-10-29, false",
        "Europe/Dublin, 2024-10-27, true",
        "Europe/Dublin, 2024-10-27, false",
        "Europe/Bucharest, 2026-10-25, true",
        "Europe/Bucharest, 2026-10-25, false",
        "Europe/Bucharest, 2026-03-29, true",
        "Australia/Lord_Howe, 2026-04-05, false"
    })
    void theFilesOrderTellsTheDoubledHoursApart(ZoneId zone, String day, boolean ascending) {
        String text = localDays(zone, day, ascending);
        Instant start = LocalDateTime.parse(day + "T00:00").atZone(zone).toInstant();
        boolean isAutumn = !recognise(text, of(zone, null, null)).questions().isEmpty();
        assertThat(isAutumn).isEqualTo(!day.contains("-03-"));
        Recognition recognised = recognise(text, of(zone, null, DoubledHour.IN_ORDER));
        TreeMap<Instant, BigDecimal> read = new TreeMap<>();
        for (FileReader.Line line : lines(text, recognised.layout())) {
            read.put(line.reading().at(), line.reading().value());
        }
        assertThat(read).hasSize(200);
        read.forEach((at, value) -> assertThat(value)
                .isEqualByComparingTo(
                        BigDecimal.valueOf(Duration.between(start, at).toMinutes() / 15)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Brussels", "Europe/Bucharest"})
    void aDoubledHourThatStandsOnceIsAskedForAndNeverGuessed(ZoneId zone) {
        LocalDateTime hour = zone.getRules()
                .nextTransition(Instant.parse("2024-07-01T00:00:00Z"))
                .getDateTimeAfter();
        DateTimeFormatter written = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
        String text = "start;kWh\n" + written.format(hour.minusMinutes(15)) + ";1\n" + written.format(hour) + ";2\n";
        Instant first = hour.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
        Recognition asked = recognise(text, of(zone, null, null));
        assertThat(asked.questions()).contains(Question.DOUBLED_HOUR);
        assertThat(asked.content().eachTwice()).isFalse();
        Layout layout = recognise(text, of(zone, null, DoubledHour.EARLIER)).layout();
        assertThat(lines(text, layout).get(1).reading().at()).isEqualTo(first);
        layout = recognise(text, of(zone, null, DoubledHour.LATER)).layout();
        assertThat(lines(text, layout).get(1).reading().at()).isEqualTo(first.plus(Duration.ofHours(1)));
        for (DoubledHour none : List.of(DoubledHour.IN_ORDER, DoubledHour.LEAVE_OUT)) {
            layout = recognise(text, of(zone, null, none)).layout();
            assertThat(lines(text, layout).get(1).problem().kind()).isEqualTo(Kind.AMBIGUOUS_TIME);
        }
    }

    @Provide
    Arbitrary<BigDecimal> values() {
        return Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, new BigDecimal("999999"))
                .ofScale(6);
    }

    /** Whatever marks, separators and orders a file is written with, it is read as it was meant. */
    @Property(tries = 300)
    void readsBackWhatWasWritten(
            @ForAll("values") BigDecimal one,
            @ForAll("values") BigDecimal two,
            @ForAll boolean comma,
            @ForAll boolean dayFirst,
            @ForAll boolean end) {
        DateTimeFormatter written = DateTimeFormatter.ofPattern(dayFirst ? "dd/MM/yyyy HH:mm" : "MM/dd/yyyy HH:mm");
        LocalDateTime at = LocalDateTime.parse("2024-05-20T10:00");
        List<BigDecimal> values = List.of(one, two, new BigDecimal("0.5"));
        StringBuilder text = new StringBuilder((end ? "end" : "start") + ";kWh\n");
        for (int i = 0; i < values.size(); i++) {
            String number = values.get(i).toPlainString();
            text.append(written.format(at.plusMinutes(15L * i)))
                    .append(';')
                    .append(comma ? number.replace('.', ',') : number)
                    .append('\n');
        }
        Recognition recognised = recognise(text.toString(), of(ZoneOffset.UTC, null, null));
        assertThat(recognised.questions()).isEmpty();
        assertThat(recognised.content().sample().stream().map(FileReading.Sent::at))
                .containsExactly(
                        at.minusMinutes(end ? 15 : 0).toInstant(ZoneOffset.UTC),
                        at.minusMinutes(end ? 0 : -15).toInstant(ZoneOffset.UTC),
                        at.minusMinutes(end ? -15 : -30).toInstant(ZoneOffset.UTC));
        assertThat(recognised.content().sample().stream().map(FileReading.Sent::value))
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactlyElementsOf(values);
    }
}
