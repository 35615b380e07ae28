package energy.ems.messaging;

import energy.ems.platform.BackgroundWork;
import energy.ems.platform.BackgroundWorks;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;

/**
 * Empties the outbox as soon as a transaction has filled it, so that an alert leaves within milliseconds of its commit.
 * Safe for use by several threads.
 */
@ApplicationScoped
public class OutboxRelay {

    @Inject
    OutboxDrain drain;

    @Inject
    BackgroundWorks works;

    private BackgroundWork work;
    private volatile boolean brokerReachable = true;

    @PostConstruct
    void prepare() {
        work = works.prepare(BackgroundWorks.OUTBOX, this::sendAll);
    }

    void filled(@Observes(during = TransactionPhase.AFTER_SUCCESS) OutboxFilled event) {
        nudge();
    }

    /** Says that there may be something to send. Returns at once. */
    public void nudge() {
        work.nudge();
    }

    /** Whether the broker took everything at the last attempt. */
    public boolean brokerReachable() {
        return brokerReachable;
    }

    private void sendAll() {
        try {
            while (drain.sendBatch() == OutboxDrain.BATCH) {
                // until nothing more is due
            }
            brokerReachable = true;
        } catch (BrokerUnavailableException e) {
            brokerReachable = false;
            throw e;
        }
    }
}
