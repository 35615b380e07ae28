package energy.ems.metering.profile;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Walks through the readings of a register in order of time and decides which of them count.
 *
 * <p>As long as every reading follows the one before, all are accepted and the energy between two of them is their
 * difference. When the last digit swings back, the register is taken to stand still at the level it had reached. Any
 * other reading that does not follow is held, and the next ones tell what it was:
 *
 * <ul>
 *   <li>the register comes back to where it had been: a <b>glitch</b>, left out ({@code N → 0 → N} counts nothing);
 *   <li>it goes on near zero after having been near its capacity: a <b>rollover</b>, counted through;
 *   <li>it goes on where it had been before the last accepted reading: that one was a spike, left out as a glitch;
 *   <li>it goes on anywhere else, up or down: a <b>reset</b> or another meter, and a new stretch starts that owes nothing
 *       to the old;
 *   <li>there are no next readings yet: <b>pending</b>, not counted until they come.
 * </ul>
 *
 * <p>"Goes on" means {@value #FEW} + 1 readings above zero of which each goes on from the one before: a glitch may last
 * {@value #FEW} readings. Readings that contradict each other say nothing, however many, up to {@value #MANY}; then the
 * newest is believed, so that nonsense for ever is not held for ever. Zeros are no evidence at all, since a meter without
 * a register to read reports zero: whatever their number, they are a glitch when the register returns, and the beginning
 * of a new stretch when it counts up from them.
 *
 * <p>A counter that starts at zero by design ({@link AfterReset#FROM_ZERO}) is not waited for: a step down that is more
 * than a swing, to what it may have counted since, is a reset at once, and what it shows counts, spread over the time
 * since the reading before.
 *
 * <p>A step that a person has ruled to be real ({@link Ruling#REAL}) is counted at once, up as the difference and down
 * through zero, and what comes later takes nothing of it back.
 *
 * <p>The walk forgets, see {@link SteadyRun}; {@link RegisterReach} stands on that.
 */
final class RegisterWalk {

    /** The number of consecutive readings that a glitch may last. */
    static final int FEW = 3;

    /** The number of readings above zero that may contradict each other before the newest is believed. */
    static final int MANY = 12;

    private final RegisterStep step;
    private final Rulings rulings;
    private final List<Span> spans = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    /** The last accepted reading, at the highest level that its stretch has reached; null before the first. */
    private Reading last;

    /** What that reading showed: less than its level while the last digit swings. */
    private BigDecimal shown;

    /** The reading accepted before {@link #last} in the same stretch, null when there is none. */
    private Reading previous;

    private Instant latestAboveZeroAt;
    private HeldReadings held;

    private RegisterWalk(DatedSettings settings) {
        step = new RegisterStep(settings);
        rulings = settings.rulings();
        held = new HeldReadings(step);
    }

    /** @param readings in strictly ascending order of time */
    static RegisterWalk along(DatedSettings settings, List<Reading> readings) {
        RegisterWalk walk = begun(settings, readings);
        walk.end();
        return walk;
    }

    /** The same, but more readings follow. */
    static RegisterWalk begun(DatedSettings settings, List<Reading> readings) {
        RegisterWalk walk = new RegisterWalk(settings);
        readings.forEach(walk::next);
        return walk;
    }

    /** The energy that was counted, ascending; spans never overlap. */
    List<Span> spans() {
        return spans;
    }

    List<Finding> findings() {
        return findings;
    }

    /** What the readings to come can still change begins here; null before the first reading. */
    Instant undecidedSince() {
        return previous != null ? previous.at() : last == null ? null : last.at();
    }

    private void next(Reading reading) {
        if (last == null) {
            begin(reading);
        } else if (rulings.areReal(reading)) {
            leaveOut(held.all());
            release();
            countAsRuled(reading);
        } else if (isForgotten(reading)) {
            leaveOut(held.all());
            release();
            beginAnew(reading);
        } else if (step.startedFromZero(last, reading) && !swings(reading)) {
            leaveOut(held.all());
            release();
            countFromZero(reading);
        } else if (held.isEmpty() && goesOn(reading)) {
            count(reading);
        } else if (!held.isEmpty() && returns(reading)) {
            leaveOut(held.all());
            release();
            count(reading);
        } else {
            held.add(reading);
            if (held.aboveZeroInTail() > FEW || held.aboveZero() > MANY) {
                goOnAtNewLevel();
            }
        }
        if (reading.kwh().signum() > 0) {
            latestAboveZeroAt = reading.at();
        }
    }

    private void begin(Reading reading) {
        previous = null;
        last = reading;
        shown = reading.kwh();
    }

    /** Zeros for so long that nothing can follow what was before them. */
    private boolean isForgotten(Reading reading) {
        return reading.kwh().signum() == 0
                && latestAboveZeroAt != null
                && last.kwh().signum() > 0
                && RegisterStep.isTooFar(latestAboveZeroAt, reading.at());
    }

    private boolean goesOn(Reading reading) {
        return step.follows(last, reading) || swings(reading) || goesOnBelowTheLevel(reading);
    }

    /** Whether it is below the level by no more than the swing of the last digit. */
    private boolean swings(Reading reading) {
        if (RegisterStep.isTooFar(last.at(), reading.at())) {
            return false;
        }
        BigDecimal lastDigit =
                step.lastDigit(last).min(step.lastDigit(lastAsShown())).min(step.lastDigit(reading));
        lastDigit = previous == null ? lastDigit : lastDigit.min(step.lastDigit(previous));
        return RegisterStep.isSwing(last.kwh(), reading.kwh(), lastDigit);
    }

    /**
     * Whether the register counts on from what it showed, below its level. As it is no swing of the finer digit that
     * shows now, the step down was none either.
     */
    private boolean goesOnBelowTheLevel(Reading reading) {
        return shown.compareTo(last.kwh()) < 0
                && reading.kwh().compareTo(last.kwh()) < 0
                && step.follows(lastAsShown(), reading);
    }

    private Reading lastAsShown() {
        return new Reading(last.at(), shown);
    }

    private void count(Reading reading) {
        if (reading.kwh().compareTo(last.kwh()) >= 0) {
            spans.add(RegisterStep.span(last, reading));
            advance(reading, reading.kwh());
        } else if (swings(reading)) {
            if (reading.kwh().compareTo(shown) < 0) {
                note(Finding.Kind.NOISE, reading.at(), reading);
            }
            Reading level = new Reading(reading.at(), last.kwh());
            spans.add(RegisterStep.span(last, level));
            advance(level, reading.kwh());
        } else {
            Reading first = lastAsShown();
            spans.remove(spans.size() - 1);
            last = previous;
            beginAnew(first);
            count(reading);
        }
    }

    private void advance(Reading reading, BigDecimal showing) {
        previous = last;
        last = reading;
        shown = showing;
    }

    /**
     * Whether the register is back where it had been before the held readings. A way up in several steps is no return:
     * it is a register that was reset and happens to pass its old value.
     */
    private boolean returns(Reading reading) {
        boolean follows = step.follows(last, reading);
        if (!follows && !swings(reading)) {
            return false;
        }
        Reading latest = held.latest();
        if (latest.kwh().signum() == 0 && follows) {
            return true;
        }
        if (latest.kwh().compareTo(last.kwh()) > 0) {
            return !step.follows(latest, reading);
        }
        BigDecimal stepDown = last.kwh().subtract(held.all().get(0).kwh());
        BigDecimal stepBack = reading.kwh().subtract(latest.kwh());
        return stepBack.add(stepBack).compareTo(stepDown) > 0;
    }

    private void release() {
        held = new HeldReadings(step);
    }

    private void goOnAtNewLevel() {
        leaveOut(held.beforeTail());
        List<Reading> tail = held.tail();
        Reading first = tail.get(0);
        release();
        if (step.rollsOver(last, first)) {
            countThroughZero(first);
        } else if (first.kwh().compareTo(last.kwh()) < 0 && previous != null && step.follows(previous, first)) {
            takeBackLast();
            count(first);
        } else {
            beginAnew(first);
        }
        tail.subList(1, tail.size()).forEach(this::next);
    }

    private void beginAnew(Reading first) {
        note(kindOfStep(first), last.at(), first);
        begin(first);
    }

    private Finding.Kind kindOfStep(Reading first) {
        if (RegisterStep.isTooFar(last.at(), first.at())) {
            return Finding.Kind.GAP;
        }
        if (first.kwh().compareTo(last.kwh()) < 0) {
            return step.mayHaveBegunAnew(last, first) ? Finding.Kind.RESET : Finding.Kind.SWAP;
        }
        return last.kwh().signum() == 0 ? Finding.Kind.JUMP : Finding.Kind.SWAP;
    }

    private void countFromZero(Reading first) {
        note(Finding.Kind.RESET, last.at(), first);
        spans.add(RegisterStep.spanFromZero(last, first));
        begin(first);
    }

    /** BEWARE: begins a new stretch, so that no later reading takes the step back as a spike. */
    private void countAsRuled(Reading reading) {
        if (RegisterStep.isTooFar(last.at(), reading.at())) {
            beginAnew(reading);
            return;
        }
        if (reading.kwh().compareTo(last.kwh()) >= 0) {
            spans.add(RegisterStep.span(last, reading));
        } else if (swings(reading)) {
            spans.add(RegisterStep.span(last, new Reading(reading.at(), last.kwh())));
        } else {
            spans.add(
                    step.hasCapacityFor(last, reading)
                            ? step.spanThroughZero(last, reading)
                            : RegisterStep.spanFromZero(last, reading));
        }
        begin(reading);
    }

    private void countThroughZero(Reading first) {
        note(Finding.Kind.ROLLOVER, last.at(), first);
        spans.add(step.spanThroughZero(last, first));
        advance(first, first.kwh());
    }

    private void takeBackLast() {
        note(Finding.Kind.GLITCH, last.at(), last);
        spans.remove(spans.size() - 1);
        begin(previous);
    }

    /** Counts a rollover through as soon as it shows; should the register come back, the hours change once more. */
    private void end() {
        if (!held.isEmpty()
                && held.beforeTail().isEmpty()
                && step.rollsOver(last, held.all().get(0))) {
            List<Reading> tail = held.tail();
            release();
            countThroughZero(tail.get(0));
            tail.subList(1, tail.size()).forEach(this::next);
        }
        if (!held.isEmpty()) {
            noteAll(Finding.Kind.PENDING, held.all());
        }
    }

    private void leaveOut(List<Reading> readings) {
        if (!readings.isEmpty()) {
            noteAll(Finding.Kind.GLITCH, readings);
        }
    }

    private void noteAll(Finding.Kind kind, List<Reading> readings) {
        Reading first = readings.get(0);
        Instant until = readings.get(readings.size() - 1).at();
        findings.add(new Finding(kind, first.at(), until, first.kwh()));
    }

    private void note(Finding.Kind kind, Instant from, Reading reading) {
        findings.add(new Finding(kind, from, reading.at(), reading.kwh()));
    }
}
