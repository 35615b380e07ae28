package energy.ems.metering.profile;

import java.util.ArrayList;
import java.util.List;

/**
 * Walks through the readings of a register in order of time and decides which of them count.
 *
 * <p>As long as every reading follows the one before, all are accepted and the energy between two of them is their
 * difference. A reading that does not follow is held, and the next ones tell what it was:
 *
 * <ul>
 *   <li>the register comes back to where it had been: a <b>glitch</b>, left out ({@code N → 0 → N} counts nothing);
 *   <li>it goes on near zero after having been near its capacity: a <b>rollover</b>, counted through;
 *   <li>it goes on where it had been before the last accepted reading: that one was a spike, left out as a glitch;
 *   <li>it goes on anywhere else: a <b>reset</b> or another meter, and a new stretch starts that owes nothing to the old;
 *   <li>there are no next readings yet: <b>pending</b>, not counted until they come.
 * </ul>
 *
 * <p>"Goes on" means {@value #FEW} + 1 readings above zero, each following the one before: a glitch may last
 * {@value #FEW} readings. Zeros are weak evidence, since a meter without a register to read often reports zero, so it
 * takes more than {@value #MANY_ZEROS} of them (a day of ten-minute readings).
 *
 * <p>The walk forgets: after {@value #FEW} + 2 readings in a row that are above zero and follow each other, its state is
 * the last two of them, whatever came before. {@link AffectedHours} stands on that.
 */
final class RegisterWalk {

    /** The number of consecutive readings that a glitch may last. */
    static final int FEW = 3;

    /** The number of readings that may be zero before zero is taken for the register's new state. */
    static final int MANY_ZEROS = 144;

    private final RegisterStep step;
    private final List<Span> spans = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    /** The last accepted reading, null before the first. */
    private Reading last;

    /** The reading accepted before {@link #last} in the same stretch, null when there is none. */
    private Reading previous;

    /** Readings that wait for a decision. The last of them, from {@link #tailStart} on, follow each other. */
    private final List<Reading> held = new ArrayList<>();

    private int tailStart;
    private int tailAboveZero;

    private RegisterWalk(MeterSettings settings) {
        step = new RegisterStep(settings);
    }

    /** @param readings in strictly ascending order of time */
    static RegisterWalk along(MeterSettings settings, List<Reading> readings) {
        RegisterWalk walk = new RegisterWalk(settings);
        readings.forEach(walk::next);
        walk.end();
        return walk;
    }

    /** The energy that was counted, ascending; spans never overlap. */
    List<Span> spans() {
        return spans;
    }

    List<Finding> findings() {
        return findings;
    }

    private void next(Reading reading) {
        if (last == null) {
            last = reading;
        } else if (held.isEmpty() && step.follows(last, reading)) {
            count(reading);
        } else if (!held.isEmpty() && returns(reading)) {
            held.forEach(glitch -> note(Finding.Kind.GLITCH, glitch));
            release();
            count(reading);
        } else {
            hold(reading);
            if (tailAboveZero > FEW || held.size() - tailStart > MANY_ZEROS) {
                goOnAtNewLevel();
            }
        }
    }

    private void count(Reading reading) {
        spans.add(step.span(last, reading));
        advance(reading);
    }

    private void advance(Reading reading) {
        previous = last;
        last = reading;
    }

    /**
     * Whether the register is back where it had been before the held readings. A way up in several steps is no return:
     * it is a register that was reset and happens to pass its old value.
     */
    private boolean returns(Reading reading) {
        if (!step.follows(last, reading)) {
            return false;
        }
        Reading latestHeld = held.get(held.size() - 1);
        if (latestHeld.kwh().compareTo(last.kwh()) > 0) {
            return !step.follows(latestHeld, reading);
        }
        var stepDown = last.kwh().subtract(held.get(0).kwh());
        var stepBack = reading.kwh().subtract(latestHeld.kwh());
        return stepBack.add(stepBack).compareTo(stepDown) > 0;
    }

    private void hold(Reading reading) {
        if (held.isEmpty() || !step.follows(held.get(held.size() - 1), reading)) {
            tailStart = held.size();
            tailAboveZero = 0;
        }
        held.add(reading);
        if (reading.kwh().signum() > 0) {
            tailAboveZero++;
        }
    }

    private void release() {
        held.clear();
        tailStart = 0;
        tailAboveZero = 0;
    }

    private void goOnAtNewLevel() {
        held.subList(0, tailStart).forEach(glitch -> note(Finding.Kind.GLITCH, glitch));
        List<Reading> tail = List.copyOf(held.subList(tailStart, held.size()));
        Reading first = tail.get(0);
        release();
        if (step.rollsOver(last, first)) {
            countThroughZero(first);
        } else if (first.kwh().compareTo(last.kwh()) < 0 && previous != null && step.follows(previous, first)) {
            takeBackLast();
            count(first);
        } else {
            note(first.kwh().compareTo(last.kwh()) < 0 ? Finding.Kind.RESET : Finding.Kind.JUMP, first);
            previous = null;
            last = first;
        }
        tail.subList(1, tail.size()).forEach(this::count);
    }

    private void countThroughZero(Reading first) {
        note(Finding.Kind.ROLLOVER, first);
        spans.add(step.spanThroughZero(last, first));
        advance(first);
    }

    private void takeBackLast() {
        note(Finding.Kind.GLITCH, last);
        spans.remove(spans.size() - 1);
        last = previous;
        previous = null;
    }

    /** Counts a rollover through as soon as it shows; should the register come back, the hours change once more. */
    private void end() {
        if (!held.isEmpty() && tailStart == 0 && step.rollsOver(last, held.get(0))) {
            countThroughZero(held.get(0));
            held.subList(1, held.size()).forEach(this::count);
        } else {
            held.forEach(pending -> note(Finding.Kind.PENDING, pending));
        }
    }

    private void note(Finding.Kind kind, Reading reading) {
        findings.add(new Finding(kind, reading.at(), reading.kwh()));
    }
}
