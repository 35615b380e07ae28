package energy.ems.alerting;

import energy.ems.alerting.Finding.Subject;
import energy.ems.metering.meter.Meter;
import energy.ems.metering.meter.Meters;
import energy.ems.metering.profile.UtcHour;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Takes back the warnings of hours that have ended without passing their limit. */
@ApplicationScoped
class PassedHours {

    private static final int MOST = 1_000;

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    Meters meters;

    @Inject
    AlertBook book;

    void clear(Instant now) {
        List<Alert> passed = entityManager
                .createQuery(
                        "SELECT a FROM Alert a WHERE a.kind = :kind AND a.state <> :cleared AND a.hourStart < :hour",
                        Alert.class)
                .setParameter("kind", AlertKind.LIMIT_APPROACHING)
                .setParameter("cleared", AlertState.CLEARED)
                .setParameter("hour", UtcHour.of(now))
                .setMaxResults(MOST)
                .getResultList();
        if (passed.isEmpty()) {
            return;
        }
        Map<String, Meter> locked =
                meters.lock(passed.stream().map(Alert::deviceId).collect(Collectors.toSet()));
        // BEWARE: read again under the locks, because an intake may have changed them in between.
        passed.forEach(entityManager::refresh);
        book.settle(
                passed.stream()
                        .filter(Alert::stands)
                        .map(alert ->
                                Finding.over(alert, Subject.of(locked.get(alert.deviceId())), AlertReason.HOUR_OVER))
                        .toList(),
                now);
    }
}
