package energy.ems.tariff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import energy.ems.boundary.ConflictException;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.InvalidInputException.Rule;
import energy.ems.boundary.NotFoundException;
import energy.ems.container.MonitoringSystem;
import energy.ems.tariff.billing.Tariff;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class TariffsTest {

    /** Everything that a version can say. */
    static final String FULL = """
            {"name": "%s", "currency": "RON", "zone": "Europe/Bucharest", "versions": [
              {"valid_from": "2026-01-01",
               "rates": [{"name": "Day", "price": 0.9041},
                         {"name": "Night", "blocks": [{"up_to_kwh": 100, "price": 0.5},
                                                      {"up_to_kwh": null, "price": 0.6}]}],
               "rules": [{"rate": "Night", "from": "22:00", "to": "06:00", "days": ["MONDAY", "SUNDAY"],
                          "holidays": false, "months": [1, 12]}],
               "holidays": [{"date": "2026-12-25", "yearly": true}],
               "standing_charge": {"price": 10, "per": "MONTH"},
               "feed_in_price": 0.3, "capacity_price": 5, "taxes": [{"name": "VAT", "percent": 19}],
               "carbon_g_per_kwh": 265}]}""";

    private static MonitoringSystem system;
    private static Tariffs tariffs;

    @BeforeAll
    static void start() {
        system = new MonitoringSystem(container -> {});
        tariffs = system.get(Tariffs.class);
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

    @Test
    void whatIsStoredIsReadBackTheSame() {
        Tariff tariff = read(FULL.formatted("Household"));

        TariffView created = tariffs.create(tariff);

        assertThat(tariffs.get(created.id()).tariff()).isEqualTo(tariff);
        assertThat(created.version()).isEqualTo(1);
        JsonObject written = TariffJson.write(created);
        assertThat(TariffJson.read(written, null)).as("as the API shows it").isEqualTo(tariff);
    }

    @Test
    void aStaleVersionIsRefusedAndSoIsANameThatIsTaken() {
        TariffView first = tariffs.create(read(FULL.formatted("First")));
        TariffView second = tariffs.create(read(FULL.formatted("Second")));
        tariffs.update(first.id(), read(FULL.formatted("First, renamed")), 1);

        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> tariffs.update(first.id(), read(FULL.formatted("Again")), 1))
                .returns("conflict.stale", ConflictException::messageKey);
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> tariffs.update(second.id(), read(FULL.formatted("first, RENAMED")), 1))
                .returns("conflict.taken", ConflictException::messageKey);
        assertThat(tariffs.get(first.id()).version()).isEqualTo(2);
    }

    @Test
    void aChangeThatChangesNothingMakesNoVersion() {
        TariffView created = tariffs.create(read(FULL.formatted("Same")));

        assertThat(tariffs.update(created.id(), read(FULL.formatted("Same")), 1).version())
                .isEqualTo(1);
    }

    @Test
    void whatADeviceHasCannotBeDeleted() {
        system.device("kept", 1, "alice", null, "INTERVAL");
        TariffView created = tariffs.create(read(FULL.formatted("Kept")));
        TariffAssignments assignments = system.get(TariffAssignments.class);
        assignments.assign("kept", java.time.LocalDate.of(2026, 1, 1), created.id());

        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> tariffs.delete(created.id(), 1))
                .returns("conflict.tariff_in_use", ConflictException::messageKey);

        assignments.withdraw("kept", java.time.LocalDate.of(2026, 1, 1));
        tariffs.delete(created.id(), 1);
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> tariffs.get(created.id()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RON | XYZ | currency | MALFORMED",
                "RON | XAU | currency | MALFORMED",
                "Europe/Bucharest | Mars/Olympus | zone | MALFORMED",
                "2026-01-01 | 2026-02-30 | versions[0].valid_from | MALFORMED",
                "2026-01-01 | 1969-12-31 | versions[0].valid_from | TOO_EARLY",
                "0.9041 | -1 | versions[0].rates[0].price | NEGATIVE",
                "0.9041 | 1e999999999 | versions[0].rates[0].price | NOT_A_NUMBER",
                "0.9041 | 0.1234567 | versions[0].rates[0].price | TOO_PRECISE",
                "0.9041 | 1000001 | versions[0].rates[0].price | TOO_LARGE",
                "0.9041 | null | versions[0].rates[0].price | REQUIRED",
                "\"up_to_kwh\": null | \"up_to_kwh\": 200 | versions[0].rates[1].blocks[1].up_to_kwh | MALFORMED",
                "\"up_to_kwh\": 100 | \"up_to_kwh\": null | versions[0].rates[1].blocks[0].up_to_kwh | REQUIRED",
                "\"up_to_kwh\": 100 | \"up_to_kwh\": 0 | versions[0].rates[1].blocks[0].up_to_kwh | MALFORMED",
                "\"rate\": \"Night\" | \"rate\": \"Nacht\" | versions[0].rules[0].rate | UNKNOWN",
                "22:00 | 25:00 | versions[0].rules[0].from | MALFORMED",
                "22:00 | 22:00:30 | versions[0].rules[0].from | MALFORMED",
                "MONDAY | MOONDAY | versions[0].rules[0].days | NOT_ONE_OF",
                "\"MONDAY\", \"SUNDAY\" | '' | versions[0].rules[0].days | REQUIRED",
                "[1, 12] | [13] | versions[0].rules[0].months | MALFORMED",
                "\"name\": \"Night\" | \"name\": \"Day\" | versions[0].rules[0].rate | UNKNOWN",
                "\"percent\": 19 | \"percent\": 101 | versions[0].taxes[0].percent | TOO_LARGE",
                "\"per\": \"MONTH\" | \"per\": \"WEEK\" | versions[0].standing_charge.per | NOT_ONE_OF",
                "265 | -1 | versions[0].carbon_g_per_kwh | NEGATIVE",
            })
    void whatIsWrongIsToldWithTheWayToIt(String former, String wrong, String field, Rule rule) {
        String json = FULL.formatted("Wrong");
        assertThat(json).contains(former);

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> tariffs.create(read(json.replace(former, wrong))))
                .returns(field, InvalidInputException::field)
                .returns(rule, InvalidInputException::rule);
    }

    @Test
    void twoVersionsOfOneDayAreRefused() {
        Tariff one = read(FULL.formatted("Twice"));
        Tariff twice = new Tariff(
                one.name(),
                one.currency(),
                one.zone(),
                List.of(one.versions().get(0), one.versions().get(0)));

        assertThat(tariffs.problems(twice))
                .extracting(InvalidInputException::field)
                .containsExactly("versions[1].valid_from");
    }

    static Tariff read(String json) {
        return TariffJson.read(Json.createReader(new StringReader(json)).readObject(), null);
    }
}
