package energy.ems.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;

/**
 * All messages of a run in the order in which they are sent, with what goes wrong on the way: measurements that come
 * late, twice or out of order, and messages that nobody can read.
 *
 * <p>A function of the run: a second stream of the same run is the same, byte for byte. That is how a stopped run is
 * resumed, by making the stream again and leaving out what was confirmed.
 */
final class MessageStream implements Iterator<MessageStream.Outgoing> {

    /**
     * One message.
     *
     * @param step the period in which it is due
     * @param measurements how many it holds; 0 when it is malformed
     */
    record Outgoing(byte[] body, long step, int measurements) {}

    private record Delayed(long step, long order, Measurement measurement) {}

    private final Run run;
    private final Settings.Faults faults;
    private final Dice dice;
    private final List<Meter> meters;
    private final List<Dice> meterDice;
    private final long steps;
    private final long day;
    private final Queue<Delayed> delayed =
            new PriorityQueue<>(Comparator.comparingLong(Delayed::step).thenComparingLong(Delayed::order));
    private final List<Measurement> block = new ArrayList<>();
    private final List<Measurement> message = new ArrayList<>();
    private final Queue<Outgoing> ready = new ArrayDeque<>();

    private long step;
    private long blocks;
    private long messages;
    private long delays;
    private boolean ended;

    MessageStream(Run run) {
        this.run = run;
        this.faults = run.settings().faults;
        this.dice = new Dice(run.settings().seed);
        this.meters =
                run.settings().devices.stream().map(id -> new Meter(id, run)).toList();
        this.meterDice = run.settings().devices.stream().map(dice::of).toList();
        this.steps = run.steps();
        this.day = Math.max(1, 86_400_000L / run.settings().period.toMillis());
    }

    @Override
    public boolean hasNext() {
        while (ready.isEmpty() && !ended) {
            advance();
        }
        return !ready.isEmpty();
    }

    @Override
    public Outgoing next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.remove();
    }

    private void advance() {
        if (step < steps) {
            release(step);
            for (int i = 0; i < meters.size(); i++) {
                Dice chance = meterDice.get(i);
                meters.get(i).next().ifPresent(measurement -> send(measurement, chance));
            }
        } else {
            release(Long.MAX_VALUE);
            shuffleBlock();
            flushMessage();
            ended = true;
        }
        if (run.settings().speed > 0 && faults.shuffle() == 0) {
            // In real time a message does not wait for the next period to be filled.
            flushMessage();
        }
        step++;
    }

    private void send(Measurement measurement, Dice chance) {
        long delay = 0;
        if (chance.happens(Dice.Throw.LATE, step, faults.late())) {
            delay = day + chance.below(Dice.Throw.LATE_DELAY, step, (int) ((faults.lateDays() - 1) * day + 1));
        }
        sendAt(delay, measurement);
        if (chance.happens(Dice.Throw.DUPLICATE, step, faults.duplicate())) {
            sendAt(delay + chance.below(Dice.Throw.DUPLICATE_DELAY, step, 7), measurement);
        }
    }

    private void sendAt(long delay, Measurement measurement) {
        if (delay == 0) {
            pass(measurement);
        } else {
            delayed.add(new Delayed(step + delay, delays++, measurement));
        }
    }

    private void release(long until) {
        while (!delayed.isEmpty() && delayed.element().step() <= until) {
            pass(delayed.remove().measurement());
        }
    }

    private void pass(Measurement measurement) {
        if (faults.shuffle() < 2) {
            collect(measurement);
            return;
        }
        block.add(measurement);
        if (block.size() == faults.shuffle()) {
            shuffleBlock();
        }
    }

    private void shuffleBlock() {
        Collections.shuffle(block, new Random(dice.bits(Dice.Throw.SHUFFLE, blocks++)));
        block.forEach(this::collect);
        block.clear();
    }

    private void collect(Measurement measurement) {
        message.add(measurement);
        if (message.size() == run.settings().batch) {
            flushMessage();
        }
    }

    private void flushMessage() {
        if (message.isEmpty()) {
            return;
        }
        if (dice.happens(Dice.Throw.MALFORMED, messages, faults.malformed())) {
            int kind = dice.below(Dice.Throw.MALFORMED_KIND, messages, Integer.MAX_VALUE);
            ready.add(new Outgoing(Malformed.message(kind, message.get(0)), step, 0));
        }
        ready.add(new Outgoing(Measurement.json(message), step, message.size()));
        messages++;
        message.clear();
    }
}
