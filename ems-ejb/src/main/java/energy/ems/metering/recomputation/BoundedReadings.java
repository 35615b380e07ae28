package energy.ems.metering.recomputation;

import energy.ems.metering.profile.Reading;
import energy.ems.metering.profile.ReadingSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A source of which is known where it begins and ends: nobody has to ask it for what lies beyond.
 *
 * @param first the first reading there is; the earliest of times when it is not known
 * @param last the last reading there is; the latest of times when it is not known
 */
record BoundedReadings(ReadingSource source, Instant first, Instant last) implements ReadingSource {

    @Override
    public List<Reading> before(Instant instant, int count) {
        return instant.isAfter(first) ? source.before(instant, count) : List.of();
    }

    @Override
    public Optional<Reading> lastAboveZero(Instant from, Instant before) {
        return before.isAfter(first) ? source.lastAboveZero(from, before) : Optional.empty();
    }

    @Override
    public List<Reading> between(Instant from, Instant to) {
        return to.isAfter(first) && !from.isAfter(last) ? source.between(from, to) : List.of();
    }

    @Override
    public List<Reading> from(Instant instant, int count) {
        return instant.isAfter(last) ? List.of() : source.from(instant, count);
    }
}
