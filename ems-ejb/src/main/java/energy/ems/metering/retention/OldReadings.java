package energy.ems.metering.retention;

import energy.ems.metering.backfill.Backfills;
import energy.ems.metering.meter.Meter;
import energy.ems.metering.meter.MeterState;
import energy.ems.metering.meter.Meters;
import energy.ems.metering.profile.KeptReadings;
import energy.ems.metering.readings.StoredReadings;
import energy.ems.metering.recomputation.Recomputations;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Removes old readings of one meter after the other. The border is set first, under the meter's lock and in a transaction
 * of its own: from then on the hours before it are final, on all nodes. Then what lies before it goes piece by piece, and
 * whoever dies in between leaves no more behind than readings that are removed the next time.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class OldReadings {

    /** Hours with readings: a few milliseconds under locks that nobody waits for. */
    static final int PIECE = 500;

    /** Readings, each a row of its own. */
    private static final int OF_AN_IMPORT = 2_000;

    private static final int METERS = 200;
    private static final int SAMPLE = 20;

    /** What is kept before the border of a meter whose readings are as they should be. */
    private static final Duration KEPT_BEFORE = Duration.ofDays(6);

    @Inject
    Meters meters;

    @Inject
    StoredReadings storedReadings;

    @Inject
    Recomputations recomputations;

    @Inject
    Backfills backfills;

    /**
     * Some meters, in the order of their ids.
     *
     * @param devices those of them that have readings older than is needed for a border there
     * @param putOff how many more have, whose hours wait to be computed anew: these have to be what the readings say
     *     before they stay so
     * @param last the last id that was looked at; empty when there are none further on
     */
    public record Found(List<String> devices, int putOff, Optional<Long> last) {}

    /**
     * Looks for meters with old readings; those that nobody has registered keep theirs, because they have no hours yet.
     *
     * @param after the meters' ids are greater than this
     * @param border before which readings are to go
     */
    public Found find(long after, Instant border) {
        List<Meters.Id> ids = meters.registered(after, METERS);
        Map<Long, Instant> firsts =
                storedReadings.firsts(ids.stream().map(Meters.Id::id).toList());
        Instant needless = border.minus(KEPT_BEFORE);
        List<String> old = ids.stream()
                .filter(each ->
                        firsts.containsKey(each.id()) && firsts.get(each.id()).isBefore(needless))
                .map(Meters.Id::deviceId)
                .toList();
        // BEWARE: asked after the meters, because one that is just being registered is ordered with that.
        Set<String> ordered = recomputations.ordered(old);
        return new Found(
                old.stream().filter(each -> !ordered.contains(each)).toList(),
                ordered.size(),
                ids.size() < METERS
                        ? Optional.empty()
                        : Optional.of(ids.get(ids.size() - 1).id()));
    }

    /**
     * About how many readings are older than is needed for a border there: counted of a few meters and taken for all.
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public long estimate(Instant border) {
        Instant needless = border.minus(KEPT_BEFORE);
        Meters.Sample sample = meters.sample(SAMPLE);
        long counted = sample.ids().stream()
                .mapToLong(id -> storedReadings.count(id, Instant.EPOCH, needless))
                .sum();
        return sample.ids().isEmpty() ? 0 : counted * sample.of() / sample.ids().size();
    }

    /** What became of a border that was to be set. */
    public enum Closing {
        /** It stands as late as it can. */
        DONE,
        /** Somebody else works at the meter: to be tried again. */
        BUSY,
        /** Its readings are not decided yet, or an import is under way: another night. */
        LATER
    }

    /**
     * Has the readings of a meter before the border final, as far as that can be.
     *
     * @param border where it is to be at the latest
     */
    public Closing close(String deviceId, Instant border) {
        Optional<Meter> locked = meters.lockIfFree(deviceId);
        if (locked.isEmpty()) {
            return Closing.BUSY;
        }
        Meter meter = locked.get();
        if (meter.state() == MeterState.UNASSIGNED || backfills.areUnderWay(deviceId)) {
            return Closing.LATER;
        }
        Optional<KeptReadings> latest = KeptReadings.upTo(meter.settings(), border, storedReadings.source(meter));
        latest.filter(kept -> kept.border().isAfter(meter.kept().border())).ifPresent(meter::keep);
        return latest.isEmpty() ? Closing.LATER : Closing.DONE;
    }

    /** Some imports that may have brought readings from before the border, in the order of their ids. */
    public List<Long> imports(long after, Instant border) {
        return backfills.finishedWithReadingsBefore(border, after, METERS);
    }

    /**
     * Removes some of what stood in the place of an import's readings before: what is final is taken back no more.
     *
     * @return how many; there may be more until there are none
     */
    public int removeSomeOfImport(long id) {
        return backfills.forgetFinal(id, OF_AN_IMPORT);
    }

    /**
     * Removes some readings of a meter that nothing is computed from any more.
     *
     * @return how many; there may be more until there are none
     */
    public int removeSome(String deviceId) {
        return meters.find(deviceId)
                .map(meter -> {
                    Instant needed = meter.kept().neededFrom(meter.settings(), storedReadings.source(meter));
                    return needed.equals(Instant.MIN) ? 0 : storedReadings.removeBefore(meter.id(), needed, PIECE);
                })
                .orElse(0);
    }
}
