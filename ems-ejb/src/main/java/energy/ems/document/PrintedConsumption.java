package energy.ems.document;

import energy.ems.document.Paper.Column;
import energy.ems.document.Paper.Table;
import energy.ems.metering.Bucket;
import energy.ems.metering.ConsumptionReport;
import energy.ems.metering.profile.Quality;
import energy.ems.metering.profile.Resolution;
import energy.ems.tariff.EnergyCosts;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a device has consumed on paper (PDF): the sum, a chart, and a row for each hour, day or month. */
public final class PrintedConsumption {

    private static final int SHOWN_DECIMALS = 3;

    private final ConsumptionReport report;
    private final List<Bucket> compared;
    private final EnergyCosts costs;
    private final Words words;
    private final Instant now;
    private final List<Bucket> rows;

    private PrintedConsumption(
            ConsumptionReport report, List<Bucket> compared, EnergyCosts costs, Words words, Instant now) {
        this.report = report;
        this.compared = compared;
        this.costs = costs;
        this.words = words;
        this.now = now;
        this.rows =
                report.buckets().stream().filter(bucket -> bucket.hasBegun(now)).toList();
    }

    /**
     * @param report with the hours beside longer buckets, for the peak and for how well they are known
     * @param compared for each row what stands against it in another period, null where nothing does; empty for no
     *     comparison
     * @param costs null when no price is known
     * @param now when it is made; what begins later is left out
     */
    public static void write(
            ConsumptionReport report,
            List<Bucket> compared,
            EnergyCosts costs,
            Words words,
            Instant now,
            OutputStream out)
            throws IOException {
        new PrintedConsumption(report, compared, costs, words, now).write(out);
    }

    private void write(OutputStream out) throws IOException {
        String title = words.get("consumption.title");
        String name = report.meter().name();
        try (Paper paper = new Paper(title + " " + name + " " + period(), words.language())) {
            paper.title(title);
            paper.line(name + " · " + period() + " · " + report.zone().getId());
            paper.space(8);
            figures(paper);
            paper.space(10);
            BarChart.of(report.buckets(), this::label, words).draw(paper);
            paper.space(10);
            table(paper);
            paper.save(words.get("foot", words.moment(now, report.zone())), words, out);
        }
    }

    private String period() {
        if (report.buckets().isEmpty()) {
            return "";
        }
        LocalDate from = report.buckets().get(0).start().toLocalDate();
        LocalDate to = report.buckets()
                .get(report.buckets().size() - 1)
                .end()
                .minusNanos(1)
                .toLocalDate()
                .plusDays(1);
        return from.plusDays(1).equals(to) ? words.date(from) : words.period(from, to);
    }

    private void figures(Paper paper) throws IOException {
        BigDecimal total = report.total();
        paper.line(
                total == null
                        ? words.get("consumption.total.none")
                        : words.get("consumption.total", words.exact(total)));
        Optional<BigDecimal> cost =
                rows.stream().flatMap(bucket -> cost(bucket).stream()).reduce(BigDecimal::add);
        if (cost.isPresent()) {
            paper.line(words.get("consumption.cost", words.money(cost.get(), costs.currency())));
        }
        Optional<Bucket> peak = report.peakHour();
        if (peak.isPresent()) {
            paper.line(words.get(
                    "consumption.peak",
                    words.decimals(peak.get().energyKwh(), SHOWN_DECIMALS),
                    words.moment(peak.get().start())));
        }
        if (!report.hours().isEmpty()) {
            paper.line(words.get(
                    "consumption.hours",
                    report.hours().stream().filter(hour -> hour.hasBegun(now)).count(),
                    Stream.of(Quality.values())
                            .filter(quality -> report.count(quality, now) > 0)
                            .map(quality -> report.count(quality, now) + " " + words.get("quality." + quality))
                            .collect(Collectors.joining(", "))));
        }
    }

    private void table(Paper paper) throws IOException {
        List<Column> columns = new ArrayList<>();
        boolean comparing = !compared.isEmpty();
        columns.add(new Column(words.get("consumption.when"), comparing ? 0.25f : 0.4f, false));
        columns.add(new Column(words.get("consumption.energy"), 0.2f, true));
        if (comparing) {
            columns.add(new Column(words.get("consumption.compared"), 0.22f, true));
        }
        if (costs != null) {
            columns.add(new Column(
                    words.get("consumption.cost.column", costs.currency().getCurrencyCode()), 0.18f, true));
        }
        columns.add(new Column(words.get("consumption.quality"), 0.2f, true));
        Table table = paper.table(columns);
        for (int i = 0; i < rows.size(); i++) {
            Bucket row = rows.get(i);
            List<String> cells = new ArrayList<>();
            cells.add(label(row));
            cells.add(energy(row));
            if (comparing) {
                cells.add(energy(compared.get(i)));
            }
            if (costs != null) {
                cells.add(cost(row)
                        .map(amount -> words.decimals(amount, costs.currency().getDefaultFractionDigits()))
                        .orElse("–"));
            }
            cells.add(words.get("quality." + row.quality()));
            table.row(cells);
        }
    }

    private String energy(Bucket bucket) {
        return bucket == null || bucket.energyKwh() == null ? "–" : words.decimals(bucket.energyKwh(), SHOWN_DECIMALS);
    }

    private String label(Bucket bucket) {
        if (report.resolution() == Resolution.HOUR) {
            return words.moment(bucket.start());
        }
        return report.resolution() == Resolution.DAY
                ? words.date(bucket.start().toLocalDate())
                : words.in("LLLL uuuu").format(bucket.start());
    }

    private Optional<BigDecimal> cost(Bucket bucket) {
        return costs == null
                ? Optional.empty()
                : costs.gross(bucket.start().toInstant(), bucket.end().toInstant());
    }
}
