package energy.ems.notification;

import energy.ems.boundary.AccountDeleted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;

/** Forgets what an account that is being deleted wanted to be told of, so that no later namesake is. */
@ApplicationScoped
class FormerRecipients {

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    void letGo(@Observes AccountDeleted account) {
        for (String table : List.of("notification", "notification_delivery", "notification_choice")) {
            entityManager
                    .createNativeQuery("DELETE FROM " + table + " WHERE username = ?1")
                    .setParameter(1, account.username())
                    .executeUpdate();
        }
    }
}
