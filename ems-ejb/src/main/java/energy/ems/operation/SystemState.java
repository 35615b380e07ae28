package energy.ems.operation;

import energy.ems.boundary.Roles;
import energy.ems.messaging.Consumers;
import energy.ems.messaging.Outbox;
import energy.ems.messaging.OutboxRelay;
import energy.ems.metering.intake.IntakeCounters;
import energy.ems.metering.recomputation.Recomputations;
import energy.ems.platform.Backlog;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;

/** Answers how the system is doing. */
@Stateless
@RolesAllowed({Roles.OPERATOR, Roles.ADMINISTRATOR})
public class SystemState {

    @Inject
    Consumers consumers;

    @Inject
    OutboxRelay relay;

    @Inject
    Outbox outbox;

    @Inject
    Recomputations recomputations;

    @Inject
    IntakeCounters intake;

    @Inject
    Clock clock;

    public SystemReport report() {
        long asked = System.nanoTime();
        Backlog outgoing = outbox.backlog();
        Duration answer = Duration.ofNanos(System.nanoTime() - asked);
        return new SystemReport(
                clock.instant(),
                consumers.reports(),
                relay.brokerReachable(),
                answer,
                outgoing,
                recomputations.backlog(),
                intake.counts());
    }
}
