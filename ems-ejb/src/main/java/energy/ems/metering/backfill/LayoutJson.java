package energy.ems.metering.backfill;

import energy.ems.metering.backfill.file.Layout;
import energy.ems.metering.backfill.file.Layout.DateOrder;
import energy.ems.metering.backfill.file.Layout.DecimalMark;
import energy.ems.metering.backfill.file.Layout.DoubledHour;
import energy.ems.metering.backfill.file.Layout.Stamp;
import energy.ems.metering.profile.EnergyUnit;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A layout as it is stored. What is null is left out. */
final class LayoutJson {

    private LayoutJson() {}

    static String write(Layout layout) {
        JsonObjectBuilder json = Json.createObjectBuilder();
        add(json, "time_column", layout.timeColumn());
        add(json, "clock_column", layout.clockColumn());
        add(json, "value_column", layout.valueColumn());
        add(json, "unit_column", layout.unitColumn());
        JsonObjectBuilder series = Json.createObjectBuilder();
        layout.series().forEach((column, chosen) -> series.add(column, Json.createArrayBuilder(chosen)));
        json.add("series", series);
        add(json, "date_order", layout.dateOrder());
        add(json, "zone", layout.zone());
        add(json, "stamp", layout.stamp());
        add(json, "decimal_mark", layout.decimalMark());
        add(json, "unit", layout.unit() == null ? null : layout.unit().label());
        add(json, "period", layout.period());
        add(json, "doubled_hour", layout.doubledHour());
        return json.build().toString();
    }

    private static void add(JsonObjectBuilder json, String name, Object value) {
        if (value != null) {
            json.add(name, value.toString());
        }
    }

    static Layout read(String text) {
        JsonObject json = Json.createReader(new StringReader(text)).readObject();
        Map<String, Set<String>> series = new LinkedHashMap<>();
        json.getJsonObject("series").forEach((column, chosen) -> series.put(column, texts(chosen.asJsonArray())));
        return new Layout(
                json.getString("time_column", null),
                json.getString("clock_column", null),
                json.getString("value_column", null),
                json.getString("unit_column", null),
                series,
                value(json, "date_order", DateOrder::valueOf),
                value(json, "zone", ZoneId::of),
                value(json, "stamp", Stamp::valueOf),
                value(json, "decimal_mark", DecimalMark::valueOf),
                value(json, "unit", EnergyUnit::ofLabel),
                value(json, "period", Duration::parse),
                value(json, "doubled_hour", DoubledHour::valueOf));
    }

    private static Set<String> texts(JsonArray array) {
        return array.getValuesAs(JsonString::getString).stream().collect(Collectors.toCollection(TreeSet::new));
    }

    private static <T> T value(JsonObject json, String name, Function<String, T> read) {
        String text = json.getString(name, null);
        return text == null ? null : read.apply(text);
    }
}
