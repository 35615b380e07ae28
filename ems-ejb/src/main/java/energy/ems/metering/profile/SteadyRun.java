package energy.ems.metering.profile;

import java.math.BigDecimal;
import java.util.List;

/**
 * Readings in a row after which a {@link RegisterWalk} is in the same state, whatever came before: its last two readings
 * are the run's, at the very level that they show.
 *
 * <p>Each reading is above zero and follows the one before it. At the latest the fourth of them is accepted, and all
 * after it. A zero between them begins the run anew: to a walk that believes in zero it is a return, which leaves out what
 * was held. A level from before, above what it shows, lies above it by no more than
 * the swing of its last digit; the run is steady as soon as the reading before the newest has risen above that.
 */
final class SteadyRun {

    private static final int ACCEPTED = RegisterWalk.FEW + 1;

    private final RegisterStep step;
    private Reading latest;
    private int length;
    private BigDecimal highestLevelBefore;
    private boolean steady;
    private boolean afterZero;

    private SteadyRun(RegisterStep step) {
        this.step = step;
    }

    /** The index at which the first steady run ends, or -1. */
    static int firstEnd(RegisterStep step, List<Reading> readings) {
        SteadyRun run = new SteadyRun(step);
        for (int i = 0; i < readings.size(); i++) {
            run.next(readings.get(i));
            if (run.steady) {
                return i;
            }
        }
        return -1;
    }

    private void next(Reading reading) {
        if (reading.kwh().signum() == 0) {
            afterZero = true;
            latest = null;
            return;
        }
        BigDecimal swing = RegisterStep.swing(step.lastDigit(reading));
        // As little as that may be the first that a register counts from zero, and nothing of the run.
        boolean isLittle = afterZero && reading.kwh().compareTo(swing) <= 0;
        boolean goesOn = latest != null && !isLittle && step.follows(latest, reading);
        afterZero = false;
        length = goesOn ? length + 1 : 1;
        highestLevelBefore = goesOn ? highestLevelBefore : null;
        steady = highestLevelBefore != null && latest.kwh().compareTo(highestLevelBefore) >= 0;
        if (length >= ACCEPTED) {
            BigDecimal level = reading.kwh().add(swing);
            highestLevelBefore = highestLevelBefore == null ? level : highestLevelBefore.min(level);
        }
        latest = reading;
    }
}
