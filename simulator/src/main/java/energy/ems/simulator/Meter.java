package energy.ems.simulator;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * One simulated meter: its measurements in the order of time, with what goes wrong inside a meter (gaps, a register that
 * starts again or shows nonsense, a clock that is late). What goes wrong on the way is {@link MessageStream}'s.
 *
 * <p>Not thread-safe. A second meter of the same run and id gives the same measurements.
 */
final class Meter {

    private static final Instant MONDAY = Instant.parse("1970-01-05T00:00:00Z");
    private static final int LONGEST_GAP = 12;
    private static final double MEAN_GAP = (1 + LONGEST_GAP) / 2.0;
    private static final int MOST_PERIODS_STATED = 4;
    private static final int ZEROS_BEFORE_A_JUMP = 5;
    private static final int ZEROS_AT_THE_END = 2;
    private static final int LEVELS = 90_000;

    private final String id;
    private final Run run;
    private final Dice dice;
    private final BigDecimal factor;
    private final long firstRow;
    private final double gapBegins;

    private long step;
    private int gapLeft;
    private BigDecimal register;

    /** The interval that is being measured: its first period, how many it has, and what it has used so far. */
    private long begun;

    private int periods;
    private boolean isStated;
    private BigDecimal used = BigDecimal.ZERO;

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
        this.register = wrap(settings.unit.shown(run.profile().firstRegister().multiply(factor), settings.period));
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
        if (run.settings().mode == Settings.Mode.INTERVAL) {
            return interval(n);
        }
        BigDecimal value = read(n);
        return missing(n) ? Optional.empty() : Optional.of(new Measurement(id, run.instant(n), value, null));
    }

    /** A value is sent when its interval is over. */
    private Optional<Measurement> interval(long n) {
        Settings settings = run.settings();
        if (n == begun + periods) {
            begun = n;
            isStated = dice.happens(Dice.Throw.STATED, n, settings.stated);
            long most = Math.min(MOST_PERIODS_STATED, run.steps() - n);
            periods = isStated && most > 1 ? 1 + dice.below(Dice.Throw.STATED_LENGTH, n, (int) most) : 1;
            used = BigDecimal.ZERO;
        }
        used = used.add(energy(n));
        if (n < begun + periods - 1 || missing(n)) {
            return Optional.empty();
        }
        Duration length = settings.period.multipliedBy(periods);
        BigDecimal value = settings.unit.shown(feedsIn(begun) ? used.negate() : used, length);
        Instant at = run.instant(settings.stamp == Settings.Stamp.START ? begun : n);
        boolean isLate = !isStated && dice.happens(Dice.Throw.CLOCK, n, settings.faults.clock());
        return Optional.of(new Measurement(id, isLate ? at.plus(lateness()) : at, value, isStated ? length : null));
    }

    /** So late that the value seems to be of the next period. */
    private Duration lateness() {
        return run.settings().period.multipliedBy(95).dividedBy(100);
    }

    /** The sun has its hours. */
    private boolean feedsIn(long n) {
        int hour = run.instant(n).atZone(ZoneOffset.UTC).getHour();
        return run.settings().direction == Settings.Direction.NET && hour >= 9 && hour < 16;
    }

    private BigDecimal read(long n) {
        Settings settings = run.settings();
        BigDecimal before = register;
        if (n > 0) {
            register = wrap(register.add(settings.unit.shown(energy(n - 1), settings.period)));
        }
        Settings.Faults faults = settings.faults;
        if (n > 0 && dice.happens(Dice.Throw.RESET, n, faults.reset())) {
            register = BigDecimal.ZERO;
        }
        if (n > 0 && dice.happens(Dice.Throw.SWAP, n, faults.swap())) {
            BigDecimal level = BigDecimal.valueOf(dice.below(Dice.Throw.SWAP_LEVEL, n, LEVELS));
            register = wrap(settings.unit.shown(level, settings.period));
        }
        return shown(n, before, faults);
    }

    private BigDecimal shown(long n, BigDecimal before, Settings.Faults faults) {
        boolean isBeforeTheJump = n < ZEROS_BEFORE_A_JUMP && dice.happens(Dice.Throw.JUMP, 0, faults.jump());
        boolean isAtTheEnd =
                n >= run.steps() - ZEROS_AT_THE_END && dice.happens(Dice.Throw.PENDING, 0, faults.pending());
        if (isBeforeTheJump || isAtTheEnd || n > 0 && dice.happens(Dice.Throw.GLITCH, n, faults.glitch())) {
            return BigDecimal.ZERO;
        }
        boolean swings = n > 0 && before.signum() > 0 && dice.happens(Dice.Throw.NOISE, n, faults.noise());
        return swings ? before.subtract(before.ulp()) : register;
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
