package energy.ems.alerting;

import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.Instant;

/** Alerts as JSON: the public form, and the one between nodes, which also names the owner. */
public final class AlertJson {

    private AlertJson() {}

    /** What browsers are sent. */
    public static String write(AlertMessage alert) {
        return publicForm(alert).build().toString();
    }

    /** What travels on the topic: the receiving node has to know whom to show it to. */
    static String writeWithOwner(AlertMessage alert) {
        return text(publicForm(alert), "owner", alert.owner()).build().toString();
    }

    /** @throws RuntimeException when the text is not what {@link #writeWithOwner} makes */
    static AlertMessage read(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            JsonObject alert = reader.readObject();
            return new AlertMessage(
                    alert.getJsonNumber("id").longValueExact(),
                    AlertKind.valueOf(alert.getString("kind")),
                    AlertState.valueOf(alert.getString("state")),
                    alert.getString("device_id", null),
                    alert.getString("device_name", null),
                    alert.getString("owner", null),
                    Instant.parse(alert.getString("hour_start")),
                    number(alert, "energy_kwh"),
                    number(alert, "limit_kwh"),
                    Instant.parse(alert.getString("raised_at")),
                    alert.getJsonNumber("sequence").longValueExact(),
                    AlertReason.valueOf(alert.getString("reason")));
        }
    }

    /** Without trailing zeros and without exponent; null stays null. */
    static BigDecimal plain(BigDecimal number) {
        if (number == null) {
            return null;
        }
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static JsonObjectBuilder publicForm(AlertMessage alert) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("id", alert.id())
                .add("kind", alert.kind().name())
                .add("state", alert.state().name());
        text(json, "device_id", alert.deviceId());
        text(json, "device_name", alert.deviceName());
        json.add("hour_start", alert.hourStart().toString());
        number(json, "energy_kwh", alert.energyKwh());
        number(json, "limit_kwh", alert.limitKwh());
        return json.add("raised_at", alert.raisedAt().toString())
                .add("sequence", alert.sequence())
                .add("reason", alert.reason().name());
    }

    private static JsonObjectBuilder text(JsonObjectBuilder json, String name, String value) {
        return value == null ? json.addNull(name) : json.add(name, value);
    }

    private static void number(JsonObjectBuilder json, String name, BigDecimal value) {
        if (value == null) {
            json.addNull(name);
        } else {
            json.add(name, value);
        }
    }

    private static BigDecimal number(JsonObject json, String name) {
        return json.get(name) instanceof JsonNumber number ? number.bigDecimalValue() : null;
    }
}
