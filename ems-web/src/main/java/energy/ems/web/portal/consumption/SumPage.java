package energy.ems.web.portal.consumption;

import energy.ems.boundary.InvalidInputException;
import energy.ems.metering.Bucket;
import energy.ems.metering.PlaceReport;
import energy.ems.web.portal.consumption.ShownPeriod.View;
import energy.ems.web.portal.frame.Figures;
import energy.ems.web.portal.frame.Pages;
import energy.ems.web.portal.frame.Texts;
import energy.ems.web.portal.frame.Viewer;
import jakarta.inject.Inject;
import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * A page that sums many devices up, under a name: over one day, week, month or year. What there is to say of the sum is
 * told by {@link PlaceFigures}, and shown by the fragments whose names begin with {@code sum-}.
 */
public abstract class SumPage implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private Viewer viewer;

    @Inject
    private Figures words;

    @Inject
    private Clock clock;

    private final ConsumptionAddress address = new ConsumptionAddress();

    private transient ShownPeriod period;
    private transient PeriodWords periodWords;
    private transient PlaceReport report;
    private transient PlaceFigures figures;
    private transient String heatJson;
    private transient boolean tooLarge;

    // ---------------------------------------------------------------- what is summed up

    /** The page itself, such as {@code /places}. */
    public abstract String getOutcome();

    /** The parameter of the address that says what is summed up. */
    public abstract String getSubjectName();

    /** What that parameter says; null for nothing. */
    public abstract String getSubject();

    /**
     * View action: works out what the address asks for and fetches it; begins with {@link #begin} and shows a sum by
     * {@link #show}.
     */
    public abstract void load();

    abstract PlaceReport report(ShownPeriod shown);

    abstract List<Bucket> hours(ShownPeriod shown);

    /** What the address asks for, and nothing of it known. */
    void begin() {
        period = address.period(getToday(), viewer.getZone());
        periodWords = new PeriodWords(period, words.words());
        tooLarge = false;
        report = null;
        figures = null;
        heatJson = null;
    }

    /** Fetches what is summed up. */
    void show() {
        try {
            report = report(period);
            figures = new PlaceFigures(
                    report, periodWords, Texts.in(viewer.getLocale()), words, clock.instant(), this::closer);
            if (isHeat()) {
                heatJson =
                        new HeatMap(hours(period), periodWords, Texts.in(viewer.getLocale()), clock.instant()).json();
            }
        } catch (InvalidInputException tooMany) {
            tooLarge = true;
        }
    }

    void loaded() {
        if (period == null) {
            load();
        }
    }

    private String closer(LocalDate day) {
        View closer = period.view().closer();
        return closer == null ? null : query(closer) + day;
    }

    /** But for the date at its end. */
    private String query(View view) {
        return "?" + getSubjectName() + "=" + URLEncoder.encode(getSubject(), StandardCharsets.UTF_8) + "&view="
                + view.address() + "&date=";
    }

    Viewer viewer() {
        return viewer;
    }

    ShownPeriod period() {
        loaded();
        return period;
    }

    PlaceReport report() {
        loaded();
        return report;
    }

    // ---------------------------------------------------------------- what is shown

    /** The day and the view that the address asks for. */
    public ConsumptionAddress getAddress() {
        return address;
    }

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

    public String getPeriodName() {
        loaded();
        return periodWords.name();
    }

    /** Whether the map of the hours is shown in place of the parts. */
    public boolean isHeat() {
        return address.kind() == ChartKind.HEAT;
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
        return query(View.DAY);
    }

    // ---------------------------------------------------------------- choosing, and where one can go

    public LocalDate getChosenDay() {
        loaded();
        return period.first();
    }

    public void setChosenDay(LocalDate day) {
        address.setDate(day == null ? null : day.toString());
    }

    /** After a choice: the page of that choice, as an address of its own. */
    public void go() {
        Map<String, String> parameters = address.parameters(null);
        parameters.put(getSubjectName(), getSubject());
        Pages.go(getOutcome() + ".xhtml", parameters);
    }

    public LocalDate getToday() {
        return LocalDate.now(clock.withZone(viewer.getZone()));
    }

    public String getPrevious() {
        loaded();
        return period.moved(-1).first().toString();
    }

    public String getNext() {
        loaded();
        return period.moved(1).first().toString();
    }

    /** Whether there is a future to go to: there is nothing to see in it. */
    public boolean isLatest() {
        loaded();
        return period.moved(1).first().isAfter(getToday());
    }

    public boolean isRunning() {
        loaded();
        return period.holds(clock.instant());
    }

    /** The day that another view should open with: the shown one, or the present one if that is among the shown. */
    public String getAnchor() {
        loaded();
        return (isRunning() ? getToday() : period.first()).toString();
    }

    public String getShownView() {
        loaded();
        return period.view().address();
    }

    public List<String> getViews() {
        return View.OF_THE_CALENDAR.stream().map(View::address).toList();
    }

    /** The view that shows a row of this one more closely; null for hours. */
    public String getCloserView() {
        loaded();
        return period.view().closer() == null ? null : period.view().closer().address();
    }
}
