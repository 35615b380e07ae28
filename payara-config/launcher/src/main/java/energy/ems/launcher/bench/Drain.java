package energy.ems.launcher.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * How much was done at which moments while a queue was drained. The rate is that of the middle: neither how something
 * begins, with cold caches and code that is not compiled yet, nor how its last batch ends. Thread-safe.
 */
final class Drain {

    private static final double FROM = 0.2;
    private static final double TO = 0.9;

    private final long total;
    private final List<Mark> marks = new ArrayList<>();

    /** So much was done at that moment. */
    private record Mark(long nanos, long done) {}

    Drain(long total) {
        this.total = total;
    }

    /** Notes how much has been done by now; what does not differ from before says nothing. */
    synchronized void mark(long nanos, long done) {
        if (marks.isEmpty() || marks.get(marks.size() - 1).done() != done) {
            marks.add(new Mark(nanos, done));
        }
    }

    synchronized boolean isOver() {
        return !marks.isEmpty() && marks.get(marks.size() - 1).done() >= total;
    }

    synchronized int percent() {
        return marks.isEmpty() ? 0 : (int) (100 * marks.get(marks.size() - 1).done() / total);
    }

    /** Whether there was a middle: else the rate is that of all of it, with its beginning and its end. */
    synchronized boolean hasMiddle() {
        Mark first = first();
        Mark last = last();
        return last.nanos() > first.nanos() && last.done() > first.done();
    }

    /** Done in a second. */
    synchronized double rate() {
        Mark first = hasMiddle() ? first() : marks.get(0);
        Mark last = hasMiddle() ? last() : marks.get(marks.size() - 1);
        return (last.done() - first.done()) * 1e9 / Math.max(1, last.nanos() - first.nanos());
    }

    /** The first mark at which the beginning was over. */
    private Mark first() {
        return marks.stream()
                .filter(mark -> mark.done() >= FROM * total)
                .findFirst()
                .orElse(marks.get(marks.size() - 1));
    }

    /** The last mark before the end began. */
    private Mark last() {
        Mark last = marks.get(0);
        for (Mark mark : marks) {
            if (mark.done() <= TO * total) {
                last = mark;
            }
        }
        return last;
    }
}
