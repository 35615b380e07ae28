package energy.ems.metering.profile;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The readings of an era: to those of another they cannot be compared. */
record EraReadings(DatedSettings.Era era, ReadingSource source) implements ReadingSource {

    @Override
    public List<Reading> before(Instant instant, int count) {
        return instant.isAfter(era.from())
                ? source.before(earlier(instant, era.to()), count).stream()
                        .filter(reading -> !reading.at().isBefore(era.from()))
                        .toList()
                : List.of();
    }

    @Override
    public Optional<Reading> lastAboveZero(Instant from, Instant before) {
        Instant since = later(from, era.from());
        Instant until = earlier(before, era.to());
        return since.isBefore(until) ? source.lastAboveZero(since, until) : Optional.empty();
    }

    @Override
    public List<Reading> between(Instant from, Instant to) {
        Instant since = later(from, era.from());
        Instant until = earlier(to, era.to());
        return since.isBefore(until) ? source.between(since, until) : List.of();
    }

    @Override
    public List<Reading> from(Instant instant, int count) {
        return instant.isBefore(era.to())
                ? source.from(later(instant, era.from()), count).stream()
                        .filter(reading -> reading.at().isBefore(era.to()))
                        .toList()
                : List.of();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
