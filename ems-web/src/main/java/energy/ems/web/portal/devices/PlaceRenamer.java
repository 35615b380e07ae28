package energy.ems.web.portal.devices;

import energy.ems.boundary.ConflictException;
import energy.ems.boundary.InvalidInputException;
import energy.ems.device.DevicePlaces;
import energy.ems.web.portal.frame.Dialogs;
import energy.ems.web.portal.frame.Problems;
import energy.ems.web.portal.frame.Question;
import energy.ems.web.portal.frame.Texts;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;

/** Gives a place another path, after saying of how many devices. */
@Named
@ViewScoped
public class PlaceRenamer implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private DevicePlaces places;

    @Inject
    private Question question;

    private String place;
    private String newPlace;

    /** @param shown the place that the list shows, or nothing */
    public void begin(String shown) {
        place = shown;
        newPlace = shown;
        Dialogs.show("renamePlace");
    }

    public void askToRename() {
        try {
            int devices = places.preview(place, newPlace);
            if (devices == 0) {
                Texts.warn("places.rename.none", place);
                return;
            }
            Texts texts = Texts.ofView();
            question.ask(
                    texts.get("places.rename.ask", place, newPlace),
                    texts.get("places.rename.effect", devices),
                    texts.get("places.rename"),
                    this::rename);
        } catch (InvalidInputException invalid) {
            Problems.show("renameForm", invalid);
        }
    }

    private void rename() {
        try {
            Texts.inform("places.renamed", places.rename(place, newPlace));
            Dialogs.hide("renamePlace");
        } catch (InvalidInputException invalid) {
            Problems.show("renameForm", invalid);
        } catch (ConflictException conflict) {
            Texts.refuse(conflict.messageKey());
        }
    }

    public String getPlace() {
        return place;
    }

    public void setPlace(String place) {
        this.place = place;
    }

    public String getNewPlace() {
        return newPlace;
    }

    public void setNewPlace(String newPlace) {
        this.newPlace = newPlace;
    }
}
