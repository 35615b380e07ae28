package energy.ems.acceptance;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The hours of devices as the system has them, in the form of the simulator's {@linkplain Simulation expected} ones. */
final class Totals {

    private Totals() {}

    /** Those of the devices and hours that are expected. */
    static Map<String, List<String>> of(Api api, Map<String, List<String>> expected) {
        Map<String, List<String>> totals = new LinkedHashMap<>();
        expected.forEach((id, hours) -> {
            Instant from = Instant.parse(hours.get(0).split(" ")[0]);
            Instant to = from.plus(hours.size(), ChronoUnit.HOURS);
            totals.put(id, api.hours(id, from, to).stream().map(Totals::line).toList());
        });
        return totals;
    }

    private static String line(JsonObject hour) {
        return Simulation.line(
                OffsetDateTime.parse(hour.getString("start")).toInstant(),
                hour.get("energy_kwh") == JsonValue.NULL
                        ? null
                        : hour.getJsonNumber("energy_kwh").bigDecimalValue(),
                hour.getInt("readings"),
                hour.getString("quality"));
    }
}
