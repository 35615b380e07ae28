package energy.ems.tariff;

import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.InvalidInputException.Rule;
import energy.ems.tariff.billing.Holiday;
import energy.ems.tariff.billing.PriceBlock;
import energy.ems.tariff.billing.Rate;
import energy.ems.tariff.billing.RateRule;
import energy.ems.tariff.billing.StandingCharge;
import energy.ems.tariff.billing.Tariff;
import energy.ems.tariff.billing.TariffVersion;
import energy.ems.tariff.billing.Tax;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A tariff in JSON: the same in the REST API and in its row. */
public final class TariffJson {

    /** Kept, because each use of {@code Json} would look the provider up anew, at a cost of milliseconds. */
    private static final JsonProvider JSON = JsonProvider.provider();

    private TariffJson() {}

    /**
     * Reads a tariff.
     *
     * @param present what the document leaves out stays as it is there; null for a new tariff
     * @throws InvalidInputException naming the way to the field
     */
    public static Tariff read(JsonObject document, Tariff present) {
        JsonFields json = new JsonFields(document, "");
        return new Tariff(
                present == null || document.containsKey("name") ? json.required("name") : present.name(),
                present == null || document.containsKey("currency") ? currency(json) : present.currency(),
                present == null || document.containsKey("zone") ? zone(json) : present.zone(),
                present == null || document.containsKey("versions") ? versions(json) : present.versions());
    }

    private static Currency currency(JsonFields json) {
        return json.parsed("currency", "a code such as EUR", code -> Currency.getInstance(code));
    }

    private static ZoneId zone(JsonFields json) {
        return json.parsed("zone", "a time zone such as Europe/Bucharest", ZoneId::of);
    }

    /** What {@link #writeVersions} wrote. */
    static List<TariffVersion> readVersions(String text) {
        try (JsonReader reader = JSON.createReader(new StringReader(text))) {
            JsonObject document = JSON.createObjectBuilder()
                    .add("versions", reader.readArray())
                    .build();
            return versions(new JsonFields(document, ""));
        }
    }

    private static List<TariffVersion> versions(JsonFields json) {
        return json.list("versions", TariffJson::version);
    }

    private static TariffVersion version(JsonFields json) {
        List<Rate> rates = json.list("rates", TariffJson::rate);
        if (rates.isEmpty()) {
            throw new InvalidInputException(json.at("rates"), Rule.REQUIRED);
        }
        Set<String> names = rates.stream().map(Rate::name).collect(Collectors.toSet());
        return new TariffVersion(
                json.parsed("valid_from", "a date such as 2026-01-01", LocalDate::parse),
                rates,
                json.list("rules", rule -> rule(rule, names)),
                json.list(
                        "holidays",
                        holiday -> new Holiday(
                                holiday.parsed("date", "a date such as 2026-12-25", LocalDate::parse),
                                holiday.flag("yearly", false))),
                json.has("standing_charge") ? standingCharge(json) : null,
                json.number("feed_in_price"),
                json.number("capacity_price"),
                json.list("taxes", tax -> new Tax(tax.required("name"), tax.requiredNumber("percent"))),
                json.number("carbon_g_per_kwh"));
    }

    private static Rate rate(JsonFields json) {
        String name = json.required("name");
        if (!json.has("blocks")) {
            return Rate.flat(name, json.requiredNumber("price"));
        }
        List<PriceBlock> blocks =
                json.list("blocks", block -> new PriceBlock(block.number("up_to_kwh"), block.requiredNumber("price")));
        if (blocks.isEmpty()) {
            throw new InvalidInputException(json.at("blocks"), Rule.REQUIRED);
        }
        return new Rate(name, blocks);
    }

    private static RateRule rule(JsonFields json, Set<String> rates) {
        String rate = json.required("rate");
        if (!rates.contains(rate)) {
            throw new InvalidInputException(json.at("rate"), Rule.UNKNOWN);
        }
        Set<DayOfWeek> days = json.has("days")
                ? new TreeSet<>(json.choices("days", DayOfWeek.class))
                : EnumSet.allOf(DayOfWeek.class);
        return new RateRule(
                rate,
                json.has("from") ? time(json, "from") : LocalTime.MIDNIGHT,
                json.has("to") ? time(json, "to") : LocalTime.MIDNIGHT,
                days,
                json.flag("holidays", true),
                json.wholeNumbers("months", 1, 12).stream().map(Month::of).collect(Collectors.toSet()));
    }

    /** 24:00 is how the end of a day is written, and midnight. */
    private static LocalTime time(JsonFields json, String name) {
        LocalTime time = json.parsed(
                name,
                "a time such as 06:30",
                text -> text.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(text));
        if (time.getNano() != 0 || time.getSecond() != 0) {
            throw new InvalidInputException(json.at(name), Rule.MALFORMED, "a time in whole minutes is expected");
        }
        return time;
    }

    private static StandingCharge standingCharge(JsonFields json) {
        if (!(json.json().get("standing_charge") instanceof JsonObject object)) {
            throw new InvalidInputException(json.at("standing_charge"), Rule.MALFORMED, "an object is expected");
        }
        JsonFields charge = new JsonFields(object, json.at("standing_charge"));
        return new StandingCharge(charge.requiredNumber("price"), charge.choice("per", StandingCharge.Per.class));
    }

    /** With everything, nulls too, so that a reader knows what there could be. */
    public static JsonObject write(TariffView view) {
        return JSON.createObjectBuilder()
                .add("id", view.id())
                .add("name", view.tariff().name())
                .add("currency", view.tariff().currency().getCurrencyCode())
                .add("zone", view.tariff().zone().getId())
                .add("versions", writeVersions(view.tariff()))
                .add("version", view.version())
                .add("created_at", view.createdAt().toString())
                .add("updated_at", view.updatedAt().toString())
                .build();
    }

    static JsonArray writeVersions(Tariff tariff) {
        JsonArrayBuilder versions = JSON.createArrayBuilder();
        tariff.versions().forEach(version -> versions.add(write(version)));
        return versions.build();
    }

    private static JsonObjectBuilder write(TariffVersion version) {
        JsonArrayBuilder rates = JSON.createArrayBuilder();
        version.rates().forEach(rate -> rates.add(write(rate)));
        JsonArrayBuilder rules = JSON.createArrayBuilder();
        version.rules().forEach(rule -> rules.add(write(rule)));
        JsonArrayBuilder holidays = JSON.createArrayBuilder();
        version.holidays()
                .forEach(holiday -> holidays.add(JSON.createObjectBuilder()
                        .add("date", holiday.date().toString())
                        .add("yearly", holiday.yearly())));
        JsonArrayBuilder taxes = JSON.createArrayBuilder();
        version.taxes()
                .forEach(tax -> taxes.add(
                        JSON.createObjectBuilder().add("name", tax.name()).add("percent", number(tax.percent()))));
        StandingCharge charge = version.standingCharge();
        return JSON.createObjectBuilder()
                .add("valid_from", version.validFrom().toString())
                .add("rates", rates)
                .add("rules", rules)
                .add("holidays", holidays)
                .add(
                        "standing_charge",
                        charge == null
                                ? JsonValue.NULL
                                : JSON.createObjectBuilder()
                                        .add("price", number(charge.price()))
                                        .add("per", charge.per().name())
                                        .build())
                .add("feed_in_price", number(version.feedInPrice()))
                .add("capacity_price", number(version.capacityPrice()))
                .add("taxes", taxes)
                .add("carbon_g_per_kwh", number(version.carbonGramsPerKwh()));
    }

    private static JsonObjectBuilder write(Rate rate) {
        JsonObjectBuilder json = JSON.createObjectBuilder().add("name", rate.name());
        if (rate.isFlat()) {
            return json.add("price", number(rate.firstPrice()));
        }
        JsonArrayBuilder blocks = JSON.createArrayBuilder();
        rate.blocks()
                .forEach(block -> blocks.add(JSON.createObjectBuilder()
                        .add("up_to_kwh", number(block.upToKwh()))
                        .add("price", number(block.price()))));
        return json.add("blocks", blocks);
    }

    private static JsonObjectBuilder write(RateRule rule) {
        JsonArrayBuilder days = JSON.createArrayBuilder();
        rule.days().stream().sorted().forEach(day -> days.add(day.name()));
        JsonArrayBuilder months = JSON.createArrayBuilder();
        rule.months().stream().sorted(Comparator.naturalOrder()).forEach(month -> months.add(month.getValue()));
        return JSON.createObjectBuilder()
                .add("rate", rule.rate())
                .add("from", rule.from().toString())
                .add("to", rule.to().toString())
                .add("days", days)
                .add("holidays", rule.onHolidays())
                .add("months", months);
    }

    private static JsonValue number(BigDecimal number) {
        if (number == null) {
            return JsonValue.NULL;
        }
        BigDecimal stripped = number.stripTrailingZeros();
        return JSON.createValue(stripped.scale() < 0 ? stripped.setScale(0) : stripped);
    }
}
