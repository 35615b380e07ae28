package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With a tariff the pages say what energy costs, all of them the same; without one they say nothing of it. */
@Timeout(900)
class BillIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    private Household household;
    private Visitor visitor;

    @BeforeEach
    void openTheSystem() {
        visitor = Visitor.shared();
        household = Household.shared();
    }

    @AfterEach
    void leave() {
        visitor.forget();
    }

    @Test
    void theCostStandsBesideTheEnergyAndTheBillSaysTheSame() {
        Household.Meter meter =
                household.makeDevice(new Household.Meter("billed-" + household.tag, "Billed " + household.tag), null);
        String devices = "devices/" + meter.id();
        String day = household.day.toString();
        household.broker.send(Broker.measurement(
                meter.id(), household.day.atTime(10, 0).atZone(Household.ZONE).toInstant(), "2"));
        await().atMost(SOON)
                .until(() -> household
                        .administrator
                        .get(devices + "/consumption?from=" + day + "&zone=" + Household.ZONE)
                        .body()
                        .toString()
                        .contains("\"energy_kwh\":2"));
        visitor.forget();
        visitor.as(household.staff(Language.ENGLISH));
        String page = "consumption.xhtml?device=" + meter.id() + "&date=" + day;
        visitor.open(page);
        assertThat(visitor.text("#figures")).doesNotContain("RON");

        int tariff = makeTariff();
        String since = devices + "/tariffs/" + LocalDate.of(2026, 1, 1);
        JsonObject assignment =
                Json.createObjectBuilder().add("tariff_id", tariff).build();
        assertThat(household.administrator.put(since, assignment).status()).isEqualTo(200);

        visitor.open(page);
        assertThat(visitor.text("#figures")).contains("4.84 RON");
        visitor.click(".ems-details summary");
        assertThat(visitor.see("#table table").getText()).contains("4.84 RON");
        visitor.click("#figures a[href*='bill.xhtml']");
        visitor.until("the bill", () -> visitor.address().contains("month=" + YearMonth.from(household.day)));
        visitor.settle();
        assertThat(visitor.see(".ems-bill-total").getText()).contains("4.84");
        assertThat(visitor.text(".ems-bill-notes")).contains("missing");
        BigDecimal gross = household
                .administrator
                .get(devices + "/cost?from=" + household.day.withDayOfMonth(1))
                .body()
                .getJsonArray("totals")
                .getJsonObject(0)
                .getJsonNumber("gross")
                .bigDecimalValue();
        assertThat(gross).isEqualByComparingTo("4.84");

        assertThat(household.administrator.delete(since).status()).isEqualTo(204);
        assertThat(household.administrator.delete("tariffs/" + tariff).status()).isEqualTo(204);
        household.removeDevice(meter);
    }

    private int makeTariff() {
        JsonObject tariff = Json.createObjectBuilder()
                .add("name", "Household " + household.tag)
                .add("currency", "RON")
                .add("zone", Household.ZONE.getId())
                .add(
                        "versions",
                        Json.createArrayBuilder()
                                .add(Json.createObjectBuilder()
                                        .add("valid_from", "2026-01-01")
                                        .add(
                                                "rates",
                                                Json.createArrayBuilder()
                                                        .add(Json.createObjectBuilder()
                                                                .add("name", "Energy")
                                                                .add("price", 2)))
                                        .add(
                                                "taxes",
                                                Json.createArrayBuilder()
                                                        .add(Json.createObjectBuilder()
                                                                .add("name", "VAT")
                                                                .add("percent", 21)))))
                .build();
        Api.Answer made = household.administrator.post("tariffs", tariff);
        assertThat(made.status()).isEqualTo(201);
        return made.body().getInt("id");
    }
}
