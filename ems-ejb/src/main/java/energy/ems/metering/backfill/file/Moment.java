package energy.ems.metering.backfill.file;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * What the time of a line comes to: one instant; or two, in their order, where the clock showed it twice; or none, where
 * it was put forward over it.
 *
 * @param local null where the line itself says which instant it is
 */
record Moment(LocalDateTime local, List<Instant> instants) {

    static Moment of(Instant instant) {
        return new Moment(null, List.of(instant));
    }

    /** Nothing when the text cannot be read by this layout. */
    static Optional<Moment> of(String text, Layout layout) {
        Optional<Instant> sinceEpoch = WrittenTime.sinceEpoch(text);
        if (sinceEpoch.isPresent()) {
            return sinceEpoch.map(Moment::of);
        }
        try {
            return WrittenTime.of(text).map(written -> {
                LocalDateTime local = written.local(layout.dateOrder());
                return written.offset() != null ? of(local.toInstant(written.offset())) : in(layout.zone(), local);
            });
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Moment in(ZoneId zone, LocalDateTime local) {
        // Ascending offsets are descending instants; the rules name the earlier instant's first.
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        return new Moment(local, offsets.stream().map(local::toInstant).sorted().toList());
    }

    boolean isAmbiguous() {
        return instants.size() > 1;
    }
}
