package energy.ems.metering.profile;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;

/** What interval values touch: the hours of their own intervals, and whom they take the place from. */
final class IntervalReach implements Reach {

    private final MeterSettings settings;
    private final ReadingSource source;

    IntervalReach(MeterSettings settings, ReadingSource source) {
        this.settings = settings;
        this.source = source;
    }

    @Override
    public List<HourRange> touchedBy(NavigableSet<Instant> touched) {
        return touched.stream().map(this::touchedBy).toList();
    }

    private HourRange touchedBy(Instant instant) {
        Instant start = instant.minus(settings.lag());
        Instant end = start.plus(settings.expectedInterval());
        return new HourRange(UtcHour.of(start.minus(rivalry())), UtcHour.atOrAfter(end.plus(rivalry())));
    }

    @Override
    public List<Reading> readingsFor(HourRange window) {
        Duration before = settings.expectedInterval().plus(rivalry());
        return source.between(
                window.from().minus(before).plus(settings.lag()),
                window.to().plus(rivalry()).plus(settings.lag()));
    }

    /** How far apart two values can be of which one takes the other's place. */
    private Duration rivalry() {
        return settings.expectedInterval().equals(Duration.ofHours(1)) ? Duration.ofHours(1) : Duration.ZERO;
    }
}
