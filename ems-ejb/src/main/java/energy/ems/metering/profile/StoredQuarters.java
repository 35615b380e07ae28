package energy.ems.metering.profile;

import java.util.AbstractList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Quarters as they are stored, read when somebody asks for one. Of a year of hours hardly any are asked for: those that a
 * zone's calendar cuts in two, and to read the others took longer than all else. Immutable, so safe for many threads;
 * what is no such text fails when it is asked for.
 */
final class StoredQuarters extends AbstractList<QuarterHour> {

    /** A quarter has two, and two more where readings state their lengths. */
    private static final int COLONS = 2;

    private final String text;
    private volatile List<QuarterHour> read;

    StoredQuarters(String text) {
        this.text = text;
    }

    /** Whether readings state the length of their intervals, told without reading them. */
    boolean isStated() {
        return count(':') > COLONS * size();
    }

    private int count(char wanted) {
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == wanted) {
                count++;
            }
        }
        return count;
    }

    @Override
    public QuarterHour get(int index) {
        List<QuarterHour> quarters = read;
        if (quarters == null) {
            quarters = Stream.of(text.split(" ")).map(QuarterHour::parseOne).toList();
            read = quarters;
        }
        return quarters.get(index);
    }

    @Override
    public int size() {
        return count(' ') + 1;
    }
}
