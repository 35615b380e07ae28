package energy.ems.web.portal.consumption;

import energy.ems.web.portal.consumption.ShownPeriod.Comparison;
import energy.ems.web.portal.consumption.ShownPeriod.View;
import energy.ems.web.portal.frame.Figures;
import energy.ems.web.portal.frame.Pages;
import energy.ems.web.portal.frame.Texts;
import energy.ems.web.portal.frame.Viewer;
import jakarta.inject.Inject;
import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * A page of one day, week, month or year, or of any days in a row: what period its address asks for, how that is called,
 * and to which others one can go from it.
 */
public abstract class PeriodPage implements Serializable {

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
    private transient Instant now;

    /** The page itself, such as {@code /places}. */
    public abstract String getOutcome();

    /** View action: works out what the address asks for and fetches it; begins with {@link #begin}. */
    public abstract void load();

    /** What the address would say if it said all of it: where a choice leads, but for what is chosen. */
    abstract Map<String, String> parameters();

    void begin() {
        now = clock.instant();
        period = address.period(getToday(), viewer.getZone());
        periodWords = new PeriodWords(period, words.words());
    }

    void loaded() {
        if (period == null) {
            load();
        }
    }

    Viewer viewer() {
        return viewer;
    }

    Figures words() {
        return words;
    }

    Texts texts() {
        return Texts.in(viewer.getLocale());
    }

    /** When it was loaded. */
    Instant now() {
        return now;
    }

    ShownPeriod period() {
        loaded();
        return period;
    }

    PeriodWords periodWords() {
        return periodWords;
    }

    // ---------------------------------------------------------------- what is shown

    /** To be given the parameters of the address. */
    public ConsumptionAddress getAddress() {
        return address;
    }

    public String getPeriodName() {
        loaded();
        return periodWords.name();
    }

    public boolean isHeat() {
        return address.kind() == ChartKind.HEAT;
    }

    public boolean isDuration() {
        return address.kind() == ChartKind.DURATION;
    }

    public boolean isProfile() {
        return address.kind() == ChartKind.PROFILE;
    }

    /** The charts of all hours; null where none is shown. */
    public abstract LoadCharts getLoads();

    /** Whether another period is to be held against the shown one. */
    public boolean isCompared() {
        return address.other(period(), getToday()) != null;
    }

    /** Whether the other period is one that was chosen by its day. */
    public boolean isComparedByDay() {
        return address.comparedDay() != null && isCompared();
    }

    /** What the shown period is held against; the one just before where nothing is. */
    ShownPeriod other() {
        ShownPeriod other = address.other(period(), getToday());
        return other == null ? period().comparedBy(Comparison.PREVIOUS) : other;
    }

    public boolean isRunning() {
        return period().holds(now);
    }

    public String getShownView() {
        return period().view().address();
    }

    // ---------------------------------------------------------------- choosing, and where one can go

    public LocalDate getToday() {
        return LocalDate.now(clock.withZone(viewer.getZone()));
    }

    public LocalDate getChosenDay() {
        return period().first();
    }

    public void setChosenDay(LocalDate day) {
        address.setDate(day == null ? null : day.toString());
    }

    /** The first day of what the shown period is held against, or could be. */
    public LocalDate getComparedDay() {
        return other().first();
    }

    public void setComparedDay(LocalDate day) {
        address.setCompare(day == null ? null : day.toString());
    }

    /** The last day that can be chosen for that: the other period has to be over. */
    public LocalDate getLatestComparedDay() {
        LocalDate today = getToday();
        return isRange()
                ? today.minusDays(period().days())
                : period().at(today).first().minusDays(1);
    }

    /** After a choice: the page of that choice, as an address of its own. */
    public void go() {
        Pages.go(getOutcome() + ".xhtml", parameters());
    }

    /** Where the shown period is held against another. @param comparison as an address names it */
    public String comparedBy(String comparison) {
        Map<String, String> parameters = parameters();
        parameters.put("date", getAnchor());
        parameters.put("until", isRange() ? period.last().toString() : null);
        parameters.put("view", getShownView());
        parameters.put("compare", comparison);
        return Pages.query(parameters);
    }

    public String getPrevious() {
        return period().moved(-1).first().toString();
    }

    public String getNext() {
        return period().moved(1).first().toString();
    }

    /** Whether there is a future to go to: there is nothing to see in it. */
    public boolean isLatest() {
        return period().moved(1).first().isAfter(getToday());
    }

    /** Whether any days in a row are shown. */
    public boolean isRange() {
        return period().view() == View.RANGE;
    }

    /** The day that another view should open with: the shown one, or the present one if that is among the shown. */
    public String getAnchor() {
        return (period().holds(now) && !isRange() ? getToday() : period.first()).toString();
    }

    public List<String> getViews() {
        return View.OF_THE_CALENDAR.stream().map(View::address).toList();
    }

    /** The view that shows a row of this one more closely; null for hours. */
    public String getCloserView() {
        View closer = period().view().closer();
        return closer == null ? null : closer.address();
    }
}
