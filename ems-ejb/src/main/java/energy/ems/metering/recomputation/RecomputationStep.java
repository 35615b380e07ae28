package energy.ems.metering.recomputation;

import energy.ems.metering.hours.HourlyTotals;
import energy.ems.metering.hours.StoredHours;
import energy.ems.metering.meter.Meter;
import energy.ems.metering.profile.AffectedHours;
import energy.ems.metering.profile.AffectedWindow;
import energy.ems.metering.profile.KnownReadings;
import energy.ems.metering.profile.LoadProfile;
import energy.ems.metering.profile.Reading;
import energy.ems.metering.profile.ReadingSource;
import energy.ems.metering.profile.UtcHour;
import energy.ems.metering.readings.StoredReadings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Recomputes a meter's past by its present settings, a piece at a time. Also decides again which readings are
 * plausible, as that depends on the settings too. The callers hold the meter's lock.
 */
@ApplicationScoped
class RecomputationStep {

    /** Some weeks of ten-minute readings: a few tenths of a second under the meter's lock. */
    static final int READINGS = 4_000;

    private static final int NEIGHBOURS = 3;

    @Inject
    StoredReadings storedReadings;

    @Inject
    Revalidation revalidation;

    @Inject
    HourlyTotals totals;

    /** @param next where the next piece begins; the end of the range when all is done */
    record Piece(Instant next, int changedHours) {}

    Piece recompute(Meter meter, Instant from, Instant to) {
        Instant end = storedReadings.endOfPiece(meter, from, to, READINGS);
        revalidation.revalidate(meter, from, end);
        ReadingSource source = storedReadings.source(meter);
        List<Reading> readings = source.between(from, end);
        TreeSet<Instant> touched = new TreeSet<>();
        readings.forEach(reading -> touched.add(reading.at()));
        // An interval longer than an hour reaches into this piece from outside.
        source.before(from, NEIGHBOURS).forEach(reading -> touched.add(reading.at()));
        source.from(end, NEIGHBOURS).forEach(reading -> touched.add(reading.at()));
        ReadingSource known = new KnownReadings(from, end, readings, source);
        List<AffectedWindow> windows = AffectedHours.of(meter.settings(), touched, known);
        StoredHours.MeterWindows recalculated = new StoredHours.MeterWindows(
                meter, covering(windows, UtcHour.of(from), UtcHour.atOrAfter(end)), Set.of());
        return new Piece(end, totals.recomputed(recalculated));
    }

    /** The same windows, and empty ones between them: by these settings there is nothing there. */
    private static List<AffectedWindow> covering(List<AffectedWindow> windows, Instant from, Instant to) {
        List<AffectedWindow> all = new ArrayList<>();
        Instant covered = from;
        for (AffectedWindow window : windows) {
            if (covered.isBefore(window.from())) {
                all.add(nothing(covered, window.from()));
            }
            all.add(window);
            covered = window.to().isAfter(covered) ? window.to() : covered;
        }
        if (covered.isBefore(to)) {
            all.add(nothing(covered, to));
        }
        return all;
    }

    private static AffectedWindow nothing(Instant from, Instant to) {
        return new AffectedWindow(from, to, new LoadProfile(List.of(), List.of()));
    }
}
