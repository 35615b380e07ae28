package energy.ems.platform;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/**
 * Opens and closes the {@link StartGate}: start-up singletons are made when all beans have started, and ended before any
 * of the others is stopped.
 */
@Singleton
@Startup
@PermitAll
@DependsOn("SchemaMigrator")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class StartGateKeeper {

    @Inject
    StartGate gate;

    @PostConstruct
    void openTheGate() {
        gate.open();
    }

    @PreDestroy
    void closeTheGate() {
        gate.close();
    }
}
