package energy.ems.alerting;

import energy.ems.alerting.Finding.Subject;
import energy.ems.metering.meter.MeterDeleted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;

/** Clears what stands of a device that is not registered any more: nothing else would ever do so. */
@ApplicationScoped
class DeletionWatch {

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    AlertBook book;

    void deleted(@Observes MeterDeleted event) {
        List<Finding> findings = entityManager
                .createQuery("SELECT a FROM Alert a WHERE a.meterId = :meter AND a.state <> :cleared", Alert.class)
                .setParameter("meter", event.meter().id())
                .setParameter("cleared", AlertState.CLEARED)
                .getResultList()
                .stream()
                .map(alert -> Finding.over(alert, Subject.of(event.meter()), AlertReason.DEVICE_DELETED))
                .toList();
        book.settle(findings, event.now());
    }
}
