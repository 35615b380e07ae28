package energy.ems.metering.profile;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The rules a second time, written from their wording and not from the code under test: it looks ahead where that holds
 * back, asks every hour about every piece of energy where that books each piece into its quarters, and counts in
 * whole 10⁻¹⁵ kWh where that divides decimals. Slow on purpose.
 */
public final class LoadProfileOracle {

    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long FOUR_HUNDRED_DAYS = Duration.ofDays(400).toMillis();

    /** Energy in integer multiples of 10⁻¹⁵ kWh. */
    private record Piece(long from, long to, BigInteger energy) {

        BigInteger until(long instant) {
            if (instant <= from) {
                return BigInteger.ZERO;
            }
            if (instant >= to) {
                return energy;
            }
            return energy.multiply(BigInteger.valueOf(instant - from)).divide(BigInteger.valueOf(to - from));
        }
    }

    private final MeterSettings settings;
    private final List<Reading> readings;
    private final List<Piece> pieces = new ArrayList<>();
    private final TreeMap<Instant, Finding.Kind> findings = new TreeMap<>();

    public LoadProfileOracle(MeterSettings settings, List<Reading> readings) {
        this.settings = settings;
        this.readings = readings;
        if (settings.readingMode() == ReadingMode.CUMULATIVE) {
            if (!readings.isEmpty()) {
                goOn(-1, 0, 1);
            }
        } else if (settings.expectedInterval().toMillis() > HOUR) {
            for (Reading reading : readings) {
                long start = start(reading);
                pieces.add(new Piece(start, start + settings.expectedInterval().toMillis(), units(reading.kwh())));
            }
        }
    }

    // ---- which readings count

    /** @param before index of the accepted reading before the last one, or -1; @param next index of the next reading */
    private void goOn(int before, int last, int next) {
        int i = next;
        int a = last;
        int b = before;
        while (i < readings.size()) {
            if (follows(a, i)) {
                piece(a, i);
                b = a;
                a = i;
                i++;
                continue;
            }
            // Reading i does not follow. Look ahead for the reading that decides.
            int decider = i + 1;
            while (decider < readings.size() && !comesBack(a, i, decider) && !settles(i, decider)) {
                decider++;
            }
            if (decider == readings.size()) {
                end(a, i);
                return;
            }
            if (comesBack(a, i, decider)) {
                mark(i, decider, Finding.Kind.GLITCH);
                piece(a, decider);
                b = a;
                a = decider;
                i = decider + 1;
                continue;
            }
            int x = tail(i, decider);
            mark(i, x, Finding.Kind.GLITCH);
            if (rolls(a, x)) {
                findings.put(readings.get(x).at(), Finding.Kind.ROLLOVER);
                rolled(a, x);
            } else if (compare(x, a) < 0 && b >= 0 && follows(b, x)) {
                findings.put(readings.get(a).at(), Finding.Kind.GLITCH);
                pieces.remove(pieces.size() - 1);
                piece(b, x);
            } else {
                findings.put(readings.get(x).at(), compare(x, a) < 0 ? Finding.Kind.RESET : Finding.Kind.JUMP);
            }
            for (int k = x; k < decider; k++) {
                piece(k, k + 1);
            }
            b = decider - 1;
            a = decider;
            i = decider + 1;
        }
    }

    private void end(int a, int i) {
        int lastIndex = readings.size() - 1;
        if (tail(i, lastIndex) == i && rolls(a, i)) {
            findings.put(readings.get(i).at(), Finding.Kind.ROLLOVER);
            rolled(a, i);
            for (int k = i; k < lastIndex; k++) {
                piece(k, k + 1);
            }
        } else {
            mark(i, readings.size(), Finding.Kind.PENDING);
        }
    }

    private boolean comesBack(int a, int firstHeld, int candidate) {
        int g = candidate - 1;
        if (!follows(a, candidate)) {
            return false;
        }
        if (compare(g, a) > 0) {
            return !follows(g, candidate);
        }
        BigInteger back = value(candidate).subtract(value(g));
        BigInteger down = value(a).subtract(value(firstHeld));
        return back.multiply(BigInteger.TWO).compareTo(down) > 0;
    }

    /** Whether the readings up to {@code index}, held since {@code firstHeld}, end in a decided tail. */
    private boolean settles(int firstHeld, int index) {
        int from = tail(firstHeld, index);
        int positive = 0;
        for (int k = from; k <= index; k++) {
            positive += value(k).signum() > 0 ? 1 : 0;
        }
        return positive >= 4 || index - from + 1 > 144;
    }

    private int tail(int firstHeld, int index) {
        int from = index;
        while (from > firstHeld && follows(from - 1, from)) {
            from--;
        }
        return from;
    }

    private boolean follows(int a, int b) {
        BigInteger step = value(b).subtract(value(a));
        long time = at(b) - at(a);
        if (time > FOUR_HUNDRED_DAYS || step.signum() < 0) {
            return false;
        }
        BigDecimal power = settings.maximumPowerKw();
        if (value(a).signum() == 0) {
            power = power.min(new BigDecimal("1000"));
        }
        return step.multiply(BigInteger.valueOf(HOUR)).compareTo(reach(power, time)) <= 0;
    }

    private boolean rolls(int a, int b) {
        if (settings.registerCapacity() == null || at(b) - at(a) > FOUR_HUNDRED_DAYS) {
            return false;
        }
        BigInteger capacity = units(settings.capacityKwh());
        return value(a).compareTo(capacity) <= 0
                && value(a).multiply(BigInteger.TEN).compareTo(capacity.multiply(BigInteger.valueOf(9))) >= 0
                && value(b).multiply(BigInteger.TEN).compareTo(capacity) <= 0
                && through(a, b)
                                .multiply(BigInteger.valueOf(HOUR))
                                .compareTo(reach(settings.maximumPowerKw(), at(b) - at(a)))
                        <= 0;
    }

    private BigInteger reach(BigDecimal power, long millis) {
        return units(power)
                .multiply(BigInteger.valueOf(
                        Math.max(millis, settings.expectedInterval().toMillis())));
    }

    private BigInteger through(int a, int b) {
        return units(settings.capacityKwh()).subtract(value(a)).add(value(b));
    }

    private void piece(int a, int b) {
        pieces.add(new Piece(at(a), at(b), value(b).subtract(value(a))));
    }

    private void rolled(int a, int b) {
        pieces.add(new Piece(at(a), at(b), through(a, b)));
    }

    private void mark(int from, int to, Finding.Kind kind) {
        for (int k = from; k < to; k++) {
            findings.put(readings.get(k).at(), kind);
        }
    }

    private int compare(int a, int b) {
        return value(a).compareTo(value(b));
    }

    private BigInteger value(int index) {
        return units(readings.get(index).kwh());
    }

    private long at(int index) {
        return readings.get(index).at().toEpochMilli();
    }

    private static BigInteger units(BigDecimal kwh) {
        return kwh.setScale(15, RoundingMode.UNNECESSARY).unscaledValue();
    }

    // ---- what that makes of the hours

    List<String> findings() {
        return findings.entrySet().stream()
                .map(finding -> finding.getValue() + " " + finding.getKey())
                .toList();
    }

    /** Each hour as {@code start energy readings/expected quality}. */
    public List<String> hours() {
        TreeSet<Long> starts = new TreeSet<>();
        for (Reading reading : readings) {
            starts.add(Math.floorDiv(start(reading), HOUR));
        }
        for (Piece piece : pieces) {
            for (long hour = Math.floorDiv(piece.from, HOUR); hour * HOUR < piece.to; hour++) {
                starts.add(hour);
            }
        }
        return starts.stream().map(hour -> hour(hour * HOUR)).toList();
    }

    private String hour(long start) {
        long received = readings.stream()
                .filter(reading -> start(reading) >= start && start(reading) < start + HOUR)
                .count();
        long expected = HOUR / settings.expectedInterval().toMillis();
        BigInteger energy = null;
        String quality;
        if (settings.readingMode() == ReadingMode.INTERVAL && expected > 0) {
            for (Reading reading : readings) {
                if (start(reading) >= start && start(reading) < start + HOUR) {
                    energy = (energy == null ? BigInteger.ZERO : energy).add(units(reading.kwh()));
                }
            }
            quality = energy == null ? "MISSING" : received < expected ? "PARTIAL" : "MEASURED";
        } else {
            boolean crossed = false;
            long known = 0;
            for (Piece piece : pieces) {
                if (piece.to > start && piece.from < start + HOUR) {
                    BigInteger part = piece.until(start + HOUR).subtract(piece.until(start));
                    energy = energy == null ? part : energy.add(part);
                    crossed |= piece.from < start || piece.to > start + HOUR;
                    known += Math.min(piece.to, start + HOUR) - Math.max(piece.from, start);
                }
            }
            quality = energy == null ? "MISSING" : crossed ? "ESTIMATED" : known < HOUR ? "PARTIAL" : "MEASURED";
        }
        String kwh = energy == null
                ? "null"
                : Energy.canonical(new BigDecimal(energy, 15)).toPlainString();
        return "%s %s %d/%d %s".formatted(Instant.ofEpochMilli(start), kwh, received, expected, quality);
    }

    private long start(Reading reading) {
        boolean late = settings.readingMode() == ReadingMode.INTERVAL && settings.intervalStamp() == IntervalStamp.END;
        return reading.at().toEpochMilli() - (late ? settings.expectedInterval().toMillis() : 0);
    }
}
