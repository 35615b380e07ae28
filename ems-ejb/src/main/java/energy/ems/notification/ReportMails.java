package energy.ems.notification;

import energy.ems.account.Addressee;
import energy.ems.notification.Attempt.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;

/** Has reports leave by mail. */
@ApplicationScoped
public class ReportMails {

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    Clock clock;

    /**
     * Writes down, in the caller's transaction, that a report is to be sent: it leaves once when that is committed, and
     * never when it is not. It waits for the end of quiet hours.
     *
     * @param number by which {@link Enclosures} finds it when the mail leaves
     */
    public void send(Addressee person, long number) {
        Instant now = clock.instant();
        Choice choice = entityManager.find(Choice.class, person.username());
        Instant due = choice == null
                ? now
                : choice.quietHours()
                        .flatMap(quiet -> quiet.endAfter(now, person.zone()))
                        .orElse(now);
        Delivery delivery = new Delivery(person.username(), Channel.MAIL, Kind.REPORT, 0, now);
        delivery.enclose(number, due);
        entityManager.persist(delivery);
    }
}
