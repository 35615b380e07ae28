package energy.ems.web.portal.consumption;

import energy.ems.metering.PlaceReport;
import energy.ems.metering.PlaceReport.PlaceBucket;
import energy.ems.metering.place.DeviceHours;
import energy.ems.metering.place.PlaceSum;
import energy.ems.web.portal.frame.Figures;
import energy.ems.web.portal.frame.Texts;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The bars of a place, stacked by its parts: those that used most each by itself, the rest together, and what the main
 * meters measured beyond them. What was produced hangs below zero. Beside them stands what was used in the period that this one is held
 * against.
 *
 * @param compared null where it is held against none
 */
public record PlaceChart(
        PlaceReport report,
        ComparedSums compared,
        PeriodWords words,
        Texts texts,
        Figures figures,
        Function<DeviceHours, String> quality,
        Function<LocalDate, String> closer) {

    /** As many hues as can be told apart. */
    private static final int PARTS = 6;

    /** From the bottom up. */
    List<ChartLayer> layers() {
        List<ChartLayer> layers = new ArrayList<>();
        List<PlaceSum> parts = report.sum().parts();
        if (parts.isEmpty()) {
            layers.add(layer(report.sum().name(), "0", bucket -> PlaceFigures.consumption(bucket.sum())));
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
                layers.add(layer(
                        parts.get(part).name(),
                        String.valueOf(i),
                        bucket -> PlaceFigures.consumption(bucket.sum().parts().get(part))));
            }
            List<Integer> others = order.subList(named, order.size());
            if (!others.isEmpty()) {
                layers.add(layer(texts.get("places.others"), "others", bucket -> sum(bucket, others)));
            }
            if (report.sum().unexplainedKwh() != null) {
                layers.add(layer(texts.get("places.unexplained"), "unexplained", bucket -> {
                    BigDecimal unexplained = bucket.sum().unexplainedKwh();
                    return unexplained == null ? null : unexplained.max(BigDecimal.ZERO);
                }));
            }
        }
        if (report.sum().total() != null && report.sum().total().productionKwh().signum() > 0) {
            layers.add(layer(
                    texts.get("places.production"),
                    "production",
                    bucket -> bucket.sum().total() == null
                            ? null
                            : bucket.sum().total().productionKwh().negate()));
        }
        if (compared != null) {
            layers.add(new ChartLayer(
                    words.name(compared.other()),
                    "comparison",
                    "comparison",
                    bucket -> against(bucket) == null
                            ? null
                            : PlaceFigures.consumption(against(bucket).sum()),
                    this::comparisonTip));
        }
        return layers;
    }

    private PlaceBucket against(PlaceBucket bucket) {
        return compared.against(bucket);
    }

    private String comparisonTip(PlaceBucket bucket) {
        PlaceBucket other = against(bucket);
        if (other == null) {
            return null;
        }
        BigDecimal kwh = PlaceFigures.consumption(other.sum());
        return words.dates().date(other.start().toLocalDate()) + ": "
                + (kwh == null ? texts.get("consumption.missing") : figures.exact(kwh.stripTrailingZeros()) + " kWh");
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

    private ChartLayer layer(String name, String shade, Function<PlaceBucket, BigDecimal> energy) {
        return new ChartLayer(name, shade, ChartLayer.ONE, energy, bucket -> {
            BigDecimal kwh = energy.apply(bucket);
            return kwh == null ? null : name + ": " + figures.exact(kwh.abs().stripTrailingZeros()) + " kWh";
        });
    }

    /** A Chart.js configuration for {@code chart.js}. */
    String json() {
        return new LayeredChart(report, words, this::heading, bucket -> List.of(), bucket -> false, closer)
                .json(layers(), false);
    }

    /** When it was and how well it is known. */
    private List<String> heading(PlaceBucket bucket) {
        List<String> lines = new ArrayList<>();
        lines.add(words.row(PlaceFigures.bar(bucket)));
        lines.add(quality.apply(bucket.sum().hours()));
        return lines;
    }
}
