package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A month that is worked out by hand: three rates, other prices from the 16th on, two holidays and a Sunday of 25 hours.
 * The page, REST, the spreadsheet and the paper say the same to the cent.
 */
@Timeout(900)
class BillOfOctoberIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final BigDecimal NET = new BigDecimal("669.93");
    private static final BigDecimal GROSS = new BigDecimal("804.47");
    private static final BigDecimal ENERGY = new BigDecimal("747.7");

    private Household household;
    private Visitor visitor;
    private Household.Meter meter;
    private String device;
    private int tariff;

    @BeforeEach
    void aDeviceWithItsMonth() {
        household = Household.shared();
        visitor = Visitor.shared();
        meter = new Household.Meter("october-" + household.tag, "=Pompă de căldură " + household.tag);
        device = "devices/" + meter.id();
        JsonObject described = Json.createObjectBuilder()
                .add("id", meter.id())
                .add("name", meter.name())
                .add("expected_interval", "PT1H")
                .build();
        assertThat(household.administrator.post("devices", described).status()).isEqualTo(201);
        await().atMost(SOON).until(() -> household.administrator.isMonitored(meter.id()));
        List<String> readings = new ArrayList<>();
        ZonedDateTime highest = LocalDateTime.parse("2026-10-20T18:00").atZone(Household.ZONE);
        ZonedDateTime end = LocalDate.of(2026, 11, 1).atStartOfDay(Household.ZONE);
        for (ZonedDateTime hour = LocalDate.of(2026, 10, 1).atStartOfDay(Household.ZONE);
                hour.isBefore(end);
                hour = hour.plusHours(1)) {
            readings.add(Broker.measurement(meter.id(), hour.toInstant(), hour.equals(highest) ? "3.7" : "1"));
        }
        assertThat(readings).hasSize(745);
        household.broker.send("[" + String.join(",", readings) + "]");
        Api.Answer made = household.administrator.post("tariffs", threeRates());
        assertThat(made.status()).isEqualTo(201);
        tariff = made.body().getInt("id");
        assertThat(household
                        .administrator
                        .put(
                                device + "/tariffs/2026-01-01",
                                Json.createObjectBuilder()
                                        .add("tariff_id", tariff)
                                        .build())
                        .status())
                .isEqualTo(200);
        await().atMost(SOON).until(() -> used().compareTo(ENERGY) == 0);
    }

    @AfterEach
    void leave() {
        visitor.forget();
        household.administrator.delete(device + "/tariffs/2026-01-01");
        household.administrator.delete("tariffs/" + tariff);
        household.removeDevice(meter);
    }

    @Test
    void pageRestSpreadsheetAndPaperSayTheSameToTheCent() throws IOException {
        JsonObject bill = bills().getJsonArray("bills").getJsonObject(0);
        assertThat(bill.getJsonNumber("net").bigDecimalValue()).isEqualByComparingTo(NET);
        assertThat(bill.getJsonNumber("gross").bigDecimalValue()).isEqualByComparingTo(GROSS);

        visitor.forget();
        visitor.as(household.staff(Language.ENGLISH));
        visitor.open("bill.xhtml?device=" + meter.id() + "&month=2026-10");
        assertThat(visitor.see(".ems-bill-sum").getText()).contains("669.93");
        assertThat(visitor.see(".ems-bill-total").getText()).contains("804.47");
        assertThat(visitor.see("#sheet").getAttribute("href")).endsWith("cost?from=2026-10-01&format=xlsx");
        assertThat(visitor.see("#paper").getAttribute("href")).endsWith("cost?from=2026-10-01&format=pdf");

        HttpResponse<byte[]> sheet = household.administrator.file(device + "/cost?from=2026-10-01", SPREADSHEET);
        assertThat(sheet.headers().firstValue("Content-Type").orElse("")).startsWith(SPREADSHEET);
        assertThat(sheet.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"ems-bill-2026-10-01.xlsx\"");
        List<Row> rows = rows(sheet);
        assertThat(amount(rows, "Net")).isEqualByComparingTo(NET);
        assertThat(amount(rows, "Total")).isEqualByComparingTo(GROSS);
        assertThat(rows.get(1).getCellText(0)).isEqualTo("'" + meter.name());

        String paper = text(household.administrator.file(device + "/cost?from=2026-10-01&format=pdf", "*/*"));
        assertThat(paper).contains(meter.name()).contains("Net 669.93").contains("Total (RON) 804.47");
    }

    @Test
    void theSpreadsheetOfHoursSumsToWhatRestSays() throws IOException {
        String october = device + "/consumption?from=2026-10-01&to=2026-11-01&zone=Europe/Bucharest&resolution=";
        List<Row> rows = rows(household.administrator.file(october + "hour", SPREADSHEET));

        assertThat(rows).hasSize(746);
        assertThat(rows.get(0).getCellText(2)).isEqualTo("Start (Europe/Bucharest)");
        assertThat(rows.get(0).getCellText(10)).isEqualTo("Energy cost (RON)");
        assertThat(sum(rows, 5)).isEqualByComparingTo(ENERGY);
        assertThat(sum(rows(household.administrator.file(october + "day&format=xlsx", "*/*")), 10))
                .as("what the days cost is what their hours do")
                .isEqualByComparingTo(sum(rows, 10));
        assertThat(text(household.administrator.file(october + "day", "application/pdf")))
                .contains("Energy: 747.7 kWh")
                .contains("25 Oct 2026 25.000");
    }

    @Test
    void whoAsksForNothingInParticularGetsJson() {
        HttpResponse<byte[]> answer = household.administrator.file(device + "/cost?from=2026-10-01", "*/*");
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        assertThat(household
                        .administrator
                        .file(device + "/cost?format=xml", "*/*")
                        .statusCode())
                .isEqualTo(400);
        assertThat(household
                        .administrator
                        .file(device + "/consumption?from=2026-10-01&to=2026-12-01&format=pdf", "*/*")
                        .statusCode())
                .as("more hours than anybody prints")
                .isEqualTo(400);
        Api stranger = new Api(household.system.portal(), household.home(Language.ENGLISH), People.PASSPHRASE);
        assertThat(stranger.file(device + "/cost?format=pdf", "*/*").statusCode())
                .isEqualTo(404);
        assertThat(stranger.file(device + "/consumption", SPREADSHEET).statusCode())
                .isEqualTo(404);
    }

    private JsonObject bills() {
        return household
                .administrator
                .get(device + "/cost?from=2026-10-01&to=2026-11-01")
                .body();
    }

    private BigDecimal used() {
        return bills().getJsonArray("totals")
                .getJsonObject(0)
                .getJsonNumber("used_kwh")
                .bigDecimalValue();
    }

    private static List<Row> rows(HttpResponse<byte[]> file) throws IOException {
        assertThat(file.statusCode()).isEqualTo(200);
        try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(file.body()))) {
            return workbook.getFirstSheet().read();
        }
    }

    private static BigDecimal amount(List<Row> rows, String what) {
        return rows.stream()
                .filter(row -> row.getCellText(2).equals(what))
                .findFirst()
                .flatMap(row -> row.getCellAsNumber(11))
                .orElseThrow();
    }

    private static BigDecimal sum(List<Row> rows, int column) {
        return rows.stream()
                .skip(1)
                .flatMap(row -> row.getCellAsNumber(column).stream())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static String text(HttpResponse<byte[]> file) throws IOException {
        assertThat(file.statusCode()).isEqualTo(200);
        try (PDDocument document = Loader.loadPDF(file.body())) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            return stripper.getText(document);
        }
    }

    private JsonObject threeRates() {
        return Json.createObjectBuilder()
                .add("name", "Three rates " + household.tag)
                .add("currency", "RON")
                .add("zone", Household.ZONE.getId())
                .add(
                        "versions",
                        Json.createArrayBuilder()
                                .add(version("2026-01-01", "0.9041", "0.5137", "1.4999", "10", "19"))
                                .add(version("2026-10-16", "0.9488", "0.5512", "1.6543", "12.4", "21")
                                        .add("capacity_price", 5)))
                .build();
    }

    private static JsonObjectBuilder version(
            String from, String day, String night, String peak, String standing, String tax) {
        return Json.createObjectBuilder()
                .add("valid_from", from)
                .add(
                        "rates",
                        Json.createArrayBuilder()
                                .add(rate("Day", day))
                                .add(rate("Night", night))
                                .add(rate("Peak", peak)))
                .add(
                        "rules",
                        Json.createArrayBuilder()
                                .add(rule("Night", "22:00", "06:00", List.of(DayOfWeek.values()), true))
                                .add(rule(
                                        "Peak",
                                        "17:00",
                                        "21:00",
                                        List.of(DayOfWeek.values()).subList(0, 5),
                                        false)))
                .add(
                        "holidays",
                        Json.createArrayBuilder()
                                .add(Json.createObjectBuilder().add("date", "2026-10-15"))
                                .add(Json.createObjectBuilder()
                                        .add("date", "2020-10-26")
                                        .add("yearly", true)))
                .add(
                        "standing_charge",
                        Json.createObjectBuilder()
                                .add("price", new BigDecimal(standing))
                                .add("per", "MONTH"))
                .add(
                        "taxes",
                        Json.createArrayBuilder()
                                .add(Json.createObjectBuilder()
                                        .add("name", "VAT")
                                        .add("percent", new BigDecimal(tax))));
    }

    private static JsonObjectBuilder rate(String name, String price) {
        return Json.createObjectBuilder().add("name", name).add("price", new BigDecimal(price));
    }

    private static JsonObjectBuilder rule(String rate, String from, String to, List<DayOfWeek> days, boolean holidays) {
        JsonArrayBuilder names = Json.createArrayBuilder();
        days.forEach(day -> names.add(day.name()));
        return Json.createObjectBuilder()
                .add("rate", rate)
                .add("from", from)
                .add("to", to)
                .add("days", names)
                .add("holidays", holidays);
    }
}
