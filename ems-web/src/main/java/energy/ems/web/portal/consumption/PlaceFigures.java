package energy.ems.web.portal.consumption;

import energy.ems.metering.Bucket;
import energy.ems.metering.PlaceReport;
import energy.ems.metering.PlaceReport.PlaceBucket;
import energy.ems.metering.place.DeviceHours;
import energy.ems.metering.place.Flow;
import energy.ems.metering.place.PlaceSum;
import energy.ems.metering.profile.Quality;
import energy.ems.web.portal.frame.Figures;
import energy.ems.web.portal.frame.Texts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the page of places says of a place in a period: its sums, its parts, its biggest devices and its rows. */
public final class PlaceFigures {

    private static final int BIGGEST = 10;

    private final PlaceReport report;
    private final PeriodWords words;
    private final Texts texts;
    private final Figures figures;
    private final Instant now;
    private final Function<LocalDate, String> closer;
    private final EnergyFlow flow;
    private ComparedSums compared;

    PlaceFigures(
            PlaceReport report,
            PeriodWords words,
            Texts texts,
            Figures figures,
            Instant now,
            Function<LocalDate, String> closer) {
        this.report = report;
        this.words = words;
        this.texts = texts;
        this.figures = figures;
        this.now = now;
        this.closer = closer;
        this.flow = new EnergyFlow(report.sum(), texts.get("places.unexplained"), texts.get("places.others"));
    }

    /** Holds it against another period. */
    PlaceFigures comparing(ComparedSums other) {
        compared = other;
        return this;
    }

    /** Whether it is held against another period. */
    public boolean isCompared() {
        return compared != null;
    }

    /** For instance "+8 % on Monday"; nothing where it is held against nothing. */
    public String getChange() {
        if (compared == null) {
            return "";
        }
        String other = words.otherName(compared.other());
        BigDecimal percent = compared.percent();
        return percent == null
                ? texts.get("consumption.change.none", other)
                : texts.get("consumption.change", figures.percent(percent), other);
    }

    public String getComparedName() {
        return words.name(compared.other());
    }

    /** What was used where the other period stands against a row; null for none. */
    public BigDecimal compared(PlaceBucket row) {
        PlaceBucket other = compared == null ? null : compared.against(row);
        return other == null ? null : consumption(other.sum());
    }

    /** How much more, or less, than in the comparison. */
    public BigDecimal difference(PlaceBucket row) {
        BigDecimal before = compared(row);
        BigDecimal used = consumption(row.sum());
        return before == null || used == null ? null : used.subtract(before);
    }

    public String getName() {
        return report.sum().name();
    }

    /** Whether nothing is known at all. */
    public boolean isBlank() {
        return report.sum().devices().allMatch(device -> device.total() == null)
                && report.sum().total() == null;
    }

    public BigDecimal getConsumption() {
        return consumption(report.sum());
    }

    public BigDecimal getProduction() {
        return produced(report.sum());
    }

    public BigDecimal getBalance() {
        return balance(report.sum());
    }

    public BigDecimal getUnexplained() {
        return report.sum().unexplainedKwh();
    }

    /** What the figure of what is unexplained means here. */
    public String getUnexplainedText() {
        BigDecimal unexplained = report.sum().unexplainedKwh();
        if (unexplained != null && unexplained.signum() < 0) {
            return texts.get("places.unexplained.negative");
        }
        return texts.get(
                !report.sum().hasMainMeter()
                        ? "places.unexplained.noMain"
                        : report.sum().parts().isEmpty() ? "places.unexplained.noParts" : "places.unexplained.hint");
    }

    /** Where the sums come from. */
    public String getSourceText() {
        return texts.get(report.sum().hasMainMeter() ? "places.source.main" : "places.source.parts");
    }

    /** For instance "95 of 96 device hours measured, 1 missing". */
    public String getQualityText() {
        return quality(report.sum().hours());
    }

    private String quality(DeviceHours hours) {
        return texts.get("places.measured", hours.measured(), hours.all())
                + (hours.estimated() > 0 ? ", " + texts.get("places.estimated", hours.estimated()) : "")
                + (hours.missing() > 0 ? ", " + texts.get("places.missing", hours.missing()) : "");
    }

    /** Whether hours are missing, so that the sums are too small. */
    public boolean isIncomplete() {
        return report.sum().hours().missing() > 0;
    }

    // ---------------------------------------------------------------- parts and devices

    public boolean isInParts() {
        return !report.sum().parts().isEmpty();
    }

    /** The devices that used most, most first. */
    public List<PlaceSum> getBiggest() {
        return report.sum()
                .devices()
                .filter(device ->
                        consumption(device) != null && consumption(device).signum() > 0)
                .sorted(Comparator.comparing(PlaceFigures::consumption).reversed())
                .limit(BIGGEST)
                .toList();
    }

    /** The same as an address names them. */
    public String getBiggestIds() {
        return getBiggest().stream().map(PlaceSum::deviceId).collect(Collectors.joining(","));
    }

    public BigDecimal consumed(PlaceSum part) {
        return consumption(part);
    }

    public BigDecimal produced(PlaceSum part) {
        return part.total() == null ? null : part.total().productionKwh();
    }

    public BigDecimal balance(PlaceSum part) {
        return part.total() == null ? null : part.total().balanceKwh();
    }

    /** The share of what was used in the place, for instance "12 %"; nothing where that is not known. */
    public String share(BigDecimal kwh) {
        BigDecimal all = flow.totalKwh();
        if (kwh == null || all.signum() <= 0) {
            return "";
        }
        long percent =
                kwh.movePointRight(2).divide(all, 0, RoundingMode.HALF_EVEN).longValue();
        return percent == 0 && kwh.signum() > 0 ? "< 1 %" : figures.whole(percent) + " %";
    }

    public String getChartJson() {
        return chart().json();
    }

    public String getChartSummary() {
        return texts.get(
                "places.chart.summary",
                getName(),
                words.name(),
                figures.energy(getConsumption()),
                figures.energy(getProduction()));
    }

    /** The layers of the bars, for the legend. */
    public List<ChartLayer> getChartLayers() {
        return chart().layers();
    }

    private PlaceChart chart() {
        return new PlaceChart(report, compared, words, texts, figures, this::quality, closer);
    }

    /** What the picture of the flow shows, in words. */
    public String getFlowSummary() {
        return texts.get(
                "places.flow.summary", getName(), figures.energy(flow.totalKwh()), String.join(", ", flow.parts()));
    }

    public EnergyFlow getFlow() {
        return flow;
    }

    // ---------------------------------------------------------------- table

    /** The rows: what has begun. */
    public List<PlaceBucket> getRows() {
        return report.buckets().stream()
                .filter(bucket -> bucket.start().toInstant().isBefore(now))
                .toList();
    }

    public String label(PlaceBucket row) {
        return words.row(bar(row));
    }

    public String day(PlaceBucket row) {
        return row.start().toLocalDate().toString();
    }

    public String quality(PlaceBucket row) {
        return quality(row.sum().hours());
    }

    static BigDecimal consumption(PlaceSum sum) {
        Flow total = sum.total();
        return total == null ? null : total.consumptionKwh();
    }

    /** The bar of a chart that says when this was, and nothing else. */
    static Bucket bar(PlaceBucket bucket) {
        return new Bucket(bucket.start(), bucket.end(), null, 0, 0, Quality.MISSING, false, null, Set.of());
    }
}
