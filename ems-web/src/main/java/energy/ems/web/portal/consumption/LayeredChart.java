package energy.ems.web.portal.consumption;

import energy.ems.metering.PlaceReport;
import energy.ems.metering.PlaceReport.PlaceBucket;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A chart of several things over the buckets of a report, as a configuration for {@code chart.js}.
 *
 * @param heading the first lines that a finger on a bar is told
 * @param footing the last ones: what is not known, of which there is nothing to point at
 * @param gap whether a bucket is marked as not known as a whole
 * @param closer where a click on the bucket of a day leads; gives null for nowhere
 */
record LayeredChart(
        PlaceReport report,
        PeriodWords words,
        Function<PlaceBucket, List<String>> heading,
        Function<PlaceBucket, List<String>> footing,
        Function<PlaceBucket, Boolean> gap,
        Function<LocalDate, String> closer) {

    /** One for all: the methods of {@code Json} look for an implementation at each call. */
    private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

    /** @param lines a line of each layer instead of bars */
    String json(List<ChartLayer> layers, boolean lines) {
        JsonArrayBuilder labels = JSON.createArrayBuilder();
        JsonArrayBuilder links = JSON.createArrayBuilder();
        JsonArrayBuilder gaps = JSON.createArrayBuilder();
        JsonArrayBuilder headings = JSON.createArrayBuilder();
        JsonArrayBuilder footings = JSON.createArrayBuilder();
        for (PlaceBucket bucket : report.buckets()) {
            labels.add(words.label(PlaceFigures.bar(bucket)));
            gaps.add(gap.apply(bucket));
            headings.add(JSON.createArrayBuilder(heading.apply(bucket)));
            footings.add(JSON.createArrayBuilder(footing.apply(bucket)));
            String link = closer.apply(bucket.start().toLocalDate());
            if (link != null) {
                links.add(link);
            }
        }
        JsonArrayBuilder datasets = JSON.createArrayBuilder();
        layers.forEach(layer -> datasets.add(dataset(layer, lines)));
        return ChartJson.escaped(JSON.createObjectBuilder()
                .add("type", lines ? "line" : "bar")
                .add(
                        "data",
                        JSON.createObjectBuilder()
                                .add("labels", labels)
                                .add("datasets", datasets)
                                .add("gaps", gaps)
                                .add("headings", headings)
                                .add("footings", footings)
                                .add("links", links))
                .build()
                .toString());
    }

    private JsonObjectBuilder dataset(ChartLayer layer, boolean line) {
        JsonArrayBuilder data = JSON.createArrayBuilder();
        JsonArrayBuilder tips = JSON.createArrayBuilder();
        for (PlaceBucket bucket : report.buckets()) {
            JsonArrayBuilder said = JSON.createArrayBuilder();
            String tip = layer.tip().apply(bucket);
            if (tip != null) {
                said.add(tip);
            }
            tips.add(said);
            BigDecimal energy = layer.energy().apply(bucket);
            if (energy == null) {
                data.addNull();
            } else {
                data.add(energy);
            }
        }
        JsonObjectBuilder dataset = JSON.createObjectBuilder()
                .add("type", line ? "line" : "bar")
                .add("role", "part")
                .add("shade", layer.shade())
                .add("label", layer.name())
                .add("data", data)
                .add("tips", tips);
        // BEWARE: Chart.js adds lines up, too, as soon as one names a stack.
        return line ? dataset : dataset.add("stack", layer.stack());
    }
}
