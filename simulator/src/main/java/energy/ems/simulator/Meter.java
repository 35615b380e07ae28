package energy.ems.simulator;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One simulated meter: its measurements in the order of time, with what goes wrong inside a meter (gaps, a register that
 * starts again, a reading that shows zero once). What goes wrong on the way is {@link MessageStream}'s.
 *
 * <p>Not thread-safe. A second meter of the same run and id gives the same measurements.
 */
final class Meter {

    private static final Instant MONDAY = Instant.parse("1970-01-05T00:00:00Z");
    private static final int LONGEST_GAP = 12;
    private static final double MEAN_GAP = (1 + LONGEST_GAP) / 2.0;

    private final String id;
    private final Run run;
    private final Dice dice;
    private final BigDecimal factor;
    private final long firstRow;
    private final double gapBegins;

    private long step;
    private int gapLeft;
    private BigDecimal register;

    Meter(String id, Run run) {
        Settings settings = run.settings();
        this.id = id;
        this.run = run;
        this.dice = new Dice(settings.seed).of(id);
        this.factor =
                settings.vary ? BigDecimal.valueOf(50L + dice.below(Dice.Throw.FACTOR, 0, 151), 2) : BigDecimal.ONE;
        this.firstRow = (settings.vary ? phase(run.profile().rows(), settings.period) : 0)
                + (settings.align == Settings.Align.CLOCK
                        ? Math.floorDiv(Duration.between(MONDAY, run.start()).toMillis(), settings.period.toMillis())
                        : 0);
        double gap = settings.faults.gap();
        // Runs of MEAN_GAP missing measurements, begun this often by those that are left, come to the share asked for.
        this.gapBegins = gap / (MEAN_GAP * (1 - gap));
        this.register = wrap(run.profile().firstRegister().multiply(factor));
    }

    /** Whole weeks and up to an hour or two of a day: everybody has the same weekend but not the same breakfast. */
    private long phase(int rows, Duration period) {
        long day = Math.max(1, Duration.ofDays(1).toMillis() / period.toMillis());
        if (rows < 14 * day) {
            return dice.below(Dice.Throw.PHASE, 0, rows);
        }
        int weeks = (int) (rows / (7 * day));
        int spread = (int) Math.max(1, day / 8);
        return dice.below(Dice.Throw.PHASE, 0, weeks) * 7 * day + dice.below(Dice.Throw.PHASE, 1, spread) - spread / 2;
    }

    /** The measurement of the next period; empty in a gap. */
    Optional<Measurement> next() {
        long n = step++;
        Settings settings = run.settings();
        BigDecimal value;
        if (settings.mode == Settings.Mode.INTERVAL) {
            value = energy(n);
        } else {
            value = read(n);
        }
        if (missing(n)) {
            return Optional.empty();
        }
        return Optional.of(new Measurement(id, run.instant(n), value));
    }

    private BigDecimal read(long n) {
        if (n > 0) {
            register = wrap(register.add(energy(n - 1)));
        }
        Settings.Faults faults = run.settings().faults;
        if (n > 0 && dice.happens(Dice.Throw.RESET, n, faults.reset())) {
            register = BigDecimal.ZERO;
        }
        return n > 0 && dice.happens(Dice.Throw.GLITCH, n, faults.glitch()) ? BigDecimal.ZERO : register;
    }

    private BigDecimal energy(long n) {
        return run.profile().energy(firstRow + n).multiply(factor);
    }

    private BigDecimal wrap(BigDecimal value) {
        return run.settings().registerCapacity.map(value::remainder).orElse(value);
    }

    private boolean missing(long n) {
        if (gapLeft == 0 && dice.happens(Dice.Throw.GAP, n, gapBegins)) {
            gapLeft = 1 + dice.below(Dice.Throw.GAP_LENGTH, n, LONGEST_GAP);
        }
        if (gapLeft == 0) {
            return false;
        }
        gapLeft--;
        return true;
    }
}
