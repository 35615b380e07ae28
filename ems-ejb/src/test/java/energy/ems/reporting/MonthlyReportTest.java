package energy.ems.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.account.Role;
import energy.ems.tariff.PlaceTariffs;
import energy.ems.tariff.TariffView;
import energy.ems.tariff.Tariffs;
import energy.ems.tariff.billing.Rate;
import energy.ems.tariff.billing.StandingCharge;
import energy.ems.tariff.billing.Tariff;
import energy.ems.tariff.billing.TariffVersion;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Currency;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a report says, read back from its paper. */
@Timeout(180)
class MonthlyReportTest {

    private static final YearMonth OCTOBER = YearMonth.of(2026, 10);

    private Readers readers;

    @BeforeEach
    void start() {
        readers = new Readers();
    }

    @AfterEach
    void stop() {
        readers.close();
    }

    private byte[] pdf(String person, String place, YearMonth month) {
        return readers.as(person)
                .file(readers.as(person)
                        .make(ReportSubject.ofPlace(place), month)
                        .id())
                .pdf();
    }

    private String text(String person, String place, YearMonth month) {
        return Readers.text(pdf(person, place, month));
    }

    @Test
    void theMonthStandsBesideTheOneBeforeAndTheOneAYearBefore() {
        readers.device("pump", "alice", null);
        readers.uses("pump", "2025-10-03T00:00", 8, "1");
        readers.uses("pump", "2026-09-03T00:00", 20, "1");
        readers.uses("pump", "2026-10-03T08:00", 9, "1.5");
        readers.uses("pump", "2026-10-31T23:00", 1, "6.5");
        readers.goTo("2026-11-02T00:00");

        assertThat(text("alice", null, OCTOBER))
                .contains("Report of October 2026", "Devices of alice · Europe/Bucharest")
                .containsPattern("October 2026 20\\.0 0\\.0 735 of 745")
                .containsPattern("September 2026 20\\.0 0\\.0 % 0\\.0 700 of 720")
                .containsPattern("October 2025 8\\.0 \\+150\\.0 % 0\\.0 737 of 745")
                .contains("Highest hour: 6.500 kWh, 31 Oct 2026, 23:00")
                .contains("Alerts: limit exceeded 1")
                .containsPattern("Device pump 20\\.0 20\\.0 8\\.0 735");
    }

    @Test
    void monthsInWhichTheClockIsSetHaveTheHoursThatTheyHave() {
        readers.device("pump", "alice", null);
        readers.uses("pump", "2026-03-31T23:00", 2, "1");
        readers.goTo("2026-11-02T00:00");

        assertThat(text("alice", null, YearMonth.of(2026, 3))).containsPattern("March 2026 1\\.0 .*742 of 743");
        assertThat(text("alice", null, YearMonth.of(2026, 4))).containsPattern("April 2026 1\\.0 .*719 of 720");
        assertThat(text("alice", null, OCTOBER)).containsPattern("October 2026 – – 745 of 745");
    }

    @Test
    void whatIsAnothersIsInNoReportNorWhatWasMeasuredBeforeItWasTheirs() {
        readers.device("hers", "alice", "Site");
        readers.device("his", "bob", "Site");
        readers.uses("his", "2026-10-03T00:00", 10, "3");
        readers.uses("hers", "2026-10-03T00:00", 10, "1");
        readers.goTo("2026-10-15T00:00");
        readers.device("his", "Device his", "alice", "Site", 2);
        readers.uses("his", "2026-10-20T00:00", 10, "2");
        readers.goTo("2026-11-02T00:00");

        for (String place : new String[] {null, "Site"}) {
            assertThat(text("alice", place, OCTOBER))
                    .containsPattern("October 2026 30\\.0")
                    .containsPattern("Device his( · Site)? 20\\.0");
        }
        assertThat(text("bob", null, OCTOBER)).contains("Nu aveai dispozitive").doesNotContain("Device");
        assertThat(text("olga", "Site", OCTOBER)).containsPattern("October 2026 60\\.0");
        assertThat(text("olga", null, OCTOBER)).contains("You had no devices");
    }

    @Test
    void aMainMeterStandsForWhatIsBehindItInEnergyAndInMoney() {
        readers.device("main", "alice", "Site!");
        readers.device("pump", "alice", "Site/House");
        readers.device("nowhere", "alice", null);
        TariffView tariff = readers.first().get(Tariffs.class).create(tariff());
        readers.first().asAdministrator();
        readers.first().get(PlaceTariffs.class).assign("Site", LocalDate.of(2026, 1, 1), tariff.id());
        readers.uses("main", "2026-10-03T00:00", 10, "3");
        readers.uses("pump", "2026-10-03T00:00", 10, "2");
        readers.uses("nowhere", "2026-10-03T00:00", 10, "1");
        readers.goTo("2026-11-02T00:00");

        assertThat(text("alice", null, OCTOBER))
                .containsPattern("October 2026 40\\.0")
                .contains("Cost: 15.00 EUR", "3.0 kg CO₂", "One device has no price")
                .containsPattern("Device pump · Site/House \\* 20\\.0 – – 10\\.00 EUR 735")
                .contains("Behind a main meter");
        assertThat(text("olga", "Site", OCTOBER)).containsPattern("October 2026 30\\.0");
    }

    private static Tariff tariff() {
        return new Tariff(
                "Household",
                Currency.getInstance("EUR"),
                Readers.BUCHAREST,
                List.of(new TariffVersion(
                        LocalDate.of(2026, 1, 1),
                        List.of(Rate.flat("All day", new BigDecimal("0.5"))),
                        List.of(),
                        List.of(),
                        (StandingCharge) null,
                        null,
                        null,
                        List.of(),
                        new BigDecimal("100"))));
    }

    @Test
    void aDeviceThatIsDeletedIsInNoReportAnyMore() {
        readers.device("pump", "alice", null);
        readers.device("lamp", "alice", null);
        readers.uses("pump", "2026-10-03T00:00", 10, "3");
        readers.uses("lamp", "2026-10-03T00:00", 10, "1");
        readers.goTo("2026-11-02T00:00");
        assertThat(text("alice", null, OCTOBER)).contains("Device pump");
        readers.deleted("pump", 2);
        assertThat(text("alice", null, OCTOBER)).doesNotContain("Device pump").containsPattern("October 2026 10\\.0");
    }

    @Test
    void aGroupIsReportedAsItsReaderSeesItEachDeviceOnce() {
        readers.device("main", "alice", "Site!");
        readers.device("hers", "alice", "Site/House");
        readers.device("his", "bob", "Yard");
        readers.device("other", "alice", "Yard");
        for (String id : List.of("main", "hers", "his", "other")) {
            readers.uses(id, "2026-10-03T00:00", 10, id.equals("main") ? "3" : "1");
        }
        readers.goTo("2026-11-02T00:00");
        String inner = readers.group("root", "Inner", List.of("hers", "his"), List.of(), List.of());
        String all = readers.group("root", "All pumps", List.of("hers"), List.of("Site"), List.of(inner));

        assertThat(group("alice", all))
                .contains("Report of October 2026", "Group All pumps · Europe/Bucharest", "Behind a main meter")
                .containsPattern("October 2026 30\\.0")
                .containsPattern("Device hers · Site/House \\* 10\\.0")
                .doesNotContain("Device his", "Device other");
        assertThat(group("bob", all))
                .contains("Grupul All pumps · Europe/Bucharest")
                .containsPattern("octombrie 2026 10,0")
                .containsPattern("Device his · Yard 10,0")
                .doesNotContain("Device hers", "Device main");
        assertThat(group("olga", all))
                .containsPattern("October 2026 40\\.0")
                .contains("Device his", "Device hers")
                .doesNotContain("Device other");

        String empty = readers.group("alice", "Nothing yet", List.of(), List.of(), List.of());
        assertThat(group("alice", empty)).contains("Group Nothing yet", "No device of those that you see");
    }

    private String group(String person, String id) {
        ArchivedReport made = readers.as(person).make(ReportSubject.ofGroup(id), OCTOBER);
        return Readers.text(readers.as(person).file(made.id()).pdf());
    }

    @Test
    void fortyDevicesWithLongNamesInBothLanguages() throws IOException {
        String longName = "Pompă de căldură „șțăâî” " + "x".repeat(150);
        for (int i = 0; i < 40; i++) {
            readers.device(
                    "d" + i,
                    longName + i,
                    "bob",
                    "Clădire/" + "Etaj ".repeat(30).strip() + "/Camera " + i,
                    1);
        }
        readers.uses("d0", "2026-10-03T00:00", 10, "3");
        readers.person("eve", Role.USER, "en");
        readers.goTo("2026-11-02T00:00");

        byte[] pdf = pdf("bob", null, OCTOBER);
        assertThat(pdf.length).isLessThan(200_000);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isBetween(3, 20);
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("ro");
        }
        String text = Readers.text(pdf);
        assertThat(text).contains("șțăâî", "Raport octombrie 2026");
        assertThat(text.replaceAll("\\s", "")).contains("x".repeat(20) + "39·Clădire/EtajEtaj");
        assertThat(text("olga", "Clădire", OCTOBER)).contains("Report of October 2026", "Clădire · Europe/Bucharest");
    }
}
