package energy.ems.web.portal.consumption;

import energy.ems.boundary.NotFoundException;
import energy.ems.deviceevents.DevicePlace;
import energy.ems.metering.Bucket;
import energy.ems.metering.PlaceEntry;
import energy.ems.metering.PlaceReport;
import energy.ems.metering.Places;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;

/** The page of places: one place and everything below it. */
@Named("places")
@ViewScoped
public class PlacesPage extends SumPage {

    private static final long serialVersionUID = 1L;

    @Inject
    private Places metering;

    private String place;

    private transient List<PlaceEntry> all;
    private transient boolean unknown;

    @Override
    public String getOutcome() {
        return "/places";
    }

    @Override
    public String getSubjectName() {
        return "place";
    }

    @Override
    public String getSubject() {
        return place;
    }

    @Override
    public void load() {
        begin();
        all = metering.all();
        place = DevicePlace.normalized(place);
        List<PlaceEntry> outermost = below(null);
        // Who has one site has no choice to make.
        String shown = place == null && outermost.size() == 1 ? outermost.get(0).path() : place;
        unknown = false;
        if (shown == null) {
            return;
        }
        place = shown;
        try {
            show();
        } catch (NotFoundException none) {
            unknown = true;
        }
    }

    @Override
    PlaceReport report(ShownPeriod shown) {
        return metering.report(
                place,
                shown.start(),
                shown.end(),
                viewer().getZone(),
                shown.view().resolution());
    }

    @Override
    List<Bucket> hours(ShownPeriod shown) {
        return metering.hours(place, shown.start(), shown.end(), viewer().getZone());
    }

    public String getPlace() {
        return place;
    }

    public void setPlace(String place) {
        this.place = place;
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
}
