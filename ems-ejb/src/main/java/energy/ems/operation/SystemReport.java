package energy.ems.operation;

import energy.ems.messaging.Consumers;
import energy.ems.metering.intake.IntakeCounters;
import energy.ems.platform.Backlog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The state of the system as one node sees it.
 *
 * @param at when it was asked
 * @param consumers this node's consumers, each with its reason when it does not consume
 * @param brokerReachable whether RabbitMQ took what was sent last
 * @param databaseAnswer how long the database took to answer
 * @param outbox messages that have not left yet, of all nodes
 * @param recomputations orders that are not finished, of all nodes
 * @param intake what this node has taken in since it started
 */
public record SystemReport(
        Instant at,
        List<Consumers.Report> consumers,
        boolean brokerReachable,
        Duration databaseAnswer,
        Backlog outbox,
        Backlog recomputations,
        IntakeCounters.Counts intake) {

    public SystemReport {
        consumers = List.copyOf(consumers);
    }
}
