package energy.ems.device;

import energy.ems.boundary.AccountDeleted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** Takes the devices from an account that is being deleted, so that no later namesake inherits them. */
@ApplicationScoped
class FormerOwners {

    @Inject
    StoredDevices register;

    void letGo(@Observes AccountDeleted account) {
        register.unassign(account.username());
    }
}
