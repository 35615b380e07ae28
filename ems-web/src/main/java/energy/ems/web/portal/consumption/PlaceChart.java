package energy.ems.web.portal.consumption;

import energy.ems.metering.PlaceReport;
import energy.ems.metering.PlaceReport.PlaceBucket;
import energy.ems.metering.place.DeviceHours;
import energy.ems.metering.place.PlaceSum;
import energy.ems.web.portal.frame.Figures;
import energy.ems.web.portal.frame.Texts;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The bars of a place, stacked by its parts: those that used most each by itself, the rest together, and what the main
 * meters measured beyond them. What was produced hangs below zero.
 */
public record PlaceChart(
        PlaceReport report,
        PeriodWords words,
        Texts texts,
        Figures figures,
        Function<DeviceHours, String> quality,
        Function<LocalDate, String> closer) {

    /** As many hues as can be told apart. */
    private static final int PARTS = 6;

    /** A layer of the bars; {@code energy} is null where nothing is known. */
    public record Layer(String name, String shade, Function<PlaceBucket, BigDecimal> energy) {}

    /** From the bottom up. */
    List<Layer> layers() {
        List<Layer> layers = new ArrayList<>();
        List<PlaceSum> parts = report.sum().parts();
        if (parts.isEmpty()) {
            layers.add(new Layer(report.sum().name(), "0", bucket -> PlaceFigures.consumption(bucket.sum())));
        } else {
            List<Integer> order = IntStream.range(0, parts.size())
                    .filter(part -> consumed(parts.get(part)).signum() > 0)
                    .boxed()
                    .sorted(Comparator.<Integer, BigDecimal>comparing(part -> consumed(parts.get(part)))
                            .reversed())
                    .toList();
            int named = order.size() <= PARTS ? order.size() : PARTS - 1;
            for (int i = 0; i < named; i++) {
                int part = order.get(i);
                layers.add(new Layer(
                        parts.get(part).name(),
                        String.valueOf(i),
                        bucket -> PlaceFigures.consumption(bucket.sum().parts().get(part))));
            }
            List<Integer> others = order.subList(named, order.size());
            if (!others.isEmpty()) {
                layers.add(new Layer(texts.get("places.others"), "others", bucket -> sum(bucket, others)));
            }
            if (report.sum().unexplainedKwh() != null) {
                layers.add(new Layer(texts.get("places.unexplained"), "unexplained", bucket -> {
                    BigDecimal unexplained = bucket.sum().unexplainedKwh();
                    return unexplained == null ? null : unexplained.max(BigDecimal.ZERO);
                }));
            }
        }
        if (report.sum().total() != null && report.sum().total().productionKwh().signum() > 0) {
            layers.add(new Layer(
                    texts.get("places.production"),
                    "production",
                    bucket -> bucket.sum().total() == null
                            ? null
                            : bucket.sum().total().productionKwh().negate()));
        }
        return layers;
    }

    private static BigDecimal consumed(PlaceSum part) {
        BigDecimal consumption = PlaceFigures.consumption(part);
        return consumption == null ? BigDecimal.ZERO : consumption;
    }

    private static BigDecimal sum(PlaceBucket bucket, List<Integer> parts) {
        return parts.stream()
                .map(part -> PlaceFigures.consumption(bucket.sum().parts().get(part)))
                .filter(energy -> energy != null)
                .reduce(BigDecimal::add)
                .orElse(null);
    }

    /** A Chart.js configuration for {@code chart.js}. */
    String json() {
        JsonArrayBuilder labels = Json.createArrayBuilder();
        JsonArrayBuilder links = Json.createArrayBuilder();
        for (PlaceBucket bucket : report.buckets()) {
            labels.add(words.label(PlaceFigures.bar(bucket)));
            String link = closer.apply(bucket.start().toLocalDate());
            if (link != null) {
                links.add(link);
            }
        }
        JsonArrayBuilder datasets = Json.createArrayBuilder();
        boolean isFirst = true;
        for (Layer layer : layers()) {
            datasets.add(dataset(layer, isFirst));
            isFirst = false;
        }
        return ChartJson.escaped(Json.createObjectBuilder()
                .add("type", "bar")
                .add(
                        "data",
                        Json.createObjectBuilder()
                                .add("labels", labels)
                                .add("datasets", datasets)
                                .add("links", links))
                .build()
                .toString());
    }

    private JsonObjectBuilder dataset(Layer layer, boolean isFirst) {
        JsonArrayBuilder data = Json.createArrayBuilder();
        JsonArrayBuilder tips = Json.createArrayBuilder();
        for (PlaceBucket bucket : report.buckets()) {
            BigDecimal energy = layer.energy().apply(bucket);
            JsonArrayBuilder lines = Json.createArrayBuilder();
            if (isFirst) {
                lines.add(words.row(PlaceFigures.bar(bucket)));
                lines.add(quality.apply(bucket.sum().hours()));
            }
            if (energy == null) {
                data.addNull();
            } else {
                data.add(energy);
            }
            if (isFirst || energy != null) {
                lines.add(layer.name() + ": "
                        + (energy == null
                                ? texts.get("consumption.missing")
                                : figures.exact(energy.abs().stripTrailingZeros()) + " kWh"));
            }
            tips.add(lines);
        }
        return Json.createObjectBuilder()
                .add("type", "bar")
                .add("role", "part")
                .add("shade", layer.shade())
                .add("label", layer.name())
                .add("data", data)
                .add("tips", tips);
    }
}
