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
 * <p>The rules are those of the domain, worked through from the beginning for the complete and ordered history: a fall
 * that comes back is a glitch, one that stays is a reset or, near the register's capacity, a rollover; what the data
 * cannot tell yet counts nothing. No short cut, no state kept between calls: slow, and easy to check by hand.
 */
final class Register {

    /** So many positive readings settle what happened: "a few", and the first. */
    private static final int SETTLING = 4;
    /** A day of ten-minute readings that show zero settles it too. */
    private static final int LONG_ZERO = 144;

    private static final BigDecimal MOST_KILOWATTS = BigDecimal.valueOf(100_000);
    private static final BigDecimal MOST_KILOWATTS_FROM_ZERO = BigDecimal.valueOf(1_000);
    private static final BigDecimal HOUR =
            BigDecimal.valueOf(Duration.ofHours(1).toMillis());

    record Reading(Instant at, BigDecimal kwh) {}

    /** This energy was used between these instants, at an even rate for all that is known. */
    record Span(Instant from, Instant to, BigDecimal kwh) {}

    private final Duration interval;
    private final Optional<BigDecimal> capacity;
    private final List<Span> spans = new ArrayList<>();
    private final List<Reading> undecided = new ArrayList<>();
    private Reading last;
    private Reading beforeLast;

    private Register(Duration interval, Optional<BigDecimal> capacity) {
        this.interval = interval;
        this.capacity = capacity;
    }

    /** @param readings in the order of time, one an instant */
    static List<Span> spans(List<Reading> readings, Duration interval, Optional<BigDecimal> capacity) {
        Register register = new Register(interval, capacity);
        readings.forEach(register::read);
        register.end();
        return register.spans;
    }

    private void read(Reading reading) {
        if (last == null) {
            last = reading;
        } else if (undecided.isEmpty() && follows(last, reading)) {
            count(reading);
        } else if (undecided.isEmpty()) {
            undecided.add(reading);
        } else if (comesBack(reading)) {
            undecided.clear();
            count(reading);
        } else {
            undecided.add(reading);
            settle();
        }
    }

    /** What is undecided at the end counts nothing, except a rollover that is in full view. */
    private void end() {
        if (undecided.isEmpty() || tailBegins() > 0) {
            return;
        }
        rolledOver(undecided.get(0)).ifPresent(energy -> {
            spans.add(new Span(last.at(), undecided.get(0).at(), energy));
            accept(undecided);
        });
    }

    private boolean comesBack(Reading reading) {
        if (!follows(last, reading)) {
            return false;
        }
        Reading newest = undecided.get(undecided.size() - 1);
        if (newest.kwh().compareTo(last.kwh()) > 0) {
            return !follows(newest, reading);
        }
        BigDecimal up = reading.kwh().subtract(newest.kwh());
        BigDecimal down = last.kwh().subtract(undecided.get(0).kwh());
        return up.add(up).compareTo(down) > 0;
    }

    private void settle() {
        List<Reading> tail = new ArrayList<>(undecided.subList(tailBegins(), undecided.size()));
        long positive =
                tail.stream().filter(reading -> reading.kwh().signum() > 0).count();
        if (positive < SETTLING && tail.size() <= LONG_ZERO) {
            return;
        }
        Reading first = tail.get(0);
        Optional<BigDecimal> rolledOver = rolledOver(first);
        if (rolledOver.isPresent()) {
            spans.add(new Span(last.at(), first.at(), rolledOver.get()));
        } else if (first.kwh().compareTo(last.kwh()) < 0 && beforeLast != null && follows(beforeLast, first)) {
            // The last accepted reading was the odd one out.
            spans.remove(spans.size() - 1);
            spans.add(between(beforeLast, first));
        }
        accept(tail);
        undecided.clear();
    }

    private void accept(List<Reading> tail) {
        last = tail.get(0);
        beforeLast = null;
        for (Reading reading : tail.subList(1, tail.size())) {
            count(reading);
        }
    }

    private void count(Reading reading) {
        spans.add(between(last, reading));
        beforeLast = last;
        last = reading;
    }

    private int tailBegins() {
        int begins = undecided.size() - 1;
        while (begins > 0 && follows(undecided.get(begins - 1), undecided.get(begins))) {
            begins--;
        }
        return begins;
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
        BigDecimal most = earlier.kwh().signum() == 0 ? MOST_KILOWATTS_FROM_ZERO : MOST_KILOWATTS;
        return energy.signum() >= 0 && possible(energy, most, earlier.at(), later.at());
    }

    private boolean possible(BigDecimal energy, BigDecimal kilowatts, Instant from, Instant to) {
        long millis = Math.max(Duration.between(from, to).toMillis(), interval.toMillis());
        return energy.multiply(HOUR).compareTo(kilowatts.multiply(BigDecimal.valueOf(millis))) <= 0;
    }

    private static Span between(Reading earlier, Reading later) {
        return new Span(earlier.at(), later.at(), later.kwh().subtract(earlier.kwh()));
    }
}
