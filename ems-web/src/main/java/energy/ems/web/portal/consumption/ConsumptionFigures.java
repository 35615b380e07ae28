package energy.ems.web.portal.consumption;

import energy.ems.metering.Bucket;
import energy.ems.metering.ConsumptionReport;
import energy.ems.metering.profile.Quality;
import energy.ems.tariff.EnergyCosts;
import energy.ems.web.portal.frame.Figures;
import energy.ems.web.portal.frame.Texts;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the page of consumption says of a period: its sum, its peak, the hours over their limit, how well it is known, its
 * rows and its chart.
 */
public final class ConsumptionFigures {

    private static final int HOURS_NAMED = 3;

    private final ConsumptionReport report;
    private final Compared compared;
    private final PeriodWords words;
    private final Texts texts;
    private final Figures figures;
    private final Instant now;

    /** A page asks for these many times, and of a year there are thousands of hours to look through. */
    private final List<Bucket> hoursOverLimit;

    private final Map<Quality, Long> hoursOfQuality = new EnumMap<>(Quality.class);
    private final Optional<Bucket> peak;
    private final BigDecimal limit;
    private EnergyCosts costs;

    ConsumptionFigures(Compared compared, PeriodWords words, Texts texts, Figures figures, Instant now) {
        this.report = compared.report();
        this.compared = compared;
        this.words = words;
        this.texts = texts;
        this.figures = figures;
        this.now = now;
        this.hoursOverLimit = report.hoursOverLimit();
        for (Quality quality : Quality.values()) {
            hoursOfQuality.put(quality, report.count(quality, now));
        }
        this.peak = report.peakHour();
        this.limit = report.latestLimit();
    }

    /** @param known what the hours of the period cost; null when no price is known */
    ConsumptionFigures costing(EnergyCosts known) {
        costs = known;
        return this;
    }

    public boolean isBlank() {
        return report.isBlank();
    }

    public BigDecimal getTotal() {
        return report.total();
    }

    /** For instance "+8 % on Monday". */
    public String getChange() {
        BigDecimal percent = compared.percent(now);
        String other = words.otherName(compared.other());
        return percent == null
                ? texts.get("consumption.change.none", other)
                : texts.get("consumption.change", figures.percent(percent), other);
    }

    // ---------------------------------------------------------------- cost

    /** Whether a price is known of anything that is shown. */
    public boolean isPriced() {
        return costs != null;
    }

    /** What the energy of the period costs; null without a price. */
    public String getCost() {
        return isPriced()
                ? report.buckets().stream()
                        .flatMap(bucket -> amount(bucket).stream())
                        .reduce(BigDecimal::add)
                        .map(sum -> figures.money(sum, costs.currency()))
                        .orElse(Figures.NOTHING)
                : null;
    }

    /** What the energy of a row costs. */
    public String cost(Bucket row) {
        return amount(row)
                .map(amount -> figures.money(amount, costs.currency()))
                .orElse(Figures.NOTHING);
    }

    /** The same to all digits, for exports; null without a price. */
    BigDecimal exactCost(Bucket row) {
        return amount(row).orElse(null);
    }

    /** Null without a price. */
    EnergyCosts costs() {
        return costs;
    }

    ConsumptionReport report() {
        return report;
    }

    /** Null without a price. */
    Currency currency() {
        return costs == null ? null : costs.currency();
    }

    private Optional<BigDecimal> amount(Bucket bucket) {
        return costs == null
                ? Optional.empty()
                : costs.gross(bucket.start().toInstant(), bucket.end().toInstant());
    }

    // ---------------------------------------------------------------- peak and limit

    public Bucket getPeak() {
        return peak.orElse(null);
    }

    public String getPeakTime() {
        return peak.map(words::shortMoment).orElse("");
    }

    /** The limit of the last hour shown that has one. */
    public BigDecimal getLimit() {
        return limit;
    }

    public List<Bucket> getHoursOverLimit() {
        return hoursOverLimit;
    }

    public List<Bucket> getFirstHoursOverLimit() {
        return getHoursOverLimit().stream().limit(HOURS_NAMED).toList();
    }

    public List<Bucket> getFurtherHoursOverLimit() {
        return getHoursOverLimit().stream().skip(HOURS_NAMED).toList();
    }

    public String getOverText() {
        return texts.get(
                !getHoursOverLimit().isEmpty()
                        ? "consumption.over.by"
                        : getLimit() == null ? "consumption.over.noLimit" : "consumption.over.none");
    }

    /** When an hour was. */
    public String moment(Bucket hour) {
        return words.moment(hour);
    }

    // ---------------------------------------------------------------- quality

    /** Hours that are over, or have begun. */
    public long getHoursBegun() {
        return hoursOfQuality.values().stream().mapToLong(Long::longValue).sum();
    }

    public long getHoursMeasured() {
        return hoursOfQuality.get(Quality.MEASURED);
    }

    public boolean isEstimated() {
        return hoursOfQuality.get(Quality.ESTIMATED) > 0;
    }

    public boolean isMissing() {
        return hoursOfQuality.get(Quality.MISSING) > 0;
    }

    /** Whether the chart marks that something was noticed about readings. */
    public boolean isNoticed() {
        return report.buckets().stream().anyMatch(ConsumptionChart::isMarked);
    }

    /** For instance "1 h estimated, 2 h missing". */
    public String getQualityText() {
        List<String> parts = Stream.of(Quality.ESTIMATED, Quality.PARTIAL, Quality.MISSING)
                .filter(quality -> hoursOfQuality.get(quality) > 0)
                .map(quality -> texts.get("consumption.hours." + quality, hoursOfQuality.get(quality)))
                .toList();
        return parts.isEmpty() ? texts.get("consumption.hours.complete") : String.join(", ", parts);
    }

    // ---------------------------------------------------------------- table

    /** The rows: what has begun. */
    public List<Bucket> getRows() {
        return report.buckets().stream().filter(bucket -> bucket.hasBegun(now)).toList();
    }

    public String label(Bucket row) {
        return words.row(row);
    }

    /** How well a row is known, in words. */
    public String quality(Bucket row) {
        return chart().quality(row);
    }

    /** How many hours of this row were over their limit. */
    public long over(Bucket row) {
        return report.hoursOverLimit(row);
    }

    public String getComparedName() {
        return words.name(compared.other());
    }

    /** What stands against each of the rows; null where nothing does. */
    List<Bucket> comparedRows() {
        return compared.aligned().subList(0, getRows().size());
    }

    /** The value that stands against this one in the comparison; null for none. */
    public BigDecimal compared(Bucket row) {
        int place = report.buckets().indexOf(row);
        Bucket other = place < 0 ? null : compared.aligned().get(place);
        return other == null ? null : other.energyKwh();
    }

    /** How much more, or less, than in the comparison. */
    public BigDecimal difference(Bucket row) {
        BigDecimal before = compared(row);
        return before == null || row.energyKwh() == null
                ? null
                : row.energyKwh().subtract(before);
    }

    // ---------------------------------------------------------------- chart

    /**
     * The chart's configuration as JSON, safe inside a script.
     *
     * @param line a line instead of bars
     * @param address where a click on a bucket leads; null for nowhere
     * @param comparing whether the other period is drawn beside it
     */
    String chartJson(boolean line, Function<Bucket, String> address, boolean comparing) {
        return chart().json(line, words.name(), address, comparing ? compared : null);
    }

    /** The hours as a map, as JSON for an attribute. */
    String heatJson() {
        return new HeatMap(report.hours(), words, texts, now).json();
    }

    /** @param comparing whether the other period is drawn beside it */
    LoadCharts load(boolean comparing) {
        return new LoadCharts(
                report.hours(),
                comparing ? compared.otherReport().hours() : List.of(),
                limit,
                words,
                compared.other(),
                texts,
                figures,
                now);
    }

    private ConsumptionChart chart() {
        return new ConsumptionChart(report, words, texts, figures, now, costs);
    }

    /** What the chart shows, in a sentence for who cannot see it. */
    public String getChartSummary() {
        String what = report.meter().name() + ", " + words.name();
        return peak.map(hour -> texts.get(
                        "consumption.summary",
                        what,
                        figures.energy(report.total()),
                        figures.energy(hour.energyKwh()),
                        words.shortMoment(hour),
                        hoursOverLimit.size()))
                .orElseGet(() -> what + ": " + texts.get("consumption.missing"));
    }
}
