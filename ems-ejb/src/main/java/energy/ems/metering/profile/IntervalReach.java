package energy.ems.metering.profile;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;

/** What interval values touch: the hours of their own intervals, and whom they take the place from. */
final class IntervalReach implements Reach {

    private static final Duration HOUR = Duration.ofHours(1);

    private final MeterSettings settings;
    private final ReadingSource source;

    /** The longest that a value can stand for, and how late that one is stamped. */
    private final Duration longest;

    private final Duration lag;

    /** How far apart two values can be of which one takes the other's place: those that fill an hour. */
    private final Duration rivalry;

    /** @param stated the longest interval that any reading has stated */
    IntervalReach(MeterSettings settings, Duration stated, ReadingSource source) {
        this.settings = settings;
        this.source = source;
        this.longest = settings.longestInterval(stated);
        this.lag = settings.lag(stated);
        this.rivalry = settings.expectedInterval().equals(HOUR) || stated.compareTo(HOUR) >= 0 ? HOUR : Duration.ZERO;
    }

    @Override
    public List<HourRange> touchedBy(NavigableSet<Instant> touched) {
        return touched.stream().map(this::touchedBy).toList();
    }

    private HourRange touchedBy(Instant instant) {
        Instant start = instant.minus(lag);
        Instant end = start.plus(longest);
        return new HourRange(UtcHour.of(start.minus(rivalry)), UtcHour.atOrAfter(end.plus(rivalry)));
    }

    @Override
    public List<Reading> readingsFor(HourRange window) {
        Duration before = longest.plus(rivalry);
        return source.between(
                window.from().minus(before).plus(lag), window.to().plus(rivalry).plus(lag));
    }
}
