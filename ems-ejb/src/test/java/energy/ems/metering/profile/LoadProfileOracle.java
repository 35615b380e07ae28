package energy.ems.metering.profile;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The rules a second time, written from their wording and not from the code under test: it looks ahead where that holds
 * back, asks every hour about every piece of energy where that books each piece into its quarters, and counts in
 * whole 10⁻²⁴ kWh where that divides decimals. Slow on purpose.
 */
public final class LoadProfileOracle {

    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long FOUR_HUNDRED_DAYS = Duration.ofDays(400).toMillis();

    /** So fine is what a mean power brings, in decimals of kWh. */
    private static final int FINEST = 24;

    /** So many of these make what is kept of an hour and of a share: 10⁻¹⁵ kWh. */
    private static final BigInteger KEPT = BigInteger.TEN.pow(FINEST - 15);

    /** Energy in integer multiples of 10⁻²⁴ kWh. */
    private record Piece(long from, long to, BigInteger energy) {

        BigInteger until(long instant) {
            if (instant <= from) {
                return BigInteger.ZERO;
            }
            if (instant >= to) {
                return energy;
            }
            return energy.multiply(BigInteger.valueOf(instant - from))
                    .divide(BigInteger.valueOf(to - from).multiply(KEPT))
                    .multiply(KEPT);
        }
    }

    private record Noticed(Finding.Kind kind, long from, long until) {}

    /** What was said of the settings, one after the other; of each instant, what was said last. */
    private final List<Said> said;

    /** Settings that count from an instant on, whatever was said of it before. */
    public record Said(Instant from, MeterSettings settings) {}

    /** What was ruled of the readings of these instants. */
    private final Map<Instant, Ruling> ruled;

    private final MeterSettings settings;
    private final List<Reading> readings;
    private final List<Piece> pieces = new ArrayList<>();
    private final List<Noticed> noticed = new ArrayList<>();
    private final List<Long> countedAt = new ArrayList<>();

    /** The intervals whose length was stated, and where their readings count. */
    private final List<Piece> stated = new ArrayList<>();

    // The accepted reading and the level of its stretch, and the same of the one accepted before (-1: none).
    private int a;
    private BigInteger level;
    private int b = -1;
    private BigInteger levelOfB;

    public LoadProfileOracle(MeterSettings settings, List<Reading> readings) {
        this(List.of(new Said(Instant.MIN, settings)), readings);
    }

    /** @param said in the order in which it was said, the first for all along */
    public LoadProfileOracle(List<Said> said, List<Reading> readings) {
        this(said, Map.of(), readings);
    }

    /** The same after people have ruled of readings. */
    LoadProfileOracle(List<Said> said, Map<Instant, Ruling> ruled, List<Reading> all) {
        this(said, ruled, said.get(0).settings, new ArrayList<>(all));
        readings.removeIf(reading -> ruled.get(reading.at()) == Ruling.WRONG);
        int first = 0;
        for (int i = 1; i <= readings.size(); i++) {
            if (i == readings.size()
                    || isApart(readings.get(i - 1).at(), readings.get(i).at())) {
                List<Reading> alike = readings.subList(first, i);
                LoadProfileOracle part = new LoadProfileOracle(
                        said, ruled, inForce(said, alike.get(0).at()), alike);
                part.judge();
                pieces.addAll(part.pieces);
                noticed.addAll(part.noticed);
                countedAt.addAll(part.countedAt);
                stated.addAll(part.stated);
                first = i;
            }
        }
    }

    private LoadProfileOracle(
            List<Said> said, Map<Instant, Ruling> ruled, MeterSettings settings, List<Reading> readings) {
        this.said = said;
        this.ruled = ruled;
        this.settings = settings;
        this.readings = readings;
    }

    /** The settings of that instant. */
    static MeterSettings inForce(List<Said> said, Instant instant) {
        for (int i = said.size() - 1; i > 0; i--) {
            if (!said.get(i).from.isAfter(instant)) {
                return said.get(i).settings;
            }
        }
        return said.get(0).settings;
    }

    /**
     * Whether two readings in a row cannot be compared: other settings between them, or of registers another mode or
     * factor, or another meter between them.
     */
    private boolean isApart(Instant earlier, Instant later) {
        MeterSettings before = inForce(said, earlier);
        boolean isOtherMeter = ruled.entrySet().stream()
                .anyMatch(each -> each.getValue() == Ruling.SWAP
                        && each.getKey().isAfter(earlier)
                        && !each.getKey().isAfter(later));
        return isOtherMeter && before.readingMode() == ReadingMode.CUMULATIVE
                || isReadOtherwise(before, earlier, later);
    }

    private boolean isReadOtherwise(MeterSettings before, Instant earlier, Instant later) {
        return said.stream()
                .map(Said::from)
                .filter(change -> change.isAfter(earlier) && !change.isAfter(later))
                .map(change -> inForce(said, change))
                .anyMatch(then -> before.readingMode() == ReadingMode.CUMULATIVE
                        ? then.readingMode() != ReadingMode.CUMULATIVE
                                || !then.factor().equals(before.factor())
                        : !then.equals(before));
    }

    private MeterSettings settings(int index) {
        return inForce(said, readings.get(index).at());
    }

    private void judge() {
        if (settings.readingMode() == ReadingMode.CUMULATIVE) {
            readings.forEach(reading -> countedAt.add(start(reading)));
            level = value(0);
            judgeAll();
            pieces.stream()
                    .filter(this::isGap)
                    .forEach(piece -> noticed.add(new Noticed(Finding.Kind.GAP, piece.from, piece.to)));
        } else {
            IntStream.range(0, readings.size()).forEach(i -> {
                int before = pieces.size();
                placeInterval(i);
                if (readings.get(i).stated() != null) {
                    stated.add(pieces.get(before));
                }
            });
        }
    }

    private long length(Reading reading) {
        return (reading.stated() == null ? settings.expectedInterval() : reading.stated()).toMillis();
    }

    /** At least nine tenths in an hour, and in an hour with room for one nobody who is in it for longer, or as long. */
    private void placeInterval(int i) {
        long length = length(readings.get(i));
        long start = start(readings.get(i));
        if (length > HOUR) {
            pieces.add(new Piece(start, start + length, units(readings.get(i).kwh())));
            countedAt.add(start);
            return;
        }
        Long hour = home(i, HOUR);
        boolean isOutdone = hour != null && length == HOUR && isOutdone(i, hour, HOUR);
        long from = start;
        long to = start + length;
        if (hour != null && !isOutdone) {
            from = Math.max(from, hour);
            to = Math.min(to, hour + HOUR);
        }
        pieces.add(new Piece(from, to, units(readings.get(i).kwh())));
        countedAt.add(from);
        Long quarter = home(i, HOUR / 4);
        if (isOutdone || quarter != null && length == HOUR / 4 && isOutdone(i, quarter, HOUR / 4)) {
            noticed.add(new Noticed(Finding.Kind.CLOCK, from, from));
        }
    }

    private Long home(int i, long grain) {
        long start = start(readings.get(i));
        for (long slot = Math.floorDiv(start, grain) * grain; slot <= start + HOUR; slot += grain) {
            if (10 * within(i, slot, grain) >= 9 * length(readings.get(i))) {
                return slot;
            }
        }
        return null;
    }

    private long within(int i, long slot, long grain) {
        long start = start(readings.get(i));
        long end = start + length(readings.get(i));
        return Math.max(0, Math.min(end, slot + grain) - Math.max(start, slot));
    }

    private boolean isOutdone(int i, long slot, long grain) {
        if (ruled.get(readings.get(i).at()) == Ruling.REAL) {
            return false;
        }
        long mine = within(i, slot, grain);
        return IntStream.range(0, readings.size()).anyMatch(k -> {
            long theirs = within(k, slot, grain);
            Long home = home(k, grain);
            return k != i
                    && ruled.get(readings.get(k).at()) != Ruling.REAL
                    && length(readings.get(k)) == grain
                    && home != null
                    && home == slot
                    && (theirs > mine || theirs == mine && k < i);
        });
    }

    private boolean isGap(Piece piece) {
        long firstWhole = -Math.floorDiv(-piece.from, HOUR) * HOUR;
        long length = piece.to - piece.from;
        long usual =
                inForce(said, Instant.ofEpochMilli(piece.to)).expectedInterval().toMillis();
        return length > 3 * usual && length > HOUR && firstWhole + HOUR <= piece.to;
    }

    // ---- which readings count

    private void judgeAll() {
        boolean over = false;
        int i = 1;
        while (i < readings.size()) {
            if (isReal(i)) {
                believe(i);
                i++;
            } else if (isUp(i)) {
                accept(i, value(i).subtract(level), value(i));
                i++;
            } else if (isSwing(i)) {
                if (value(i).compareTo(value(a)) < 0) {
                    notice(Finding.Kind.NOISE, i, i);
                }
                accept(i, BigInteger.ZERO, level);
                i++;
            } else if (isFromZero(i)) {
                notice(Finding.Kind.RESET, a, i);
                pieces.add(new Piece(at(a), at(i), value(i)));
                a = i;
                level = value(i);
                b = -1;
                i++;
            } else if (value(a).compareTo(level) < 0 && value(i).compareTo(level) < 0 && follows(value(a), a, i)) {
                // A finer digit shows that the swing was none: the stretch began at a.
                pieces.remove(pieces.size() - 1);
                int first = a;
                a = b;
                level = levelOfB;
                startAt(first);
            } else {
                int decider = i;
                while (decider < readings.size()
                        && !isReal(decider)
                        && !isForgotten(decider)
                        && !isFromZero(decider)
                        && !comesBack(i, decider)
                        && !settles(i, decider)) {
                    decider++;
                }
                if (decider == readings.size()) {
                    int latest = decider - 1;
                    if (over || tail(i, latest) != i || !rolls(level, a, i)) {
                        notice(Finding.Kind.PENDING, i, latest);
                        return;
                    }
                    over = true;
                    rolled(i);
                    i++;
                } else if (isReal(decider)) {
                    leaveOut(i, decider);
                    i = decider;
                } else if (isForgotten(decider)) {
                    leaveOut(i, decider);
                    startAt(decider);
                    i = decider + 1;
                } else if (isFromZero(decider) || comesBack(i, decider)) {
                    leaveOut(i, decider);
                    i = decider;
                } else {
                    int first = tail(i, decider);
                    leaveOut(i, first);
                    goOnFrom(first);
                    i = first + 1;
                }
            }
        }
    }

    private boolean isReal(int i) {
        return ruled.get(readings.get(i).at()) == Ruling.REAL && value(i).signum() != 0;
    }

    /** Whatever lies between is energy, from the level on or from zero, and nobody comes back to before it. */
    private void believe(int i) {
        if (at(i) - at(a) > FOUR_HUNDRED_DAYS) {
            startAt(i);
            return;
        }
        BigInteger energy = value(i).subtract(level);
        if (energy.signum() < 0) {
            boolean isOver = settings(i).registerCapacity() != null && level.compareTo(capacity(i)) <= 0;
            energy = isSwing(i) ? BigInteger.ZERO : isOver ? through(level, i) : value(i);
        }
        pieces.add(new Piece(at(a), at(i), energy));
        a = i;
        level = value(i);
        b = -1;
    }

    private void goOnFrom(int first) {
        if (rolls(level, a, first)) {
            rolled(first);
        } else if (value(first).compareTo(level) < 0 && b >= 0 && follows(levelOfB, b, first)) {
            notice(Finding.Kind.GLITCH, a, a);
            pieces.remove(pieces.size() - 1);
            a = b;
            level = levelOfB;
            accept(first, value(first).subtract(level), value(first));
        } else {
            startAt(first);
        }
    }

    private void startAt(int first) {
        Finding.Kind kind;
        if (at(first) - at(a) > FOUR_HUNDRED_DAYS) {
            kind = Finding.Kind.GAP;
        } else if (value(first).compareTo(level) < 0) {
            kind = follows(BigInteger.ZERO, a, first) ? Finding.Kind.RESET : Finding.Kind.SWAP;
        } else {
            kind = level.signum() == 0 ? Finding.Kind.JUMP : Finding.Kind.SWAP;
        }
        notice(kind, a, first);
        a = first;
        level = value(first);
        b = -1;
    }

    private void accept(int i, BigInteger energy, BigInteger newLevel) {
        pieces.add(new Piece(at(a), at(i), energy));
        b = a;
        levelOfB = level;
        a = i;
        level = newLevel;
    }

    private void rolled(int first) {
        notice(Finding.Kind.ROLLOVER, a, first);
        accept(first, through(level, first), value(first));
    }

    private void leaveOut(int from, int to) {
        if (from < to) {
            notice(Finding.Kind.GLITCH, from, to - 1);
        }
    }

    private void notice(Finding.Kind kind, int from, int until) {
        noticed.add(new Noticed(kind, at(from), at(until)));
    }

    private boolean isUp(int i) {
        return follows(level, a, i);
    }

    /** Whether a counter that starts at zero by design did so since the accepted reading. */
    private boolean isFromZero(int i) {
        return settings(i).afterReset() == AfterReset.FROM_ZERO
                && value(i).compareTo(level) < 0
                && !isSwing(i)
                && follows(BigInteger.ZERO, a, i);
    }

    private boolean isSwing(int i) {
        List<BigInteger> values = new ArrayList<>(List.of(level, value(a), value(i)));
        List<Integer> shownBy = new ArrayList<>(List.of(a, i));
        if (b >= 0) {
            values.add(levelOfB);
            shownBy.add(b);
        }
        return swings(level, a, i, values, shownBy);
    }

    private boolean swings(BigInteger from, int earlier, int later, List<BigInteger> values, List<Integer> shownBy) {
        if (at(later) - at(earlier) > FOUR_HUNDRED_DAYS || value(later).signum() == 0) {
            return false;
        }
        BigInteger down = from.subtract(value(later));
        return down.signum() > 0 && down.compareTo(lastDigit(values, shownBy).shiftLeft(1)) <= 0;
    }

    /**
     * One unit of the last digit sent: the greatest power of ten, of no more than one of any unit in which they came and
     * times the factor, that divides all of these.
     */
    private BigInteger lastDigit(List<BigInteger> values, List<Integer> shownBy) {
        BigInteger digit = shownBy.stream()
                .map(index -> oneShown(settings(index)))
                .min(Comparator.naturalOrder())
                .orElseThrow();
        while (true) {
            BigInteger candidate = digit;
            if (values.stream().allMatch(value -> value.mod(candidate).signum() == 0)) {
                return digit;
            }
            digit = digit.divide(BigInteger.TEN);
        }
    }

    private static BigInteger oneShown(MeterSettings settings) {
        int thousands = switch (settings.unit()) {
            case W, WH -> -1;
            case KW, KWH -> 0;
            case MWH -> 1;
        };
        return units(settings.factor().scaleByPowerOfTen(3 * thousands));
    }

    private boolean isForgotten(int zero) {
        if (value(zero).signum() != 0 || level.signum() == 0) {
            return false;
        }
        int above = zero - 1;
        while (value(above).signum() == 0) {
            above--;
        }
        return at(zero) - at(above) > FOUR_HUNDRED_DAYS;
    }

    private boolean comesBack(int firstHeld, int candidate) {
        if (candidate == firstHeld || !isUp(candidate) && !isSwing(candidate)) {
            return false;
        }
        BigInteger before = value(candidate - 1);
        if (before.signum() == 0 && isUp(candidate)) {
            return true;
        }
        if (before.compareTo(level) > 0) {
            return !follows(before, candidate - 1, candidate);
        }
        BigInteger back = value(candidate).subtract(before);
        BigInteger down = level.subtract(value(firstHeld));
        return back.multiply(BigInteger.TWO).compareTo(down) > 0;
    }

    /** Whether the readings up to {@code index}, held since {@code firstHeld}, decide what they are. */
    private boolean settles(int firstHeld, int index) {
        return countAboveZero(tail(firstHeld, index), index) >= 4 || countAboveZero(firstHeld, index) > 12;
    }

    private long countAboveZero(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .filter(k -> value(k).signum() > 0)
                .count();
    }

    private int tail(int firstHeld, int index) {
        List<Integer> above = IntStream.rangeClosed(firstHeld, index)
                .filter(k -> value(k).signum() > 0)
                .boxed()
                .toList();
        if (above.isEmpty()) {
            return firstHeld;
        }
        int n = above.size() - 1;
        while (n > 0 && agree(above.get(n - 1), above.get(n))) {
            n--;
        }
        int from = above.get(n);
        while (from > firstHeld && value(from - 1).signum() == 0 && follows(BigInteger.ZERO, from - 1, from)) {
            from--;
        }
        return from;
    }

    private boolean agree(int earlier, int later) {
        return follows(value(earlier), earlier, later)
                || swings(
                        value(earlier), earlier, later, List.of(value(earlier), value(later)), List.of(earlier, later));
    }

    private boolean follows(BigInteger from, int earlier, int later) {
        BigInteger up = value(later).subtract(from);
        long time = at(later) - at(earlier);
        if (time > FOUR_HUNDRED_DAYS || up.signum() < 0) {
            return false;
        }
        BigDecimal power = settings(later).maximumPowerKw();
        if (from.signum() == 0) {
            power = power.min(new BigDecimal("1000"));
        }
        return up.multiply(BigInteger.valueOf(HOUR)).compareTo(reach(power, time, later)) <= 0;
    }

    private boolean rolls(BigInteger from, int earlier, int later) {
        if (settings(later).registerCapacity() == null || at(later) - at(earlier) > FOUR_HUNDRED_DAYS) {
            return false;
        }
        BigInteger capacity = capacity(later);
        return from.compareTo(capacity) <= 0
                && from.multiply(BigInteger.TEN).compareTo(capacity.multiply(BigInteger.valueOf(9))) >= 0
                && value(later).multiply(BigInteger.TEN).compareTo(capacity) <= 0
                && through(from, later)
                                .multiply(BigInteger.valueOf(HOUR))
                                .compareTo(reach(settings(later).maximumPowerKw(), at(later) - at(earlier), later))
                        <= 0;
    }

    private BigInteger capacity(int index) {
        return oneShown(settings(index))
                .multiply(settings(index).registerCapacity().toBigIntegerExact());
    }

    private BigInteger reach(BigDecimal power, long millis, int later) {
        return units(power)
                .multiply(BigInteger.valueOf(
                        Math.max(millis, settings(later).expectedInterval().toMillis())));
    }

    private BigInteger through(BigInteger from, int later) {
        return capacity(later).subtract(from).add(value(later));
    }

    private BigInteger value(int index) {
        return units(readings.get(index).kwh());
    }

    private long at(int index) {
        return readings.get(index).at().toEpochMilli();
    }

    private static BigInteger units(BigDecimal kwh) {
        return kwh.setScale(FINEST, RoundingMode.UNNECESSARY).unscaledValue();
    }

    /** All that was counted, in kWh. */
    BigDecimal energy() {
        return new BigDecimal(pieces.stream().map(Piece::energy).reduce(BigInteger.ZERO, BigInteger::add), FINEST);
    }

    // ---- what that makes of the hours

    List<String> findings() {
        Set<String> told = new HashSet<>();
        return noticed.stream()
                .sorted(Comparator.comparing(Noticed::until)
                        .thenComparing(Noticed::kind)
                        .thenComparing(Noticed::from))
                .filter(each -> told.add(each.kind + " at " + each.until))
                .map(each -> "%s %s %s"
                        .formatted(each.kind, Instant.ofEpochMilli(each.from), Instant.ofEpochMilli(each.until)))
                .toList();
    }

    /** Each hour as {@code start energy readings/expected quality}. */
    public List<String> hours() {
        TreeSet<Long> starts = new TreeSet<>();
        for (long at : countedAt) {
            starts.add(Math.floorDiv(at, HOUR));
        }
        for (Piece piece : pieces) {
            for (long hour = Math.floorDiv(piece.from, HOUR); hour * HOUR < piece.to; hour++) {
                starts.add(hour);
            }
        }
        return starts.stream().map(hour -> hour(hour * HOUR)).toList();
    }

    private String hour(long start) {
        long received = countedAt.stream()
                .filter(at -> at >= start && at < start + HOUR)
                .count();
        MeterSettings then = inForce(said, Instant.ofEpochMilli(start));
        long usual = HOUR / then.expectedInterval().toMillis();
        long told = LongStream.range(0, 4)
                .map(quarter -> Math.min(HOUR / 4, statedWithin(start + quarter * HOUR / 4, HOUR / 4)))
                .sum();
        long own = stated.stream()
                .filter(piece -> piece.from >= start && piece.from < start + HOUR)
                .count();
        // Who says of which time he speaks is expected just so; in the rest of the hour, as the device's settings have
        // it.
        long expected = own + (HOUR - told) / then.expectedInterval().toMillis();
        BigInteger energy = null;
        String quality;
        boolean crossed = false;
        long[] known = new long[4];
        for (Piece piece : pieces) {
            if (piece.to > start && piece.from < start + HOUR) {
                BigInteger part = piece.until(start + HOUR).subtract(piece.until(start));
                energy = energy == null ? part : energy.add(part);
                crossed |= piece.from < start || piece.to > start + HOUR;
                for (int quarter = 0; quarter < known.length; quarter++) {
                    long from = start + quarter * HOUR / 4;
                    known[quarter] += Math.max(0, Math.min(piece.to, from + HOUR / 4) - Math.max(piece.from, from));
                }
            }
        }
        boolean byCount = then.readingMode() == ReadingMode.INTERVAL && usual > 0;
        boolean isAllThere = byCount
                ? received >= expected && (received > 0 || told == HOUR)
                : LongStream.of(known).allMatch(each -> each >= HOUR / 4);
        quality = energy == null ? "MISSING" : crossed ? "ESTIMATED" : isAllThere ? "MEASURED" : "PARTIAL";
        String kwh = energy == null
                ? "null"
                : Energy.canonical(new BigDecimal(toNearestEven(energy, KEPT), 15))
                        .toPlainString();
        return "%s %s %d/%d %s".formatted(Instant.ofEpochMilli(start), kwh, received, expected, quality);
    }

    private long statedWithin(long start, long time) {
        return stated.stream()
                .mapToLong(piece -> Math.max(0, Math.min(piece.to, start + time) - Math.max(piece.from, start)))
                .sum();
    }

    /**
     * What that mean power makes of that time, in kWh of 24 decimals.
     *
     * @param kilowatts exact
     */
    static BigDecimal energyOf(BigDecimal kilowatts, Duration time) {
        BigInteger kilowattMillis = units(kilowatts).multiply(BigInteger.valueOf(time.toMillis()));
        return new BigDecimal(toNearestEven(kilowattMillis, BigInteger.valueOf(HOUR)), FINEST);
    }

    private static BigInteger toNearestEven(BigInteger energy, BigInteger grain) {
        BigInteger below = energy.subtract(energy.mod(grain)).divide(grain);
        int half = energy.mod(grain).shiftLeft(1).compareTo(grain);
        return half > 0 || half == 0 && below.testBit(0) ? below.add(BigInteger.ONE) : below;
    }

    private long start(Reading reading) {
        boolean late = settings.readingMode() == ReadingMode.INTERVAL && settings.intervalStamp() == IntervalStamp.END;
        return reading.at().toEpochMilli() - (late ? length(reading) : 0);
    }
}
