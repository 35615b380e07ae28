package energy.ems.web.portal.tariffs;

import energy.ems.boundary.InvalidInputException;
import energy.ems.metering.PlaceEntry;
import energy.ems.metering.Places;
import energy.ems.tariff.PlaceTariff;
import energy.ems.tariff.PlaceTariffs;
import energy.ems.tariff.TariffView;
import energy.ems.tariff.Tariffs;
import energy.ems.web.portal.frame.Problems;
import energy.ems.web.portal.frame.Texts;
import energy.ems.web.portal.frame.Viewer;
import jakarta.annotation.PostConstruct;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** Which tariff the places have since when. */
@Named
@ViewScoped
public class PlacePrices implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int SUGGESTED = 20;

    @Inject
    private PlaceTariffs assignments;

    @Inject
    private Tariffs tariffs;

    @Inject
    private Places places;

    @Inject
    private Viewer viewer;

    @Inject
    private Clock clock;

    private String place;
    private String tariff;
    private LocalDate validFrom;
    private transient List<PlaceTariff> all;

    @PostConstruct
    void begin() {
        validFrom = LocalDate.now(clock.withZone(viewer.getZone())).withDayOfMonth(1);
    }

    public List<PlaceTariff> getAll() {
        if (all == null) {
            all = assignments.all();
        }
        return all;
    }

    public List<TariffView> getChoices() {
        return tariffs.all();
    }

    /** Places whose path holds what was typed. */
    public List<String> suggest(String typed) {
        String part = typed == null ? "" : typed.strip().toLowerCase(Locale.ROOT);
        return places.all().stream()
                .map(PlaceEntry::path)
                .filter(path -> path.toLowerCase(Locale.ROOT).contains(part))
                .limit(SUGGESTED)
                .toList();
    }

    public void assign() {
        try {
            if (validFrom == null) {
                throw new InvalidInputException("tariff_valid_from", InvalidInputException.Rule.REQUIRED);
            }
            assignments.assign(place, validFrom, tariff == null || tariff.isBlank() ? null : Long.valueOf(tariff));
            Texts.inform("tariffs.assigned", place);
            place = null;
        } catch (InvalidInputException invalid) {
            Problems.show("placeTariffs", invalid);
        }
        all = null;
    }

    public void withdraw(PlaceTariff assignment) {
        assignments.withdraw(assignment.place(), assignment.validFrom());
        all = null;
    }

    public String getPlace() {
        return place;
    }

    public void setPlace(String place) {
        this.place = place;
    }

    public String getTariff() {
        return tariff;
    }

    public void setTariff(String tariff) {
        this.tariff = tariff;
    }

    public LocalDate getValidFrom() {
        return validFrom;
    }

    public void setValidFrom(LocalDate validFrom) {
        this.validFrom = validFrom;
    }
}
