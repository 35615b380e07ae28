package energy.ems.metering.meter;

import energy.ems.metering.profile.Ruling;
import energy.ems.metering.profile.Rulings;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a person has ruled of a reading, and why.
 *
 * @param at the reading's instant
 * @param by the person's name
 */
public record MeterRuling(Instant at, Ruling ruling, String reason, String by, Instant ruledAt) {

    /** Kept, because each use of {@code Json} would look the provider up anew, at a cost of milliseconds. */
    private static final JsonProvider JSON = JsonProvider.provider();

    /** What the calculation has to know of them. */
    static Rulings rulings(List<MeterRuling> all) {
        if (all.isEmpty()) {
            return Rulings.NONE;
        }
        Map<Instant, Ruling> byInstant = new HashMap<>();
        all.forEach(each -> byInstant.put(each.at, each.ruling));
        return new Rulings(byInstant);
    }

    /** The text that {@link #parse} reads; null for nothing. */
    static String format(List<MeterRuling> all) {
        if (all.isEmpty()) {
            return null;
        }
        JsonArrayBuilder array = JSON.createArrayBuilder();
        all.forEach(each -> array.add(JSON.createObjectBuilder()
                .add("at", each.at.toEpochMilli())
                .add("ruling", each.ruling.name())
                .add("reason", each.reason)
                .add("by", each.by)
                .add("ruled_at", each.ruledAt.toEpochMilli())));
        return array.build().toString();
    }

    /** @param text null for nothing */
    static List<MeterRuling> parse(String text) {
        if (text == null) {
            return List.of();
        }
        try (JsonReader reader = JSON.createReader(new StringReader(text))) {
            return reader.readArray().getValuesAs(JsonObject.class).stream()
                    .map(each -> new MeterRuling(
                            instant(each, "at"),
                            Ruling.valueOf(each.getString("ruling")),
                            each.getString("reason"),
                            each.getString("by"),
                            instant(each, "ruled_at")))
                    .toList();
        }
    }

    private static Instant instant(JsonObject json, String name) {
        return Instant.ofEpochMilli(json.getJsonNumber(name).longValueExact());
    }
}
