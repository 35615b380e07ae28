package energy.ems.alerting;

import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import java.math.BigDecimal;
import java.util.Map;

/** Alerts as JSON: the public form, and the one between nodes, which also names the owner. */
public final class AlertJson {

    // BEWARE: the methods of Json look for a provider at each call, by opening every library.
    private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

    private AlertJson() {}

    /** What browsers are sent. */
    public static String write(AlertMessage alert) {
        return publicForm(alert).build().toString();
    }

    /** What travels on the topic: the receiving node has to know whom to show it to. */
    static String writeWithOwner(AlertMessage alert) {
        return text(publicForm(alert), "owner", alert.owner()).build().toString();
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
        JsonObjectBuilder json = JSON.createObjectBuilder()
                .add("id", alert.id())
                .add("kind", alert.kind().name())
                .add("state", alert.state().name());
        text(json, "device_id", alert.deviceId());
        text(json, "device_name", alert.deviceName());
        json.add("hour_start", alert.hourStart().toString());
        text(
                json,
                "last_hour_start",
                alert.lastHourStart() == null ? null : alert.lastHourStart().toString());
        number(json, "hours", alert.hours() == null ? null : BigDecimal.valueOf(alert.hours()));
        number(json, "energy_kwh", alert.energyKwh());
        number(json, "limit_kwh", alert.limitKwh());
        json.add("history", alert.history())
                .add("raised_at", alert.raisedAt().toString())
                .add("sequence", alert.sequence())
                .add("reason", alert.reason().name());
        return text(
                json,
                "snoozed_until",
                alert.snoozedUntil() == null ? null : alert.snoozedUntil().toString());
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
}
