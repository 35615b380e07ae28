package energy.ems.metering.profile;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Readings that do not follow and wait for a decision. The latest of them that agree with each other are the tail: each
 * above zero goes on from the one above zero before it; zeros directly before them belong to it when it counts up from
 * them.
 */
final class HeldReadings {

    private final RegisterStep step;
    private final List<Reading> all = new ArrayList<>();
    private int tailStart;
    private int aboveZeroInTail;
    private int aboveZero;
    private Reading latestAboveZero;

    HeldReadings(RegisterStep step) {
        this.step = step;
    }

    void add(Reading reading) {
        if (reading.kwh().signum() > 0) {
            if (latestAboveZero == null || !goesOn(latestAboveZero, reading)) {
                tailStart = firstThatCountsUpTo(reading);
                aboveZeroInTail = 0;
            }
            latestAboveZero = reading;
            aboveZeroInTail++;
            aboveZero++;
        }
        all.add(reading);
    }

    private boolean goesOn(Reading earlier, Reading later) {
        BigDecimal lastDigit = step.lastDigit(earlier).min(step.lastDigit(later));
        return step.follows(earlier, later)
                || !RegisterStep.isTooFar(earlier.at(), later.at())
                        && RegisterStep.isSwing(earlier.kwh(), later.kwh(), lastDigit);
    }

    private int firstThatCountsUpTo(Reading reading) {
        int first = all.size();
        Reading next = reading;
        while (first > 0 && all.get(first - 1).kwh().signum() == 0 && step.follows(all.get(first - 1), next)) {
            next = all.get(--first);
        }
        return first;
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    List<Reading> all() {
        return all;
    }

    Reading latest() {
        return all.get(all.size() - 1);
    }

    List<Reading> beforeTail() {
        return all.subList(0, tailStart);
    }

    List<Reading> tail() {
        return all.subList(tailStart, all.size());
    }

    int aboveZeroInTail() {
        return aboveZeroInTail;
    }

    int aboveZero() {
        return aboveZero;
    }
}
