package energy.ems.device;

import energy.ems.deviceevents.DevicePlace;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Part after part of the devices of a place, each in a transaction of its own: a campus may have thousands. */
@Stateless
@PermitAll
public class PlaceRenaming {

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    StoredDevices register;

    /** The ids of all that stand in a place or below it, ascending. */
    public List<String> devices(String place) {
        List<Object> parameters = new ArrayList<>();
        Query query = entityManager.createNativeQuery(
                "SELECT id FROM device WHERE " + DeviceSearch.atOrBelow(place, parameters) + " ORDER BY id");
        for (int i = 0; i < parameters.size(); i++) {
            query.setParameter(i + 1, parameters.get(i));
        }
        List<?> ids = query.getResultList();
        return ids.stream().map(String.class::cast).toList();
    }

    /** The longest path at or below a place, in characters; 0 when no device stands there. */
    public int longestPath(String place) {
        List<Object> parameters = new ArrayList<>();
        Query query = entityManager.createNativeQuery(
                "SELECT MAX(CHAR_LENGTH(place)) FROM device WHERE " + DeviceSearch.atOrBelow(place, parameters));
        for (int i = 0; i < parameters.size(); i++) {
            query.setParameter(i + 1, parameters.get(i));
        }
        Number longest = (Number) query.getSingleResult();
        return longest == null ? 0 : longest.intValue();
    }

    /**
     * Gives those of these devices that still stand at or below the place their new path, one event each.
     *
     * @return how many they were
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public int rename(Collection<String> ids, String place, String newPlace) {
        return register.stand(
                ids, path -> DevicePlace.isAtOrBelow(path, place) ? newPlace + path.substring(place.length()) : path);
    }
}
