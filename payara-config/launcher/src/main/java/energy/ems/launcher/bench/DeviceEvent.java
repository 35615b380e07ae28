package energy.ems.launcher.bench;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * How monitoring hears of a meter of the bench.
 *
 * @param limit kWh in an hour
 * @param unit in which it has always measured
 * @param place where it stands; null for nowhere
 */
record DeviceEvent(
        String type, int version, String device, Fleet.Mode mode, BigDecimal limit, String unit, String place) {

    /** A limit that no meter of the bench reaches. */
    static final BigDecimal AMPLE = new BigDecimal(1_000);

    static final String UNIT = "kWh";

    DeviceEvent(String type, int version, String device, Fleet.Mode mode, BigDecimal limit) {
        this(type, version, device, mode, limit, UNIT, null);
    }

    byte[] body() {
        JsonObjectBuilder known = Json.createObjectBuilder()
                .add("id", device)
                .add("name", device)
                .addNull("owner")
                .add("max_hourly_kwh", limit)
                .add("reading_mode", mode.name())
                .add("unit", unit)
                .add("settings_valid_from", "ALWAYS");
        if (place != null) {
            known.add("place", place);
        }
        return Json.createObjectBuilder()
                .add("event_id", UUID.randomUUID().toString())
                .add("type", type)
                .add("version", version)
                .add("occurred_at", Instant.now().minus(Duration.ofHours(2)).toString())
                .add("device", known)
                .build()
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }
}
