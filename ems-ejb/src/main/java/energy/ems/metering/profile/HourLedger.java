package energy.ems.metering.profile;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Books energy and readings into quarter hours and closes them as hours. What lies outside {@code [from, to)} is passed
 * over, so that a window beside a gap of months does not book the gap.
 */
final class HourLedger {

    private static final long QUARTER = Duration.ofMinutes(15).toMillis();
    private static final long QUARTERS = 4;

    private final DatedSettings settings;
    private final Instant from;
    private final Instant to;
    private final SortedMap<Long, Quarter> quarters = new TreeMap<>();

    /** For whole hours: {@code from} and {@code to} lie on hours, or are the ends of time. */
    HourLedger(DatedSettings settings, Instant from, Instant to) {
        this.settings = settings;
        this.from = from;
        this.to = to;
    }

    void receive(Instant at) {
        if (isInside(at)) {
            quarter(indexOf(at)).readings++;
        }
    }

    /** Books the whole value at one instant. */
    void book(Instant at, BigDecimal kwh) {
        if (isInside(at)) {
            quarter(indexOf(at)).add(kwh);
        }
    }

    /** Notes that something is known of this time of an hour; of hours that count their values nobody asks it. */
    void cover(Instant start, Instant end) {
        if (isInside(start) && !settings.at(UtcHour.of(start)).countsWholeValues()) {
            for (long index = indexOf(start); startOf(index).isBefore(end); index++) {
                quarter(index).coveredMillis += Duration.between(
                                later(start, startOf(index)), earlier(end, startOf(index + 1)))
                        .toMillis();
            }
        }
    }

    /**
     * Notes that a reading says itself of which time it speaks: nobody expects readings of the meter's interval in that.
     *
     * @param at where the reading was received
     */
    void state(Instant at, Instant start, Instant end) {
        if (isInside(at)) {
            quarter(indexOf(at)).stated++;
        }
        Instant stateFrom = later(start, from);
        Instant stateTo = earlier(end, to);
        for (long index = indexOf(stateFrom); startOf(index).isBefore(stateTo); index++) {
            quarter(index).statedMillis += Duration.between(
                            later(stateFrom, startOf(index)), earlier(stateTo, startOf(index + 1)))
                    .toMillis();
        }
    }

    /**
     * Books a span into each of its quarters in proportion to time.
     *
     * @param ofGap whether readings are lacking within
     */
    void book(Span span, boolean ofGap) {
        Instant bookFrom = later(span.start(), from);
        Instant bookTo = earlier(span.end(), to);
        BigDecimal booked = span.upTo(bookFrom);
        for (long index = indexOf(bookFrom); startOf(index).isBefore(bookTo); index++) {
            Instant start = startOf(index);
            Instant end = startOf(index + 1);
            BigDecimal upToEnd = span.upTo(end);
            Quarter quarter = quarter(index);
            quarter.add(upToEnd.subtract(booked));
            quarter.coveredMillis += Duration.between(later(start, span.start()), earlier(end, span.end()))
                    .toMillis();
            quarter.sharedAtStart |= span.start().isBefore(start);
            quarter.sharedAtEnd |= span.end().isAfter(end);
            quarter.ofGap |= ofGap;
            quarter.ofMore |= !ofGap;
            booked = upToEnd;
        }
    }

    /** The hours in which something was booked or received, ascending. */
    List<HourValue> hours() {
        List<HourValue> hours = new ArrayList<>();
        SortedMap<Long, Quarter> rest = quarters;
        while (!rest.isEmpty()) {
            long first = Math.floorDiv(rest.firstKey(), QUARTERS) * QUARTERS;
            hours.add(HourValue.of(startOf(first), closed(first), settings.at(startOf(first))));
            rest = quarters.tailMap(first + QUARTERS);
        }
        return hours;
    }

    /**
     * The quarters of the hour that begins with that one. It is the hour that is rounded, and what that adds or takes is
     * in its later quarters: so they sum to it exactly, and it is what its values sum to, rounded once.
     */
    private List<QuarterHour> closed(long first) {
        List<QuarterHour> closed = new ArrayList<>();
        BigDecimal exact = BigDecimal.ZERO;
        BigDecimal kept = BigDecimal.ZERO;
        for (long index = first; index < first + QUARTERS; index++) {
            Quarter quarter = quarters.get(index);
            if (quarter == null) {
                closed.add(QuarterHour.EMPTY);
            } else if (quarter.kwh == null) {
                closed.add(quarter.close(null));
            } else {
                exact = exact.add(quarter.kwh);
                BigDecimal keptBefore = kept;
                kept = Energy.kept(exact);
                closed.add(quarter.close(kept.subtract(keptBefore)));
            }
        }
        return closed;
    }

    private boolean isInside(Instant at) {
        return !at.isBefore(from) && at.isBefore(to);
    }

    private Quarter quarter(long index) {
        return quarters.computeIfAbsent(index, unused -> new Quarter());
    }

    private static long indexOf(Instant at) {
        return Math.floorDiv(at.toEpochMilli(), QUARTER);
    }

    private static Instant startOf(long index) {
        return Instant.ofEpochMilli(index * QUARTER);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static final class Quarter {
        private BigDecimal kwh;
        private int readings;
        private long coveredMillis;
        private boolean sharedAtStart;
        private boolean sharedAtEnd;
        private boolean ofGap;
        private boolean ofMore;
        private int stated;
        private long statedMillis;

        void add(BigDecimal more) {
            kwh = kwh == null ? more : kwh.add(more);
        }

        QuarterHour close(BigDecimal keptKwh) {
            return new QuarterHour(
                    keptKwh,
                    readings,
                    coveredMillis >= QUARTER,
                    sharedAtStart,
                    sharedAtEnd,
                    ofGap && !ofMore,
                    stated,
                    (int) Math.min(QUARTER, statedMillis));
        }
    }
}
