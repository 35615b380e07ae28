package energy.ems.web.portal.consumption;

import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.NotFoundException;
import energy.ems.deviceevents.DevicePlace;
import energy.ems.metering.PlaceEntry;
import energy.ems.metering.PlaceReport;
import energy.ems.metering.Places;
import energy.ems.web.portal.consumption.ShownPeriod.View;
import energy.ems.web.portal.frame.Figures;
import energy.ems.web.portal.frame.Pages;
import energy.ems.web.portal.frame.Texts;
import energy.ems.web.portal.frame.Viewer;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The page of places: one place and everything below it, one day, week, month or year. What there is to say of it is told
 * by {@link PlaceFigures}.
 */
@Named("places")
@ViewScoped
public class PlacesPage implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private Places metering;

    @Inject
    private Viewer viewer;

    @Inject
    private Figures words;

    @Inject
    private Clock clock;

    private final ConsumptionAddress address = new ConsumptionAddress();
    private String place;

    private transient List<PlaceEntry> all;
    private transient ShownPeriod period;
    private transient PeriodWords periodWords;
    private transient PlaceFigures figures;
    private transient String heatJson;
    private transient boolean unknown;
    private transient boolean tooLarge;

    /** View action: works out what the address asks for and fetches it. */
    public void load() {
        period = address.period(getToday(), viewer.getZone());
        periodWords = new PeriodWords(period, words.words());
        all = metering.all();
        place = DevicePlace.normalized(place);
        List<PlaceEntry> outermost = below(null);
        // Who has one site has no choice to make.
        String shown = place == null && outermost.size() == 1 ? outermost.get(0).path() : place;
        unknown = false;
        tooLarge = false;
        figures = null;
        heatJson = null;
        if (shown == null) {
            return;
        }
        place = shown;
        try {
            PlaceReport report = metering.report(
                    shown,
                    period.start(),
                    period.end(),
                    viewer.getZone(),
                    period.view().resolution());
            figures = new PlaceFigures(
                    report, periodWords, Texts.in(viewer.getLocale()), words, clock.instant(), this::closer);
            if (isHeat()) {
                heatJson = new HeatMap(
                                metering.hours(shown, period.start(), period.end(), viewer.getZone()),
                                periodWords,
                                Texts.in(viewer.getLocale()),
                                clock.instant())
                        .json();
            }
        } catch (NotFoundException none) {
            unknown = true;
        } catch (InvalidInputException tooMany) {
            tooLarge = true;
        }
    }

    private void loaded() {
        if (period == null) {
            load();
        }
    }

    private String closer(LocalDate day) {
        View closer = period.view().closer();
        return closer == null ? null : query(place, day, closer);
    }

    private static String query(String place, LocalDate day, View view) {
        return "?place=" + URLEncoder.encode(place, StandardCharsets.UTF_8) + "&view=" + view.address() + "&date="
                + day;
    }

    /** Whether the map of the hours is shown in place of the parts. */
    public boolean isHeat() {
        return address.kind() == ChartKind.HEAT;
    }

    /** The kinds of charts that a place has. */
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
        return "?place=" + URLEncoder.encode(place, StandardCharsets.UTF_8) + "&view=" + View.DAY.address() + "&date=";
    }

    // ---------------------------------------------------------------- what is shown

    /** The day and the view that the address asks for. */
    public ConsumptionAddress getAddress() {
        return address;
    }

    public String getPlace() {
        return place;
    }

    public void setPlace(String place) {
        this.place = place;
    }

    /** What there is to say of the place; null when none is shown. */
    public PlaceFigures getFigures() {
        loaded();
        return figures;
    }

    /** Whether no device of the viewer stands anywhere. */
    public boolean isWithoutPlaces() {
        loaded();
        return all.isEmpty();
    }

    /** Whether the address asks for a place that the viewer does not have. */
    public boolean isUnknown() {
        loaded();
        return unknown && !all.isEmpty();
    }

    /** Whether the place has too many devices to sum them up for a page. */
    public boolean isTooLarge() {
        loaded();
        return tooLarge;
    }

    public String getPeriodName() {
        loaded();
        return periodWords.name();
    }

    /** The places around the shown one, from the outside in. */
    public List<PlaceEntry> getAround() {
        loaded();
        return place == null
                ? List.of()
                : all.stream()
                        .filter(each -> !each.path().equals(place) && DevicePlace.isAtOrBelow(place, each.path()))
                        .toList();
    }

    /** The places right below the shown one, or without one the outermost. */
    public List<PlaceEntry> getBelow() {
        loaded();
        return below(unknown ? null : place);
    }

    private List<PlaceEntry> below(String around) {
        int start = around == null ? 0 : around.length() + 1;
        List<PlaceEntry> below = new ArrayList<>();
        for (PlaceEntry each : all) {
            boolean isInside =
                    around == null || !each.path().equals(around) && DevicePlace.isAtOrBelow(each.path(), around);
            if (isInside && each.path().indexOf(DevicePlace.SEPARATOR, start) < 0) {
                below.add(each);
            }
        }
        return below;
    }

    /** How many places lie around the shown one that can be gone to: with one site alone there is no way out of it. */
    public boolean isSeveralSites() {
        loaded();
        return all.stream()
                        .filter(each -> !each.path().contains(DevicePlace.SEPARATOR))
                        .count()
                > 1;
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
        parameters.put("place", place);
        Pages.go("/places.xhtml", parameters);
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
