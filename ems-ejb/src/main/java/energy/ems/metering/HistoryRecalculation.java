package energy.ems.metering;

import energy.ems.metering.profile.KnownReadings;
import energy.ems.metering.profile.LoadProfile;
import energy.ems.metering.profile.Reading;
import energy.ems.metering.profile.ReadingSource;
import energy.ems.metering.profile.RecalculatedWindow;
import energy.ems.metering.profile.Recalculation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Recalculates a meter's past by its present settings, a piece at a time. Also decides again which readings are
 * plausible, as that depends on the settings too. The callers hold the meter's lock.
 */
@ApplicationScoped
class HistoryRecalculation {

    /** Some weeks of ten-minute readings: a few tenths of a second under the meter's lock. */
    static final int READINGS = 4_000;

    private static final int NEIGHBOURS = 3;

    @Inject
    ReadingJournal journal;

    @Inject
    Reassessment reassessment;

    @Inject
    Bookkeeping bookkeeping;

    /** @param next where the next piece begins; the end of the range when all is done */
    record Piece(Instant next, int changedHours) {}

    Piece recalculate(Meter meter, Instant from, Instant to) {
        Instant end = journal.endOfPiece(meter, from, to, READINGS);
        reassessment.decideAgain(meter, from, end);
        ReadingSource source = journal.source(meter);
        List<Reading> readings = source.between(from, end);
        TreeSet<Instant> touched = new TreeSet<>();
        readings.forEach(reading -> touched.add(reading.at()));
        // An interval longer than an hour reaches into this piece from outside.
        source.before(from, NEIGHBOURS).forEach(reading -> touched.add(reading.at()));
        source.from(end, NEIGHBOURS).forEach(reading -> touched.add(reading.at()));
        ReadingSource known = new KnownReadings(from, end, readings, source);
        List<RecalculatedWindow> windows = Recalculation.of(meter.settings(), touched, known);
        HourBook.Recalculated recalculated =
                new HourBook.Recalculated(meter, covering(windows, hourOf(from), hourAtOrAfter(end)), Set.of());
        return new Piece(end, bookkeeping.rewrite(recalculated));
    }

    /** The same windows, and empty ones between them: by these settings there is nothing there. */
    private static List<RecalculatedWindow> covering(List<RecalculatedWindow> windows, Instant from, Instant to) {
        List<RecalculatedWindow> all = new ArrayList<>();
        Instant covered = from;
        for (RecalculatedWindow window : windows) {
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

    private static RecalculatedWindow nothing(Instant from, Instant to) {
        return new RecalculatedWindow(from, to, new LoadProfile(List.of(), List.of()));
    }

    private static Instant hourOf(Instant instant) {
        return instant.truncatedTo(ChronoUnit.HOURS);
    }

    private static Instant hourAtOrAfter(Instant instant) {
        Instant hour = hourOf(instant);
        return hour.equals(instant) ? hour : hour.plus(1, ChronoUnit.HOURS);
    }
}
