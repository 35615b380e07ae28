package energy.ems.metering;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * How far the last seven days of a device are from what they usually are: each day against the median of the same
 * weekday of the four weeks before, so that neither a weekend nor one odd week of the past is taken for a change.
 *
 * @param usedKwh of the days that can be judged
 * @param usualKwh of the same days
 * @param offKwh by how much they were off, each day by itself: a day too high does not make up for one too low
 */
public record WeekAgainstUsual(BigDecimal usedKwh, BigDecimal usualKwh, BigDecimal offKwh) {

    /** Days that are judged, and as many before them as four weeks have. */
    public static final int DAYS = 7;

    static final int DAYS_BEFORE = 28;

    /** A day of which less is known says little. */
    private static final long ENOUGH_HOURS = 20;

    private static final int ENOUGH_DAYS = 3;
    private static final int ENOUGH_WEEKS = 2;
    private static final BigDecimal HUNDRED = new BigDecimal(100);
    private static final BigDecimal ODD = new BigDecimal(50);

    /** What is known of a day. @param kwh null for nothing */
    record Day(BigDecimal kwh, long knownHours) {

        static final Day UNKNOWN = new Day(null, 0);

        boolean isKnown() {
            return kwh != null && knownHours >= ENOUGH_HOURS;
        }
    }

    /**
     * The week of a device.
     *
     * @param days 35 in a row, the last one yesterday
     * @return null when too little is known, or when usually nothing is used
     */
    static WeekAgainstUsual of(List<Day> days) {
        BigDecimal used = BigDecimal.ZERO;
        BigDecimal usual = BigDecimal.ZERO;
        BigDecimal off = BigDecimal.ZERO;
        int judged = 0;
        for (int i = DAYS_BEFORE; i < DAYS_BEFORE + DAYS; i++) {
            List<BigDecimal> before = new ArrayList<>();
            for (int week = 1; week * DAYS <= DAYS_BEFORE; week++) {
                Day same = days.get(i - week * DAYS);
                if (same.isKnown()) {
                    before.add(same.kwh());
                }
            }
            Day day = days.get(i);
            if (day.isKnown() && before.size() >= ENOUGH_WEEKS) {
                BigDecimal expected = median(before);
                used = used.add(day.kwh());
                usual = usual.add(expected);
                off = off.add(day.kwh().subtract(expected).abs());
                judged++;
            }
        }
        return judged < ENOUGH_DAYS || usual.signum() == 0 ? null : new WeekAgainstUsual(used, usual, off);
    }

    private static BigDecimal median(List<BigDecimal> numbers) {
        List<BigDecimal> sorted = numbers.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : sorted.get(middle - 1).add(sorted.get(middle)).divide(BigDecimal.valueOf(2), MathContext.DECIMAL64);
    }

    /** In percent of what is usual, never negative. */
    public BigDecimal offPercent() {
        return offKwh.multiply(HUNDRED).divide(usualKwh.abs(), MathContext.DECIMAL64);
    }

    /** More or less than usual, in percent. */
    public BigDecimal changePercent() {
        return usedKwh.subtract(usualKwh).multiply(HUNDRED).divide(usualKwh.abs(), MathContext.DECIMAL64);
    }

    /** Whether the week is off by half of what is usual. */
    public boolean isOdd() {
        return offPercent().compareTo(ODD) >= 0;
    }
}
