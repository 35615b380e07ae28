package energy.ems.container;

import energy.ems.device.DeviceDraft;
import energy.ems.device.Devices;
import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Work that creates a device and then fails, in the one transaction that the container gives to both. */
@Stateless
@PermitAll
public class FailingWork {

    /** Says what there was before it failed. */
    public static class Failure extends RuntimeException {

        private final transient Traces seen;

        Failure(Traces seen) {
            super("the work has failed");
            this.seen = seen;
        }

        Traces seen() {
            return seen;
        }
    }

    @Inject
    Devices devices;

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Resource(lookup = "jdbc/ems")
    DataSource database;

    public void createAndFail(DeviceDraft draft) throws SQLException {
        devices.create(draft);
        entityManager.flush();
        throw new Failure(Traces.of(draft.id(), database));
    }
}
