package energy.ems.tariff;

import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.InvalidInputException.Rule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.LocalDate;

/** What may be assigned, whatever it is assigned to. */
@ApplicationScoped
class AssignmentRules {

    private static final LocalDate EARLIEST = LocalDate.of(1970, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2199, 12, 31);

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    /**
     * The tariff's name, for the record.
     *
     * @param tariffId null for none
     * @throws InvalidInputException when there is no such tariff, or the day is none that anybody means
     */
    String checked(LocalDate from, Long tariffId) {
        if (from.isBefore(EARLIEST)) {
            throw new InvalidInputException("valid_from", Rule.TOO_EARLY, EARLIEST);
        }
        if (from.isAfter(LATEST)) {
            throw new InvalidInputException("valid_from", Rule.MALFORMED, "too far in the future");
        }
        if (tariffId == null) {
            return "no tariff";
        }
        StoredTariff tariff = entityManager.find(StoredTariff.class, tariffId);
        if (tariff == null) {
            throw new InvalidInputException("tariff_id", Rule.UNKNOWN);
        }
        return tariff.tariff().name();
    }
}
