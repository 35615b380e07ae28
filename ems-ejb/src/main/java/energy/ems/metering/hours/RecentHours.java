package energy.ems.metering.hours;

import com.github.benmanes.caffeine.cache.Cache;
import energy.ems.metering.meter.Meter;
import energy.ems.metering.profile.AffectedWindow;
import energy.ems.metering.readings.RecentReadings;
import energy.ems.platform.Remembered;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/**
 * The latest hours of the meters that this node hears from, as they are stored: the next reading of a meter nearly always
 * belongs to one of them, and then nobody has to ask the database for it. Believed as {@link RecentReadings} is, by the
 * version of the meter's readings: whoever changes an hour gives the meter another version. Thread-safe.
 */
@ApplicationScoped
class RecentHours {

    /** A twelfth of the heap, at some 176 bytes an hour. */
    private static final long MOST = Runtime.getRuntime().maxMemory() / 12 / 176;

    /** The latest hour is kept and the one before, which the first reading of an hour completes. */
    private static final Duration BEFORE_LATEST = Duration.ofHours(1);

    private final Cache<Long, Versioned> hours = Remembered.upTo(MOST, Versioned::weight);

    private record Versioned(long version, Known known) {

        /** What is around the hours counts as one more. */
        int weight() {
            return known.hours().size() + 1;
        }
    }

    /**
     * What is known of a meter's hours.
     *
     * @param hours all that are stored in {@code [from, to)}; nobody changes them
     */
    record Known(Instant from, Instant to, List<HourlyConsumption> hours) {

        static final Known NOTHING = new Known(Instant.EPOCH, Instant.EPOCH, List.of());

        /** A meter that never had a reading has no hours. */
        private static final Known NONE_STORED = new Known(Instant.MIN, Instant.MAX, List.of());

        boolean holds(AffectedWindow window) {
            return !window.from().isBefore(from) && !window.to().isAfter(to);
        }

        /** The same after the hours of these windows have become known as well. */
        private Known with(Collection<AffectedWindow> windows, NavigableMap<Instant, HourlyConsumption> stored) {
            Instant start = from;
            Instant end = to;
            for (AffectedWindow window : windows) {
                boolean touches = !window.from().isAfter(end) && !window.to().isBefore(start);
                if (touches) {
                    start = window.from().isBefore(start) ? window.from() : start;
                    end = window.to().isAfter(end) ? window.to() : end;
                } else if (window.from().isAfter(end)) {
                    start = window.from();
                    end = window.to();
                }
            }
            Map.Entry<Instant, HourlyConsumption> latest = stored.lowerEntry(end);
            if (latest != null && latest.getKey().minus(BEFORE_LATEST).isAfter(start)) {
                start = latest.getKey().minus(BEFORE_LATEST);
            }
            return new Known(
                    start,
                    end,
                    List.copyOf(stored.subMap(start, true, end, false).values()));
        }
    }

    /** What is known of the hours of each of these meters, which are locked. */
    Map<Meter, Known> of(Collection<Meter> meters) {
        Map<Meter, Known> known = new HashMap<>();
        for (Meter meter : meters) {
            Versioned kept = hours.getIfPresent(meter.id());
            if (meter.lastReadingAt() == null) {
                known.put(meter, Known.NONE_STORED);
            } else {
                known.put(
                        meter,
                        kept == null || kept.version() != meter.readingsVersion() ? Known.NOTHING : kept.known());
            }
        }
        return known;
    }

    /**
     * Keeps what is stored of a meter now.
     *
     * @param meter with the version that its readings get in this transaction
     * @param before what was known
     * @param windows whose hours are known by now
     * @param stored all that is known, by its start; not to be changed any more
     */
    void keep(
            Meter meter,
            Known before,
            Collection<AffectedWindow> windows,
            NavigableMap<Instant, HourlyConsumption> stored) {
        hours.put(meter.id(), new Versioned(meter.readingsVersion(), before.with(windows, stored)));
    }
}
