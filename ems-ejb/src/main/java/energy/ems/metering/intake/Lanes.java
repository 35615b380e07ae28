package energy.ems.metering.intake;

import energy.ems.messaging.Destinations;
import energy.ems.metering.intake.ReadBatch.Letter;
import energy.ems.metering.intake.ReadBatch.Received;
import energy.ems.rabbitmq.NothingPassesException;
import energy.ems.rabbitmq.PartlyProcessedException;
import energy.ems.rabbitmq.TurnLostException;
import energy.ems.tracing.BatchSpans;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Takes in a batch of messages in lanes that work side by side. All measurements of a device are in one lane, in the
 * queue's order, and a batch is over when all of its lanes have ended: so no two lanes ever share a meter, no matter
 * how many there are.
 *
 * <p>A lane that fails stops no other. What could not be understood leaves while the lanes work, where it is the whole
 * message; else when everything else of its message is stored, so that a message that comes again makes no second dead
 * letter.
 */
@ApplicationScoped
public class Lanes {

    /** Fewer are not worth a transaction of their own. */
    private static final int LEAST_IN_A_LANE = 50;

    @Inject
    Lane lane;

    @Inject
    DeadLetters deadLetters;

    @Inject
    IntakeCounters counters;

    @Inject
    Clock clock;

    /** How many lanes work side by side on a node. */
    @Inject
    @ConfigProperty(name = "ems.intake.lanes", defaultValue = "4")
    int most;

    /**
     * @param messages in the queue's order
     * @throws PartlyProcessedException when something of some messages is not stored
     * @throws NothingPassesException when that is no fault of theirs
     * @throws TurnLostException when another node has begun to take this queue's messages
     */
    public void take(List<ReceivedMessage> messages) throws JMSException {
        ReadBatch batch = ReadBatch.of(messages, clock.instant());
        try (BatchSpans spans = BatchSpans.begin(Destinations.MEASUREMENTS)) {
            messages.forEach(message -> spans.message(message.trace()));
            batch.measurements()
                    .forEach(each ->
                            spans.measurement(each.message(), each.measurement().deviceId()));
            spans.ready();
            take(batch);
        }
    }

    private void take(ReadBatch batch) throws JMSException {
        counters.received(batch.measurements().size(), batch.letters().size());
        Undone undone = new Undone();
        List<Future<Lane.Outcome>> lanes = start(batch, undone);
        lanes.forEach(each -> undone.add(outcome(each)));
        bury(batch.lettersOfParts(), undone);
        undone.tell();
    }

    /** The last lane on this thread, when what is no lane's business has left. */
    private List<Future<Lane.Outcome>> start(ReadBatch batch, Undone undone) {
        int worthwhile = Math.max(1, batch.measurements().size() / LEAST_IN_A_LANE);
        List<List<Received>> lanes = batch.lanes(Math.min(most, worthwhile));
        counters.split(lanes.size());
        List<Future<Lane.Outcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < lanes.size() - 1; i++) {
            outcomes.add(startApart(lanes.get(i), batch));
        }
        bury(batch.lettersOfWholes(), undone);
        if (!lanes.isEmpty()) {
            outcomes.add(CompletableFuture.completedFuture(lane.pass(lanes.get(lanes.size() - 1), batch.now())));
        }
        return outcomes;
    }

    private Future<Lane.Outcome> startApart(List<Received> measurements, ReadBatch batch) {
        try {
            return lane.start(measurements, batch.now());
        } catch (RuntimeException e) {
            // No thread, as when the container is stopping.
            return CompletableFuture.completedFuture(new Lane.Outcome(measurements, new NoThreadException(e)));
        }
    }

    /** BEWARE: waits in any case, because what is left alone would go on while its messages come again. */
    private static Lane.Outcome outcome(Future<Lane.Outcome> lane) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return lane.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new IllegalStateException(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** All but those of messages that come again. */
    private void bury(List<Letter> those, Undone undone) {
        List<Letter> letters = those.stream()
                .filter(letter -> !undone.messages.contains(letter.message()))
                .toList();
        if (!letters.isEmpty()) {
            try {
                deadLetters.bury(letters.stream().map(Letter::content).toList());
            } catch (RuntimeException e) {
                undone.add(letters.stream().map(Letter::message).toList(), e);
            }
        }
    }

    /** There is nobody to do it. */
    private static final class NoThreadException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NoThreadException(Throwable cause) {
            super("no thread", cause);
        }
    }

    /** What is left of a batch. */
    private static final class Undone {

        private final Set<Integer> messages = new TreeSet<>();
        private final List<RuntimeException> failures = new ArrayList<>();

        void add(Lane.Outcome outcome) {
            if (outcome.failure() != null) {
                add(ReadBatch.messagesOf(outcome.undone()).toList(), outcome.failure());
            }
        }

        void add(List<Integer> those, RuntimeException failure) {
            messages.addAll(those);
            failures.add(failure);
        }

        void tell() throws JMSException {
            for (RuntimeException each : failures) {
                if (IntakeTurn.isLost(each)) {
                    throw new TurnLostException("another node takes the measurements now");
                }
            }
            for (RuntimeException each : failures) {
                if (each instanceof NoThreadException || DatabaseTrouble.isOutage(each)) {
                    throw new NothingPassesException(messages, each);
                }
            }
            if (!failures.isEmpty()) {
                throw new PartlyProcessedException(messages, failures.get(0));
            }
        }
    }
}
