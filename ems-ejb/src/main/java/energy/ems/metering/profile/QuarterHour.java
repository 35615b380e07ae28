package energy.ems.metering.profile;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A quarter of an hour: the grain from which the buckets of every zone can be cut, because the offset of every zone is
 * a multiple of 15 minutes.
 *
 * @param energyKwh exact; null when nothing is known of this quarter
 * @param readings readings that fall into it
 * @param covered whether register differences (or intervals of more than an hour) span the whole quarter
 * @param sharedAtStart whether energy was shared out in proportion to time at its start
 * @param sharedAtEnd the same at its end
 * @param ofGap whether its energy is the share of a gap and nothing else: the readings around it are more than three
 *     intervals apart
 * @param stated how many of the readings state the length of their intervals
 * @param statedMillis how much of the quarter such intervals take, in milliseconds, at most all of it
 */
public record QuarterHour(
        BigDecimal energyKwh,
        int readings,
        boolean covered,
        boolean sharedAtStart,
        boolean sharedAtEnd,
        boolean ofGap,
        int stated,
        int statedMillis) {

    public static final QuarterHour EMPTY = new QuarterHour(null, 0, false, false, false, false);

    private static final String COVERED = "c";
    private static final String SHARED_AT_START = "s";
    private static final String SHARED_AT_END = "e";
    private static final String OF_GAP = "g";

    /** Of a quarter in which no reading states its length. */
    public QuarterHour(
            BigDecimal energyKwh,
            int readings,
            boolean covered,
            boolean sharedAtStart,
            boolean sharedAtEnd,
            boolean ofGap) {
        this(energyKwh, readings, covered, sharedAtStart, sharedAtEnd, ofGap, 0, 0);
    }

    public QuarterHour {
        energyKwh = Energy.canonical(energyKwh);
    }

    /**
     * The quarters of an hour as one short text to be stored beside it: {@code energy:readings:flags} four times,
     * separated by spaces, and {@code :stated:statedMillis} after those in which readings state their lengths. At most 255
     * ASCII characters.
     */
    public static String format(List<QuarterHour> quarters) {
        return quarters.stream().map(QuarterHour::format).collect(Collectors.joining(" "));
    }

    /** Reads back what {@link #format(List)} wrote, not before one is asked for. */
    public static List<QuarterHour> parse(String text) {
        return new StoredQuarters(text);
    }

    /** Whether a reading in one of them states the length of its interval. */
    static boolean anyStated(List<QuarterHour> quarters) {
        return quarters instanceof StoredQuarters stored
                ? stored.isStated()
                : quarters.stream().anyMatch(quarter -> quarter.statedMillis() > 0);
    }

    private String format() {
        return (energyKwh == null ? "" : energyKwh.toPlainString())
                + ":" + readings + ":"
                + (covered ? COVERED : "")
                + (sharedAtStart ? SHARED_AT_START : "")
                + (sharedAtEnd ? SHARED_AT_END : "")
                + (ofGap ? OF_GAP : "")
                + (statedMillis > 0 ? ":" + stated + ":" + statedMillis : "");
    }

    static QuarterHour parseOne(String text) {
        String[] parts = text.split(":", -1);
        return new QuarterHour(
                parts[0].isEmpty() ? null : new BigDecimal(parts[0]),
                Integer.parseInt(parts[1]),
                parts[2].contains(COVERED),
                parts[2].contains(SHARED_AT_START),
                parts[2].contains(SHARED_AT_END),
                parts[2].contains(OF_GAP),
                parts.length > 3 ? Integer.parseInt(parts[3]) : 0,
                parts.length > 3 ? Integer.parseInt(parts[4]) : 0);
    }
}
