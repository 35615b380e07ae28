package energy.ems.simulator;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the whole history of a register at once and says between which readings how much energy was used.
 *
 * <p>The rules are those of the domain, worked through from the beginning for the complete and ordered history: a step
 * that comes back is a glitch, one that stays is a reset, another meter or, near the register's capacity, a rollover; a
 * swing of the last digit is nothing; what the data cannot tell yet counts nothing. No short cut, no state kept between
 * calls: slow, and easy to check by hand.
 */
final class Register {

    /** So many positive readings that agree settle what happened: "up to three odd ones", and the fourth. */
    private static final int SETTLING = 4;
    /** So many that do not agree are too many. */
    private static final int TOO_MANY = 13;

    /** Of a device without a limit. */
    private static final BigDecimal MOST_KILOWATTS = BigDecimal.valueOf(1_000);

    private static final BigDecimal HOUR =
            BigDecimal.valueOf(Duration.ofHours(1).toMillis());

    /** @param kwh or whatever the register shows */
    record Reading(Instant at, BigDecimal kwh) {}

    /** This energy was used between these instants, at an even rate for all that is known. */
    record Span(Instant from, Instant to, BigDecimal kwh) {}

    private final Duration interval;
    private final Optional<BigDecimal> capacity;
    /** The energy that one of what the register shows stands for. */
    private final BigDecimal kwhOfOne;

    private final List<Span> spans = new ArrayList<>();
    private final List<Reading> undecided = new ArrayList<>();
    /** With the highest value that counts, while {@link #display} may be a little lower. */
    private Reading last;

    private BigDecimal display;
    private Reading beforeLast;

    private Register(Duration interval, Optional<BigDecimal> capacity, BigDecimal kwhOfOne) {
        this.kwhOfOne = kwhOfOne;
        this.interval = interval;
        this.capacity = capacity;
    }

    /**
     * @param readings in the order of time, one an instant, as the register shows them
     * @param capacity the same
     * @param kwhOfOne the energy that one of that stands for
     */
    static List<Span> spans(
            List<Reading> readings, Duration interval, Optional<BigDecimal> capacity, BigDecimal kwhOfOne) {
        Register register = new Register(interval, capacity, kwhOfOne);
        readings.forEach(register::read);
        register.end();
        return register.spans.stream()
                .map(span -> new Span(span.from(), span.to(), span.kwh().multiply(kwhOfOne)))
                .toList();
    }

    private void read(Reading reading) {
        if (last == null) {
            begin(reading);
        } else if (undecided.isEmpty() && (follows(last, reading) || swings(reading))) {
            count(reading);
        } else if (undecided.isEmpty() && followsTheDisplay(reading)) {
            // A finer digit tells that the display had begun anew where it stands.
            spans.remove(spans.size() - 1);
            begin(new Reading(last.at(), display));
            count(reading);
        } else if (!undecided.isEmpty() && comesBack(reading)) {
            undecided.clear();
            count(reading);
        } else {
            undecided.add(reading);
            if (positive(agreeing()) >= SETTLING || positive(undecided) >= TOO_MANY) {
                settle();
            }
        }
    }

    /** What is undecided at the end counts nothing, except a rollover that is in full view. */
    private void end() {
        if (undecided.isEmpty() || agreeing().size() < undecided.size()) {
            return;
        }
        if (rolledOver(undecided.get(0)).isPresent()) {
            settle();
        }
    }

    private void begin(Reading reading) {
        beforeLast = null;
        last = reading;
        display = reading.kwh();
    }

    private boolean comesBack(Reading reading) {
        Reading newest = undecided.get(undecided.size() - 1);
        boolean follows = follows(last, reading);
        if (follows && newest.kwh().signum() == 0) {
            return true;
        }
        if (!follows && !swings(reading)) {
            return false;
        }
        if (newest.kwh().compareTo(last.kwh()) > 0) {
            return !follows(newest, reading);
        }
        BigDecimal up = reading.kwh().subtract(newest.kwh());
        BigDecimal down = last.kwh().subtract(undecided.get(0).kwh());
        return up.add(up).compareTo(down) > 0;
    }

    private void settle() {
        List<Reading> tail = agreeing();
        Reading first = tail.get(0);
        undecided.clear();
        Optional<BigDecimal> rolledOver = rolledOver(first);
        if (rolledOver.isPresent()) {
            spans.add(new Span(last.at(), first.at(), rolledOver.get()));
            Reading before = last;
            begin(first);
            beforeLast = before;
        } else if (first.kwh().compareTo(last.kwh()) < 0 && beforeLast != null && follows(beforeLast, first)) {
            // The last accepted reading was the odd one out.
            spans.remove(spans.size() - 1);
            begin(beforeLast);
            count(first);
        } else {
            begin(first);
        }
        tail.subList(1, tail.size()).forEach(this::read);
    }

    private void count(Reading reading) {
        BigDecimal value = reading.kwh().max(last.kwh());
        spans.add(new Span(last.at(), reading.at(), value.subtract(last.kwh())));
        beforeLast = last;
        last = new Reading(reading.at(), value);
        display = reading.kwh();
    }

    /** The latest undecided ones that tell the same story: zeros in between tell nothing, zeros before may begin it. */
    private List<Reading> agreeing() {
        int begins = undecided.size();
        Reading next = null;
        for (int i = undecided.size() - 1; i >= 0; i--) {
            Reading reading = undecided.get(i);
            if (reading.kwh().signum() == 0) {
                continue;
            }
            if (next != null
                    && !follows(reading, next)
                    && !isSwing(reading.kwh(), next, List.of(reading.kwh(), next.kwh()))) {
                break;
            }
            next = reading;
            begins = i;
        }
        if (next == null) {
            return List.copyOf(undecided);
        }
        while (begins > 0
                && undecided.get(begins - 1).kwh().signum() == 0
                && follows(undecided.get(begins - 1), undecided.get(begins))) {
            begins--;
        }
        return List.copyOf(undecided.subList(begins, undecided.size()));
    }

    private static long positive(List<Reading> readings) {
        return readings.stream().filter(reading -> reading.kwh().signum() > 0).count();
    }

    private boolean swings(Reading reading) {
        List<BigDecimal> values = new ArrayList<>(List.of(last.kwh(), display, reading.kwh()));
        if (beforeLast != null) {
            values.add(beforeLast.kwh());
        }
        return isSwing(last.kwh(), reading, values);
    }

    /** Whether it is lower by up to two of the last digit that any of the values shows. */
    private static boolean isSwing(BigDecimal from, Reading reading, List<BigDecimal> values) {
        int decimals = values.stream()
                .mapToInt(value -> Math.max(0, value.stripTrailingZeros().scale()))
                .max()
                .orElse(0);
        BigDecimal down = from.subtract(reading.kwh());
        return reading.kwh().signum() > 0
                && down.signum() > 0
                && down.movePointRight(decimals).compareTo(BigDecimal.valueOf(2)) <= 0;
    }

    private boolean followsTheDisplay(Reading reading) {
        return display.compareTo(last.kwh()) < 0
                && reading.kwh().compareTo(last.kwh()) < 0
                && follows(new Reading(last.at(), display), reading);
    }

    private Optional<BigDecimal> rolledOver(Reading first) {
        if (capacity.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal full = capacity.get();
        BigDecimal tenth = full.movePointLeft(1);
        BigDecimal energy = full.subtract(last.kwh()).add(first.kwh());
        boolean nearTheEnd = last.kwh().compareTo(full) <= 0 && last.kwh().compareTo(full.subtract(tenth)) >= 0;
        boolean nearTheBeginning = first.kwh().compareTo(tenth) <= 0;
        return nearTheEnd && nearTheBeginning && possible(energy, MOST_KILOWATTS, last.at(), first.at())
                ? Optional.of(energy)
                : Optional.empty();
    }

    private boolean follows(Reading earlier, Reading later) {
        BigDecimal energy = later.kwh().subtract(earlier.kwh());
        return energy.signum() >= 0 && possible(energy, MOST_KILOWATTS, earlier.at(), later.at());
    }

    private boolean possible(BigDecimal energy, BigDecimal kilowatts, Instant from, Instant to) {
        long millis = Math.max(Duration.between(from, to).toMillis(), interval.toMillis());
        return energy.multiply(kwhOfOne).multiply(HOUR).compareTo(kilowatts.multiply(BigDecimal.valueOf(millis))) <= 0;
    }
}
