package energy.ems.launcher;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;

/** What energy costs in the demo: cheaper at night and on Sundays. The prices are made up. */
final class DemoTariff {

    private static final String NAME = "Household";
    private static final int OK = 200;

    private DemoTariff() {}

    /** Makes it unless it is there, and gives it to the places, from before their first reading. */
    static void assign(Rest rest, List<String> places) throws IOException {
        LocalDate from = LocalDate.now().minusYears(1).withDayOfYear(1);
        Rest.Answer made = rest.post("tariffs", tariff(from));
        if (made.status() != Rest.CREATED && made.status() != Rest.CONFLICT) {
            throw refused("the tariff", made);
        }
        JsonObject assignment =
                Json.createObjectBuilder().add("tariff_id", id(rest)).build();
        for (String place : places) {
            Rest.Answer assigned = rest.put(
                    "places/tariffs/" + from + "?place=" + URLEncoder.encode(place, StandardCharsets.UTF_8),
                    assignment);
            if (assigned.status() != OK) {
                throw refused("a tariff for " + place, assigned);
            }
        }
    }

    private static long id(Rest rest) throws IOException {
        return rest.get("tariffs").json().getJsonArray("items").getValuesAs(JsonObject.class).stream()
                .filter(tariff -> tariff.getString("name").equals(NAME))
                .mapToLong(tariff -> tariff.getJsonNumber("id").longValueExact())
                .findFirst()
                .orElseThrow();
    }

    private static Problem refused(String what, Rest.Answer answer) {
        return new Problem("The server refused " + what + " with status " + answer.status() + ": "
                + answer.body().lines().findFirst().orElse(""));
    }

    private static JsonObject tariff(LocalDate from) {
        JsonObjectBuilder prices = Json.createObjectBuilder()
                .add("valid_from", from.toString())
                .add("rates", Json.createArrayBuilder().add(rate("Day", "0.32")).add(rate("Night and Sunday", "0.21")))
                .add(
                        "rules",
                        Json.createArrayBuilder()
                                .add(rule("22:00", "06:00", List.of(DayOfWeek.values())))
                                .add(rule("00:00", "00:00", List.of(DayOfWeek.SUNDAY))))
                .add("holidays", JsonValue.EMPTY_JSON_ARRAY)
                .add(
                        "standing_charge",
                        Json.createObjectBuilder().add("price", 9).add("per", "MONTH"))
                .add("feed_in_price", new BigDecimal("0.08"))
                .add(
                        "taxes",
                        Json.createArrayBuilder()
                                .add(Json.createObjectBuilder()
                                        .add("name", "VAT")
                                        .add("percent", 21)))
                .add("carbon_g_per_kwh", 265);
        return Json.createObjectBuilder()
                .add("name", NAME)
                .add("currency", "EUR")
                .add("zone", "Europe/Bucharest")
                .add("versions", Json.createArrayBuilder().add(prices))
                .build();
    }

    private static JsonObjectBuilder rate(String name, String price) {
        return Json.createObjectBuilder().add("name", name).add("price", new BigDecimal(price));
    }

    private static JsonObjectBuilder rule(String from, String to, List<DayOfWeek> days) {
        JsonArrayBuilder names = Json.createArrayBuilder();
        days.forEach(day -> names.add(day.name()));
        return Json.createObjectBuilder()
                .add("rate", "Night and Sunday")
                .add("from", from)
                .add("to", to)
                .add("days", names)
                .add("holidays", true)
                .add("months", JsonValue.EMPTY_JSON_ARRAY);
    }
}
