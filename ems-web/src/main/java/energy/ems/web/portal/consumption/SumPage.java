package energy.ems.web.portal.consumption;

import energy.ems.boundary.InvalidInputException;
import energy.ems.metering.Bucket;
import energy.ems.metering.PlaceReport;
import energy.ems.web.portal.consumption.ShownPeriod.View;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * A page that sums many devices up, under a name: over one day, week, month or year. What there is to say of the sum is
 * told by {@link PlaceFigures}, and shown by the fragments whose names begin with {@code sum-}.
 */
public abstract class SumPage extends PeriodPage {

    private static final long serialVersionUID = 1L;

    private transient PlaceReport report;
    private transient PlaceFigures figures;
    private transient String heatJson;
    private transient LoadCharts loads;
    private transient boolean tooLarge;

    // ---------------------------------------------------------------- what is summed up

    /** The parameter of the address that says what is summed up. */
    public abstract String getSubjectName();

    /** What that parameter says; null for nothing. */
    public abstract String getSubject();

    abstract PlaceReport report(ShownPeriod shown);

    abstract List<Bucket> hours(ShownPeriod shown);

    /** What the address asks for, and nothing of it known; a sum is shown by {@link #show} then. */
    @Override
    void begin() {
        super.begin();
        tooLarge = false;
        report = null;
        figures = null;
        heatJson = null;
        loads = null;
    }

    /** Fetches what is summed up. */
    void show() {
        try {
            report = report(period());
            figures = new PlaceFigures(report, periodWords(), texts(), words(), now(), this::closer);
            if (isHeat()) {
                heatJson = new HeatMap(hours(period()), periodWords(), texts(), now()).json();
            } else {
                showAndCompare();
            }
        } catch (InvalidInputException tooMany) {
            tooLarge = true;
        }
    }

    private void showAndCompare() {
        boolean ofHours = isDuration() || isProfile();
        boolean soFar = isCompared() && isRunning();
        ShownPeriod other = other();
        List<Bucket> hours = ofHours || soFar ? hours(period()) : List.of();
        List<Bucket> otherHours = isCompared() && isDuration() || soFar ? hours(other) : List.of();
        if (isCompared()) {
            figures.comparing(
                    soFar
                            ? ComparedSums.soFar(period(), report, hours, now(), other, report(other), otherHours)
                            : ComparedSums.whole(period(), report, other, report(other)));
        }
        if (ofHours) {
            loads = new LoadCharts(hours, otherHours, null, periodWords(), other, texts(), words(), now());
        }
    }

    private String closer(LocalDate day) {
        return getCloserView() == null ? null : query(getCloserView()) + day;
    }

    /** But for the date at its end. */
    private String query(String view) {
        return getAddress().queryOf(getSubjectName(), getSubject(), view);
    }

    PlaceReport report() {
        loaded();
        return report;
    }

    @Override
    Map<String, String> parameters() {
        Map<String, String> parameters = getAddress().parameters(null);
        parameters.put(getSubjectName(), getSubject());
        return parameters;
    }

    // ---------------------------------------------------------------- what is shown

    /** What there is to say of it; null when nothing is shown. */
    public PlaceFigures getFigures() {
        loaded();
        return figures;
    }

    /** Where the sums come from. */
    public String getSourceText() {
        return getFigures().getSourceText();
    }

    /** Whether there are too many devices to sum them up for a page. */
    public boolean isTooLarge() {
        loaded();
        return tooLarge;
    }

    /** The kinds of charts that there are. */
    public List<ChartKind> getCharts() {
        return List.of(ChartKind.BARS, ChartKind.HEAT, ChartKind.DURATION, ChartKind.PROFILE);
    }

    /** The kind that is drawn: bars for what is not drawn of sums. */
    public ChartKind getShownChart() {
        ChartKind asked = getAddress().kind();
        return getCharts().contains(asked) ? asked : ChartKind.BARS;
    }

    @Override
    public LoadCharts getLoads() {
        loaded();
        return loads;
    }

    /** What is drawn, but for the map. */
    public String getChartJson() {
        loaded();
        return isDuration() ? loads.duration() : isProfile() ? loads.profile() : figures.getChartJson();
    }

    /** What is drawn, in a sentence for who cannot see it. */
    public String getChartSummary() {
        return getShownChart() == ChartKind.BARS
                ? getFigures().getChartSummary()
                : texts().get(
                                "places.chart.summary.hours",
                                getFigures().getName(),
                                getPeriodName(),
                                texts().get("places.chart." + getShownChart().getAddress()),
                                words().energy(getFigures().getConsumption()));
    }

    /** The map of the hours, for {@code heat.js}. */
    public String getHeatJson() {
        loaded();
        return heatJson;
    }

    /** Where a day of the map leads, but for its date at the end. */
    public String getDayAddress() {
        return query(View.DAY.address());
    }
}
