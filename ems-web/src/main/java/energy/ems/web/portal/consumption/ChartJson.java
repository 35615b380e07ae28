package energy.ems.web.portal.consumption;

import energy.ems.metering.Bucket;
import energy.ems.metering.profile.Quality;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A Chart.js configuration: the numbers, and beside them ({@code ems}) what {@code chart.js} needs to draw and explain
 * them. Colours and patterns are the script's, because they depend on the appearance.
 */
final class ChartJson {

    // BEWARE: the methods of Json look for a provider at each call, by opening every library.
    private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

    private final JsonArrayBuilder labels = JSON.createArrayBuilder();
    private final JsonArrayBuilder datasets = JSON.createArrayBuilder();
    private final boolean line;
    private JsonArrayBuilder over = JSON.createArrayBuilder();
    private JsonArrayBuilder noticed = JSON.createArrayBuilder();
    private JsonArrayBuilder links = JSON.createArrayBuilder();

    ChartJson(boolean line) {
        this.line = line;
    }

    ChartJson labels(List<String> texts) {
        texts.forEach(labels::add);
        return this;
    }

    /**
     * The energy of the shown period.
     *
     * @param tips the lines to show for each bucket
     * @param now the bucket that holds it is still running
     */
    ChartJson energy(String label, List<Bucket> buckets, List<List<String>> tips, Instant now) {
        JsonArrayBuilder states = JSON.createArrayBuilder();
        for (Bucket bucket : buckets) {
            states.add(state(bucket, now));
        }
        datasets.add(dataset("energy", label, buckets, tips).add("states", states));
        return this;
    }

    /** How many hours of each bucket were over their limit. */
    ChartJson over(List<Long> hours) {
        over = JSON.createArrayBuilder();
        hours.forEach(over::add);
        return this;
    }

    /** Of each bucket, whether something was noticed about its readings. */
    ChartJson noticed(List<Boolean> buckets) {
        noticed = JSON.createArrayBuilder();
        buckets.forEach(noticed::add);
        return this;
    }

    /** Where a click on each bucket leads, relative to the page. */
    ChartJson links(List<String> addresses) {
        links = JSON.createArrayBuilder();
        addresses.forEach(links::add);
        return this;
    }

    /** @param buckets one for each bucket of the shown period, null where nothing stands against it */
    ChartJson comparison(String label, List<Bucket> buckets, List<List<String>> tips) {
        datasets.add(dataset("comparison", label, buckets, tips));
        return this;
    }

    ChartJson limit(String label, List<Bucket> buckets, List<List<String>> tips) {
        JsonArrayBuilder data = JSON.createArrayBuilder();
        buckets.forEach(bucket -> add(data, bucket.limitKwh()));
        datasets.add(JSON.createObjectBuilder()
                .add("type", "line")
                .add("role", "limit")
                .add("label", label)
                .add("data", data)
                .add("tips", texts(tips)));
        return this;
    }

    private JsonObjectBuilder dataset(String role, String label, List<Bucket> buckets, List<List<String>> tips) {
        JsonArrayBuilder data = JSON.createArrayBuilder();
        buckets.forEach(bucket -> add(data, bucket == null ? null : bucket.energyKwh()));
        return JSON.createObjectBuilder()
                .add("type", line ? "line" : "bar")
                .add("role", role)
                .add("label", label)
                .add("data", data)
                .add("tips", texts(tips));
    }

    private static JsonArrayBuilder texts(List<List<String>> tips) {
        JsonArrayBuilder all = JSON.createArrayBuilder();
        tips.forEach(lines -> {
            JsonArrayBuilder each = JSON.createArrayBuilder();
            lines.forEach(each::add);
            all.add(each);
        });
        return all;
    }

    private static void add(JsonArrayBuilder data, BigDecimal number) {
        if (number == null) {
            data.addNull();
        } else {
            data.add(number);
        }
    }

    private static String state(Bucket bucket, Instant now) {
        Instant start = bucket.start().toInstant();
        if (start.isAfter(now)) {
            return "future";
        }
        if (bucket.end().toInstant().isAfter(now)) {
            return "running";
        }
        return bucket.quality() == Quality.MISSING
                ? "missing"
                : bucket.quality() == Quality.ESTIMATED ? "estimated" : "";
    }

    /**
     * The configuration as JSON.
     *
     * <p>BEWARE: PrimeFaces writes it into a script as it is. Unless {@code <} is escaped, a device's name could end that
     * script and begin another.
     */
    String build() {
        return escaped(JSON.createObjectBuilder()
                .add("type", line ? "line" : "bar")
                .add(
                        "data",
                        JSON.createObjectBuilder()
                                .add("labels", labels)
                                .add("datasets", datasets)
                                .add("over", over)
                                .add("noticed", noticed)
                                .add("links", links))
                .build()
                .toString());
    }

    static String escaped(String json) {
        return json.replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }
}
