package energy.ems.tariff;

import energy.ems.deviceevents.DevicePlace;
import energy.ems.deviceevents.PlaceRenamed;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;

/** Lets the tariffs of a place go along when it is renamed. */
@Stateless
@PermitAll
public class RenamedPlaces {

    @Inject
    StoredAssignments assignments;

    /** Where the new place has said something for a day already, that stays. */
    public void follow(@Observes PlaceRenamed renamed) {
        List<PlaceTariff> all = assignments.ofPlaces();
        for (PlaceTariff each : all) {
            if (DevicePlace.isAtOrBelow(each.place(), renamed.from())) {
                String path =
                        renamed.to() + each.place().substring(renamed.from().length());
                assignments.removeFromPlace(each.place(), each.validFrom());
                boolean said = all.stream()
                        .anyMatch(other ->
                                other.place().equals(path) && other.validFrom().equals(each.validFrom()));
                if (!said) {
                    assignments.putForPlace(path, each.validFrom(), each.tariffId());
                }
            }
        }
    }
}
