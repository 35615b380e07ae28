package energy.ems.document;

import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.metering.Bucket;
import energy.ems.metering.ConsumptionReport;
import energy.ems.metering.PlaceReport;
import energy.ems.metering.PlaceReport.PlaceBucket;
import energy.ems.metering.place.DeviceHours;
import energy.ems.metering.place.Flow;
import energy.ems.metering.place.PlaceSum;
import energy.ems.metering.place.PlaceTree;
import energy.ems.metering.place.PlacedDevice;
import energy.ems.metering.profile.Resolution;
import energy.ems.tariff.billing.ThreeRates;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spreadsheets, read back by another program. */
class SheetsTest {

    private static final LocalDate LONG_SUNDAY = LocalDate.of(2026, 10, 25);
    private static final Words ENGLISH = Words.in(Locale.ENGLISH);

    @Test
    void numbersAreNumbersWithAllTheirDigitsAndWhatIsMissingIsEmpty() throws IOException {
        BigDecimal exact = new BigDecimal("1.234567890123456");
        List<Row> rows = consumption(Figures.report(
                "Heat pump", LONG_SUNDAY, LONG_SUNDAY.plusDays(1), Resolution.HOUR, hour -> hour == 3 ? null : exact));

        Cell energy = rows.get(1).getCell(5);
        assertThat(energy.getType()).isEqualTo(CellType.NUMBER);
        assertThat(energy.asNumber()).isEqualTo(exact);
        assertThat(rows.get(4).getCellAsNumber(5)).isEmpty();
        assertThat(rows.get(4).getCellText(6)).isEqualTo("no data");
        assertThat(rows.stream()
                        .skip(1)
                        .flatMap(row -> row.getCellAsNumber(5).stream())
                        .reduce(BigDecimal::add))
                .hasValueSatisfying(sum -> assertThat(sum).isEqualByComparingTo(exact.multiply(new BigDecimal("24"))));
    }

    /** Others show the day before, because they write UTC: thingsboard/thingsboard#2591, home-assistant/frontend#21848. */
    @Test
    void datesAreDatesOfTheZoneThatTheHeadingsName() throws IOException {
        List<Row> rows = consumption(Figures.report(
                "Heat pump", ThreeRates.OCTOBER, ThreeRates.NOVEMBER, Resolution.DAY, day -> BigDecimal.ONE));

        assertThat(rows.get(0).getCellText(2)).isEqualTo("Start (Europe/Bucharest)");
        assertThat(rows).hasSize(32);
        assertThat(rows.get(1).getCell(2).getDataFormatString()).isEqualTo("yyyy-mm-dd hh:mm");
        for (int day = 1; day <= 31; day++) {
            assertThat(time(rows.get(day), 2))
                    .isEqualTo(LocalDate.of(2026, 10, day).atStartOfDay());
        }
        assertThat(time(rows.get(31), 3)).isEqualTo(ThreeRates.NOVEMBER.atStartOfDay());
    }

    @Test
    void theHourThatTheClockShowsTwiceIsToldApartByItsOffset() throws IOException {
        List<Row> rows = consumption(Figures.report(
                "Heat pump", LONG_SUNDAY, LONG_SUNDAY.plusDays(1), Resolution.HOUR, hour -> BigDecimal.ONE));

        assertThat(rows).hasSize(26);
        assertThat(time(rows.get(4), 2).toLocalTime()).isEqualTo(LocalTime.of(3, 0));
        assertThat(time(rows.get(5), 2).toLocalTime()).isEqualTo(LocalTime.of(3, 0));
        assertThat(rows.get(4).getCellText(4)).isEqualTo("UTC+03:00");
        assertThat(rows.get(5).getCellText(4)).isEqualTo("UTC+02:00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"=HYPERLINK(\"http://x\",\"y\")", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "=cmd|'/c calc'!A1"})
    void aNameIsNeverAFormula(String name) throws IOException {
        Cell cell = consumption(Figures.report(
                        name, LONG_SUNDAY, LONG_SUNDAY.plusDays(1), Resolution.HOUR, hour -> BigDecimal.ONE))
                .get(1)
                .getCell(1);

        assertThat(cell.getType()).isEqualTo(CellType.STRING);
        assertThat(cell.getFormula()).isNull();
        assertThat(cell.getText()).startsWith("'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0001b", "a\uD83Db", "a\uFFFEb", "<b>&amp;\"'", "Pompă de căldură ș ț", "\uD83D\uDE00"})
    void whateverANameIsMadeOfTheFileCanBeRead(String name) throws IOException {
        List<Row> rows = consumption(
                Figures.report(name, LONG_SUNDAY, LONG_SUNDAY.plusDays(1), Resolution.HOUR, hour -> BigDecimal.ONE));

        assertThat(rows).hasSize(26);
        if (name.startsWith("Pomp") || name.startsWith("<")) {
            assertThat(rows.get(1).getCellText(1)).isEqualTo(name);
        }
    }

    @Test
    void aYearOfHoursIsWrittenAsItGoes() throws IOException {
        List<Row> rows = consumption(Figures.report(
                "Heat pump",
                LocalDate.of(2026, 1, 1),
                LocalDate.of(2027, 1, 1),
                Resolution.HOUR,
                hour -> new BigDecimal("0.1")));

        assertThat(rows).hasSize(8761);
        assertThat(time(rows.get(8760), 2)).isEqualTo(LocalDateTime.parse("2026-12-31T23:00"));
    }

    /** Each hour by itself, unrounded; the sum is that of the bill before it is rounded and without its charges. */
    @Test
    void costsStandBesideTheEnergy() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ConsumptionReport report = Figures.report(
                "Heat pump", ThreeRates.OCTOBER, ThreeRates.NOVEMBER, Resolution.DAY, day -> BigDecimal.ONE);
        ConsumptionSheet.write(
                report.meter(), report.zone(), report.buckets(), List.of(), Figures.costsOfOctober(), ENGLISH, out);
        List<Row> rows = rows(out);

        assertThat(rows.get(0).getCellText(10)).isEqualTo("Energy cost (RON)");
        // 1 October: 8 h of night, 4 of peak, 12 of day, with 19 % of tax.
        assertThat(rows.get(1).getCell(10).asNumber()).isEqualByComparingTo("24.940496");
    }

    /** As far as the other period goes: nothing stands against the last day of October in a month of thirty. */
    @Test
    void whatIsComparedStandsBesideIt() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ConsumptionReport report = Figures.report(
                "Heat pump", ThreeRates.OCTOBER, ThreeRates.NOVEMBER, Resolution.DAY, day -> BigDecimal.ONE);
        ConsumptionReport september = Figures.report(
                "Heat pump",
                LocalDate.of(2026, 9, 1),
                ThreeRates.OCTOBER,
                Resolution.DAY,
                day -> day == 1 ? null : new BigDecimal("2.125"));
        List<Bucket> compared = new ArrayList<>(september.buckets());
        compared.add(null);
        ConsumptionSheet.write(report.meter(), report.zone(), report.buckets(), compared, null, ENGLISH, out);
        List<Row> rows = rows(out);

        assertThat(rows.get(0).getCellText(10)).isEqualTo("Compared: start (Europe/Bucharest)");
        assertThat(rows.get(0).getCellText(11)).isEqualTo("Compared: energy (kWh)");
        assertThat(time(rows.get(1), 10)).isEqualTo(LocalDateTime.parse("2026-09-01T00:00"));
        assertThat(rows.get(1).getCell(11).asNumber()).isEqualByComparingTo("2.125");
        assertThat(rows.get(2).getCellText(11)).as("unknown").isEmpty();
        assertThat(rows.get(31).getCellText(10)).as("a day too many").isEmpty();
        assertThat(rows.get(31).getCell(5).asNumber()).isEqualByComparingTo("1");
    }

    @Test
    void theBillOfOctoberToTheCent() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BillSheet.write(Figures.october("Heat pump", ThreeRates.tariff()), ENGLISH, out);
        List<Row> rows = rows(out);

        assertThat(rows.get(0).getCellText(3)).isEqualTo("From (day in Europe/Bucharest)");
        assertThat(rows.get(1).getCellText(2)).isEqualTo("Day");
        assertThat(rows.get(1).getCell(6).asNumber()).isEqualByComparingTo("200");
        assertThat(rows.get(1).getCell(8).asNumber()).isEqualByComparingTo("0.9041");
        assertThat(rows.get(1).getCellAsDate(4))
                .hasValue(LocalDate.of(2026, 10, 15).atStartOfDay());
        assertThat(amount(rows, "Net")).isEqualByComparingTo("669.93");
        assertThat(amount(rows, "VAT 19 % of 307.30")).isEqualByComparingTo("58.39");
        assertThat(amount(rows, "VAT 21 % of 362.63")).isEqualByComparingTo("76.15");
        assertThat(amount(rows, "Total")).isEqualByComparingTo("804.47");
        assertThat(rows.subList(1, 10).stream()
                        .map(row -> row.getCell(11).asNumber())
                        .reduce(BigDecimal::add))
                .hasValueSatisfying(sum -> assertThat(sum).isEqualByComparingTo("669.93"));
    }

    @Test
    void severalDevicesHaveAColumnEach() throws IOException {
        List<PlacedDevice> devices =
                List.of(new PlacedDevice("pump", "=Pump", null, false), new PlacedDevice("roof", "Roof", null, false));
        PlaceSum sum = PlaceTree.ofAll(devices)
                .sum(
                        id -> id.equals("pump") ? null : new Flow(BigDecimal.ZERO, new BigDecimal("1.25")),
                        id -> id.equals("pump") ? new DeviceHours(1, 0, 0) : new DeviceHours(1, 1, 1));
        ZonedDateTime start = LocalDate.of(2026, 11, 1).atStartOfDay(ZoneId.of("Europe/Bucharest"));
        PlaceBucket bucket = new PlaceBucket(start, start.plusHours(1), sum);
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        TogetherSheet.write(
                new PlaceReport(start.getZone(), Resolution.HOUR, sum, List.of(bucket)), List.of(bucket), ENGLISH, out);

        List<Row> rows = rows(out);
        assertThat(rows.get(0).getCellText(3)).isEqualTo("'=Pump (pump), kWh");
        assertThat(rows.get(0).getCellText(5)).isEqualTo("Sum (kWh)");
        assertThat(time(rows.get(1), 0)).isEqualTo(LocalDateTime.parse("2026-11-01T00:00"));
        assertThat(rows.get(1).getOptionalCell(3).map(Cell::getType).orElse(CellType.EMPTY))
                .as("unknown, never zero")
                .isEqualTo(CellType.EMPTY);
        assertThat(rows.get(1).getCell(4).asNumber()).as("produced").isEqualByComparingTo("-1.25");
        assertThat(rows.get(1).getCell(5).asNumber()).isEqualByComparingTo("-1.25");
        assertThat(rows.get(1).getCell(8).asNumber()).as("missing").isEqualByComparingTo("1");
    }

    private static BigDecimal amount(List<Row> rows, String what) {
        Cell cell = rows.stream()
                .filter(row -> row.getCellText(2).equals(what))
                .findFirst()
                .orElseThrow()
                .getCell(11);
        assertThat(cell.getType()).isEqualTo(CellType.NUMBER);
        return cell.asNumber();
    }

    /** A date is a fraction of a day in the file: a minute is the least that is meant. */
    private static LocalDateTime time(Row row, int column) {
        return row.getCell(column).asDate().plusSeconds(30).truncatedTo(ChronoUnit.MINUTES);
    }

    private static List<Row> consumption(ConsumptionReport report) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ConsumptionSheet.write(report.meter(), report.zone(), report.buckets(), List.of(), null, ENGLISH, out);
        return rows(out);
    }

    private static List<Row> rows(ByteArrayOutputStream file) throws IOException {
        // What a cell's number means is told by its format, which the reader leaves out unless it is asked.
        ReadingOptions options = new ReadingOptions(true, false);
        try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(file.toByteArray()), options)) {
            return workbook.getFirstSheet().read();
        }
    }
}
