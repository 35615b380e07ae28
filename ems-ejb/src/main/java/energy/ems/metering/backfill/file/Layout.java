package energy.ems.metering.backfill.file;

import energy.ems.metering.profile.EnergyUnit;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a file of readings is to be read. What is null is not known, or not said. Immutable.
 *
 * @param timeColumn the heading of the column that holds the date, or date and time
 * @param clockColumn of the time of day, where the date stands alone
 * @param valueColumn of the values
 * @param unitColumn of a unit on each line; where it is, it comes before {@code unit}
 * @param series which lines count, where a file holds those of several registers or meters: of each of these columns the
 *     values of which a line has to have one
 * @param dateOrder how dates are written; null also where all are written with the year first
 * @param zone of times that say no offset; null also where all do
 * @param stamp which end of its interval a time names
 * @param decimalMark what stands before the decimals
 * @param unit of the values
 * @param period how far two values are apart, which is the length of an interval
 * @param doubledHour which of two hours is meant when the clock shows the same twice; null also where none is doubled
 */
public record Layout(
        String timeColumn,
        String clockColumn,
        String valueColumn,
        String unitColumn,
        Map<String, Set<String>> series,
        DateOrder dateOrder,
        ZoneId zone,
        Stamp stamp,
        DecimalMark decimalMark,
        EnergyUnit unit,
        Duration period,
        DoubledHour doubledHour) {

    /** Nothing is known. */
    public static final Layout UNKNOWN =
            new Layout(null, null, null, null, Map.of(), null, null, null, null, null, null, null);

    /** Whether the day comes first in a date, or the month. */
    public enum DateOrder {
        DAY_FIRST,
        MONTH_FIRST
    }

    /** Which moment the time of a value names. */
    public enum Stamp {
        /** The beginning of the interval; of a register, it shows this at the interval's end. */
        START,
        /** The end of the interval; of a register, the moment at which it shows this. */
        END,
        /** As the device itself stamps what it sends. */
        AS_DEVICE
    }

    /** What stands before the decimals; the other one may part thousands. */
    public enum DecimalMark {
        POINT('.'),
        COMMA(',');

        private final char sign;

        DecimalMark(char sign) {
            this.sign = sign;
        }

        char sign() {
            return sign;
        }
    }

    /** Which of two hours a time of day means, when the clock was put back. */
    public enum DoubledHour {
        /** Each time stands twice: the file's order tells. */
        IN_ORDER,
        /** The first, in summer time. */
        EARLIER,
        /** The second, in winter time. */
        LATER,
        /** Neither: these lines are left out, each with an error. */
        LEAVE_OUT
    }

    public Layout {
        Map<String, Set<String>> copy = new LinkedHashMap<>();
        series.forEach((column, chosen) -> copy.put(column, new TreeSet<>(chosen)));
        series = copy;
    }

    /** What a person said, and where they said nothing, this. */
    public Layout overruledBy(Layout said) {
        Map<String, Set<String>> all = new LinkedHashMap<>(series);
        all.putAll(said.series);
        return new Layout(
                or(said.timeColumn, timeColumn),
                or(said.clockColumn, clockColumn),
                or(said.valueColumn, valueColumn),
                or(said.unitColumn, unitColumn),
                all,
                or(said.dateOrder, dateOrder),
                or(said.zone, zone),
                or(said.stamp, stamp),
                or(said.decimalMark, decimalMark),
                or(said.unit, unit),
                or(said.period, period),
                or(said.doubledHour, doubledHour));
    }

    private static <T> T or(T said, T otherwise) {
        return said == null ? otherwise : said;
    }
}
