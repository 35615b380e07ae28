package energy.ems.web.portal.consumption;

import energy.ems.metering.Bucket;
import energy.ems.metering.ConsumptionReport;
import energy.ems.metering.profile.Finding;
import energy.ems.tariff.EnergyCosts;
import energy.ems.web.portal.consumption.ShownPeriod.View;
import energy.ems.web.portal.frame.Figures;
import energy.ems.web.portal.frame.Texts;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The chart of a report: its bars, what a finger on a bar is told, and where a click on it leads.
 *
 * @param costs what its hours cost; null when no price is known
 */
record ConsumptionChart(
        ConsumptionReport report, PeriodWords words, Texts texts, Figures figures, Instant now, EnergyCosts costs) {

    /**
     * @param line a line instead of bars
     * @param name what the energy is called
     * @param address where a click on a bucket leads; null for nowhere
     * @param compared what stands against it; null for nothing
     */
    String json(boolean line, String name, Function<Bucket, String> address, Compared compared) {
        List<Bucket> buckets = report.buckets();
        ChartJson json = new ChartJson(line)
                .labels(buckets.stream().map(words::label).toList())
                .energy(name, buckets, buckets.stream().map(this::tip).toList(), now)
                .over(buckets.stream().map(report::hoursOverLimit).toList())
                .noticed(buckets.stream().map(ConsumptionChart::isMarked).toList())
                .links(
                        address == null
                                ? List.of()
                                : buckets.stream().map(address).toList());
        if (compared != null) {
            List<Bucket> aligned = compared.aligned();
            json.comparison(
                    words.name(compared.other()),
                    aligned,
                    aligned.stream().map(this::comparisonTip).toList());
        }
        if (words.period().view() == View.DAY && buckets.stream().anyMatch(bucket -> bucket.limitKwh() != null)) {
            String limit = texts.get("consumption.limit");
            json.limit(
                    limit,
                    buckets,
                    buckets.stream()
                            .map(bucket -> List.of(limit + ": " + figures.exact(bucket.limitKwh()) + " kWh"))
                            .toList());
        }
        return json.build();
    }

    /** Whether a mark says that something was noticed; of a gap the hatching tells, hour for hour. */
    static boolean isMarked(Bucket bucket) {
        return bucket.findings().stream().anyMatch(kind -> kind != Finding.Kind.GAP);
    }

    /** How well a bucket is known, in words. */
    String quality(Bucket bucket) {
        if (bucket.end().toInstant().isAfter(now)) {
            return texts.get("quality.RUNNING");
        }
        return texts.get("quality." + bucket.quality())
                + (bucket.corrected() ? ", " + texts.get("quality.corrected") : "");
    }

    private List<String> tip(Bucket bucket) {
        List<String> lines = new ArrayList<>();
        lines.add(words.row(bucket));
        lines.add(energy(bucket.energyKwh()));
        if (costs != null) {
            costs.gross(bucket.start().toInstant(), bucket.end().toInstant())
                    .ifPresent(gross -> lines.add(figures.money(gross, costs.currency())));
        }
        lines.add(quality(bucket) + " · "
                + texts.get("consumption.readings", bucket.readings(), bucket.expectedReadings()));
        bucket.findings().stream().sorted().forEach(kind -> lines.add(texts.get("finding." + kind)));
        long over = report.hoursOverLimit(bucket);
        if (over > 0) {
            lines.add(
                    words.period().view() == View.DAY
                            ? texts.get("consumption.over.excess", figures.exact(bucket.excessKwh()))
                            : texts.get("consumption.over.hours", over));
        }
        return lines;
    }

    private List<String> comparisonTip(Bucket bucket) {
        return bucket == null
                ? List.of()
                : List.of(words.dates().date(bucket.start().toLocalDate()) + ": " + energy(bucket.energyKwh()));
    }

    private String energy(BigDecimal energyKwh) {
        return energyKwh == null ? texts.get("consumption.missing") : figures.exact(energyKwh) + " kWh";
    }
}
