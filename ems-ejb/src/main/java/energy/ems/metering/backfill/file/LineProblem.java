package energy.ems.metering.backfill.file;

/**
 * Why a line was left out.
 *
 * @param line counted from 1, with the headings
 * @param value what stands there, short enough to be shown; null where that says nothing
 */
public record LineProblem(int line, Kind kind, String value) {

    private static final int LONGEST = 60;

    /** What may be wrong with a line. */
    public enum Kind {
        /** More cells than there are headings, as when a comma is both separator and decimal mark. */
        TOO_MANY_CELLS,
        /** The date or time cannot be read. */
        NO_TIME,
        /** The clock was put forward over this time. */
        SKIPPED_TIME,
        /** The clock showed this time twice, and nobody can tell which is meant. */
        AMBIGUOUS_TIME,
        /** The value is no number. */
        NO_NUMBER,
        /** The unit is none of energy or power. */
        UNKNOWN_UNIT,
        /** The length of the interval is none that a meter can state. */
        NO_INTERVAL,
        /** An earlier line has this time already, with another value. */
        TWICE,
        /** The device's settings of that time cannot take what stands there. */
        NOT_FOR_DEVICE
    }

    static LineProblem of(int line, Kind kind, String value) {
        return new LineProblem(
                line, kind, value == null || value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "…");
    }
}
