package energy.ems.document;

import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.metering.Bucket;
import energy.ems.metering.ConsumptionReport;
import energy.ems.metering.profile.Resolution;
import energy.ems.tariff.billing.ThreeRates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paper, its text read back. */
class PapersTest {

    private static final Locale ROMANIAN = Locale.forLanguageTag("ro");
    private static final String ROMANIAN_LETTERS = "Țară și cămin: ș ț ă â î Ș Ț Ă Â Î";

    @Test
    void theBillOfOctoberToTheCent() throws IOException {
        String text = bill("Heat pump", "Household", Locale.ENGLISH);

        assertThat(text)
                .contains("Heat pump · October 2026")
                .contains("Household")
                .contains("1 Oct 2026 – 31 Oct 2026 · Europe/Bucharest")
                .containsPattern("Day 1 Oct 2026 – 15 Oct 2026 200\\.000 kWh 0\\.9041 / kWh 180\\.82")
                .containsPattern("Highest hour of the month .*9\\.55")
                .containsPattern("Net 669\\.93")
                .contains("VAT 19 % of 307.30 58.39")
                .contains("VAT 21 % of 362.63 76.15")
                .containsPattern("Total \\(RON\\) 804\\.47")
                .contains("1 Dec 2026, 12:00 (Europe/Bucharest)")
                .contains("1 / 1");
    }

    @Test
    void romanianLettersAreThere() throws IOException {
        String text = bill(ROMANIAN_LETTERS, ROMANIAN_LETTERS, ROMANIAN);

        assertThat(text)
                .contains(ROMANIAN_LETTERS + " · octombrie 2026")
                .contains("Factură", "Sumă (RON)", "Preț", "669,93", "804,47");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D\uDE00 pump", "热泵", "مضخة", "a\u0001b", "a\uD83Db", "two\nlines", "\u202Eeman", ""})
    void aNameThatTheFontLacksUndoesNoPage(String name) throws IOException {
        assertThat(bill(name, name, Locale.ENGLISH)).contains("804.47");
    }

    @Test
    void aNameIsBrokenWhereItIsTooLong() throws IOException {
        assertThat(bill("x".repeat(300), "y".repeat(100), Locale.ENGLISH).replaceAll("\\s", ""))
                .contains("x".repeat(300))
                .contains("y".repeat(100));
    }

    @Test
    void aMonthOfDaysHasItsChartAndItsRows() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintedConsumption.write(
                Figures.report(
                        "Pompă de căldură",
                        ThreeRates.OCTOBER,
                        ThreeRates.NOVEMBER,
                        Resolution.DAY,
                        day -> day == 4 ? null : new BigDecimal(day).subtract(new BigDecimal("1.5"))),
                List.of(),
                Figures.costsOfOctober(),
                Words.in(ROMANIAN),
                Figures.LATER,
                out);
        String text = text(out);

        assertThat(text)
                .contains("Pompă de căldură · octombrie 2026 · Europe/Bucharest")
                .contains("Energie: 416 kWh")
                .contains("Costul energiei: ")
                .containsPattern("05\\.10\\.2026 – [0-9,]+ fără date")
                .containsPattern("31\\.10\\.2026 28,500 [0-9,]+ măsurat");
    }

    @Test
    void whatIsComparedStandsBesideIt() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ConsumptionReport october =
                Figures.report("Pump", ThreeRates.OCTOBER, ThreeRates.NOVEMBER, Resolution.DAY, day -> BigDecimal.ONE);
        List<Bucket> compared = new ArrayList<>(Figures.report(
                        "Pump", LocalDate.of(2026, 9, 1), ThreeRates.OCTOBER, Resolution.DAY, day -> BigDecimal.TEN)
                .buckets());
        compared.add(null);
        PrintedConsumption.write(october, compared, null, Words.in(Locale.ENGLISH), Figures.LATER, out);

        assertThat(text(out))
                .contains("Compared (kWh)")
                .contains("1 Oct 2026 1.000 10.000 measured")
                .contains("31 Oct 2026 1.000 – measured");
    }

    @Test
    void whatIsStillToComeHasNoRow() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintedConsumption.write(
                Figures.report(
                        "Pump",
                        LocalDate.of(2026, 12, 1),
                        LocalDate.of(2027, 1, 1),
                        Resolution.DAY,
                        day -> day == 0 ? BigDecimal.ONE : null),
                List.of(),
                null,
                Words.in(Locale.ENGLISH),
                Figures.LATER,
                out);

        assertThat(text(out)).contains("1 Dec 2026 1.000 measured").doesNotContain("2 Dec 2026 –");
    }

    @Test
    void aLongTableHasItsHeadingsOnEachPage() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintedConsumption.write(
                Figures.report(
                        "Pump", ThreeRates.OCTOBER, LocalDate.of(2026, 10, 5), Resolution.HOUR, hour -> BigDecimal.ONE),
                List.of(),
                null,
                Words.in(Locale.ENGLISH),
                Figures.LATER,
                out);
        try (PDDocument document = Loader.loadPDF(out.toByteArray())) {
            int pages = document.getNumberOfPages();
            assertThat(pages).isGreaterThan(1);
            assertThat(new PDFTextStripper().getText(document).split("When", -1))
                    .hasSize(pages + 1);
        }
    }

    private static String bill(String device, String tariff, Locale language) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintedBill.write(
                Figures.october(device, ThreeRates.named(tariff)),
                Words.in(language),
                ThreeRates.BUCHAREST,
                Figures.LATER,
                out);
        return text(out);
    }

    private static String text(ByteArrayOutputStream file) throws IOException {
        try (PDDocument document = Loader.loadPDF(file.toByteArray())) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            return stripper.getText(document);
        }
    }
}
