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
    }

    /** Fetches what is summed up. */
    void show() {
        try {
            report = report(period());
            figures = new PlaceFigures(report, periodWords(), texts(), words(), now(), this::closer);
            if (isHeat()) {
                heatJson = new HeatMap(hours(period()), periodWords(), texts(), now()).json();
            } else if (isCompared()) {
                figures.comparing(compared());
            }
        } catch (InvalidInputException tooMany) {
            tooLarge = true;
        }
    }

    private ComparedSums compared() {
        ShownPeriod other = other();
        return isRunning()
                ? ComparedSums.soFar(period(), report, hours(period()), now(), other, report(other), hours(other))
                : ComparedSums.whole(period(), report, other, report(other));
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
        return List.of(ChartKind.BARS, ChartKind.HEAT);
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
