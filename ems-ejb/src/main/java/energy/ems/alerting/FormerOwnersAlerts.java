package energy.ems.alerting;

import energy.ems.boundary.AccountDeleted;
import energy.ems.metering.meter.LimitsAndOwners;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** Takes the alerts from an account that is being deleted, so that no later namesake sees them or gets late ones. */
@ApplicationScoped
class FormerOwnersAlerts {

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    LimitsAndOwners facts;

    void letGo(@Observes AccountDeleted account) {
        facts.forgetOwner(account.username());
        entityManager
                .createNativeQuery("UPDATE alert SET owner = NULL WHERE owner = ?1")
                .setParameter(1, account.username())
                .executeUpdate();
    }
}
