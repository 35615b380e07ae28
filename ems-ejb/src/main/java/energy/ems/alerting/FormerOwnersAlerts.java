package energy.ems.alerting;

import energy.ems.boundary.AccountDeleted;
import energy.ems.metering.meter.LimitsAndOwners;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/**
 * Takes the alerts from an account that is being deleted, so that no later namesake sees them or gets late ones. What it
 * should have seen to is open for others, and what it said stays, marked.
 */
@ApplicationScoped
class FormerOwnersAlerts {

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    LimitsAndOwners facts;

    @Inject
    AlertNotes notes;

    void letGo(@Observes AccountDeleted account) {
        facts.forgetOwner(account.username());
        notes.letGo(account.username());
        forget("UPDATE alert SET owner = NULL WHERE owner = ?1", account);
        forget("UPDATE alert FORCE INDEX (alert_by_assignee) SET assigned_to = NULL WHERE assigned_to = ?1", account);
        forget("DELETE FROM alert_snooze WHERE owner = ?1", account);
    }

    private void forget(String statement, AccountDeleted account) {
        entityManager
                .createNativeQuery(statement)
                .setParameter(1, account.username())
                .executeUpdate();
    }
}
