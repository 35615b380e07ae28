package energy.ems.metering.backfill.file;

import energy.ems.metering.backfill.file.Layout.DateOrder;
import energy.ems.metering.backfill.file.Layout.DecimalMark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What stands in a column. Grows line by line, up to a bound. */
final class ColumnProfile {

    /** More different values are no registers and no meters of one household. */
    static final int MOST_DIFFERENT = 100;

    private static final int EXAMPLES = 3;
    /** After so many lines a column that had nothing of a kind is not of it. */
    private static final int ENOUGH = 2_000;

    private final String name;
    private final List<String> examples = new ArrayList<>();
    private final TreeSet<String> different = new TreeSet<>();
    private int filled;
    private int dates;
    private int datesWithClock;
    private int withoutOffset;
    private int sinceEpoch;
    private int yearLast;
    private int firstBeyondMonths;
    private int secondBeyondMonths;
    private int clocks;
    private int units;
    private int numbers;
    private int needsPoint;
    private int needsComma;
    private int marks;

    ColumnProfile(String name) {
        this.name = name;
    }

    void add(String text) {
        if (Cells.isNothing(text)) {
            return;
        }
        filled++;
        if (examples.size() < EXAMPLES && !examples.contains(text)) {
            examples.add(text.length() > 60 ? text.substring(0, 60) + "…" : text);
        }
        if (different.size() <= MOST_DIFFERENT && text.length() <= 200) {
            different.add(text);
        }
        if (filled <= ENOUGH || dates > 0) {
            WrittenTime.of(text).ifPresent(date -> addDate(date, text));
        }
        if (filled <= ENOUGH) {
            sinceEpoch += WrittenTime.sinceEpoch(text).isPresent() ? 1 : 0;
            clocks += WrittenTime.isClock(text) ? 1 : 0;
            units += Cells.unit(text).isPresent() ? 1 : 0;
        }
        if (filled <= ENOUGH || numbers > 0 && dates == 0) {
            addNumber(text);
        }
    }

    private void addDate(WrittenTime date, String text) {
        dates++;
        datesWithClock += text.indexOf(':') >= 0 ? 1 : 0;
        withoutOffset += date.offset() == null ? 1 : 0;
        if (!date.isYearFirst()) {
            yearLast++;
            firstBeyondMonths += date.first() > 12 ? 1 : 0;
            secondBeyondMonths += date.second() > 12 ? 1 : 0;
        }
    }

    private void addNumber(String text) {
        boolean withPoint = Cells.number(text, DecimalMark.POINT).isPresent();
        boolean withComma = Cells.number(text, DecimalMark.COMMA).isPresent();
        numbers += withPoint || withComma ? 1 : 0;
        if (withPoint || withComma) {
            marks += text.indexOf('.') >= 0 || text.indexOf(',') >= 0 ? 1 : 0;
            needsPoint += Cells.needs(DecimalMark.POINT, text) ? 1 : 0;
            needsComma += Cells.needs(DecimalMark.COMMA, text) ? 1 : 0;
        }
    }

    String name() {
        return name;
    }

    List<String> examples() {
        return List.copyOf(examples);
    }

    /** Up to {@value #MOST_DIFFERENT}; one more when there are more. */
    TreeSet<String> different() {
        return different;
    }

    private int looked() {
        return Math.min(filled, ENOUGH);
    }

    boolean isTime() {
        return filled > 0 && 10 * (Math.min(dates, looked()) + sinceEpoch) >= 9 * looked();
    }

    /** Dates without a time of day. */
    boolean isDateOnly() {
        return isTime() && sinceEpoch == 0 && datesWithClock == 0;
    }

    boolean isClock() {
        return filled > 0 && clocks == looked();
    }

    boolean isUnit() {
        return filled > 0 && units > 0 && different.size() <= MOST_DIFFERENT && 10 * units >= looked();
    }

    boolean isNumber() {
        return !isTime() && filled > 0 && 2 * Math.min(numbers, looked()) >= looked();
    }

    boolean needsZone() {
        return withoutOffset > 0;
    }

    boolean needsDateOrder() {
        return yearLast > 0;
    }

    /** What the numbers themselves prove. */
    Optional<DateOrder> dateOrder() {
        return firstBeyondMonths > 0 == secondBeyondMonths > 0
                ? Optional.empty()
                : Optional.of(firstBeyondMonths > 0 ? DateOrder.DAY_FIRST : DateOrder.MONTH_FIRST);
    }

    /** The same of decimals; where there are none, either will do. */
    Optional<DecimalMark> decimalMark(char separator) {
        if (marks == 0 || separator == ',' && needsComma == 0) {
            return Optional.of(DecimalMark.POINT);
        }
        return needsPoint > 0 == needsComma > 0
                ? Optional.empty()
                : Optional.of(needsPoint > 0 ? DecimalMark.POINT : DecimalMark.COMMA);
    }
}
