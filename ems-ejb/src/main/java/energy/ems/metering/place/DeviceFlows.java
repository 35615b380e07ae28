package energy.ems.metering.place;

import energy.ems.metering.profile.Direction;
import energy.ems.metering.profile.QuarterHour;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** What one device had in each of some periods. Not thread-safe. */
public final class DeviceFlows {

    private static final Duration QUARTER = Duration.ofMinutes(15);

    private final Stretches stretches;
    private final Function<Instant, Direction> directions;
    private final Flow[] flows;
    private final long[] measured;
    private final long[] known;
    private final List<Long> all;

    /**
     * @param directions which way its energy flows in the hour that begins at an instant
     * @param from since when its hours count
     * @param now hours that begin later are not asked for yet
     */
    public DeviceFlows(Stretches stretches, Function<Instant, Direction> directions, Instant from, Instant now) {
        this.stretches = stretches;
        this.directions = directions;
        this.flows = new Flow[stretches.periods().size()];
        this.measured = new long[flows.length];
        this.known = new long[flows.length];
        this.all = stretches.hours(from, now);
    }

    /**
     * Adds what is known of a stretch.
     *
     * @param stretch by its place among the starts
     * @param positiveKwh the sum of its hours above zero; null for none of them
     * @param negativeKwh the sum of its hours below zero; null for none of them
     * @param quarters of its only hour, where the calendar cuts that in two
     */
    public void add(
            int stretch,
            BigDecimal positiveKwh,
            BigDecimal negativeKwh,
            long measuredHours,
            long knownHours,
            List<QuarterHour> quarters) {
        Instant start = stretches.starts().get(stretch);
        int period = stretches.periodAt(start);
        if (period >= 0) {
            measured[period] += measuredHours;
            known[period] += knownHours;
        }
        Direction direction = directions.apply(start);
        if (!stretches.isCut(start)) {
            if (knownHours > 0) {
                flows[period] = Flow.plus(flows[period], flow(direction, positiveKwh, negativeKwh));
            }
            return;
        }
        for (int i = 0; i < quarters.size(); i++) {
            BigDecimal energy = quarters.get(i).energyKwh();
            int ofQuarter = stretches.periodAt(start.plus(QUARTER.multipliedBy(i)));
            if (energy != null && ofQuarter >= 0) {
                flows[ofQuarter] = Flow.plus(
                        flows[ofQuarter],
                        // An hour flows one way: that of its sum.
                        negativeKwh == null ? flow(direction, energy, null) : flow(direction, null, energy));
            }
        }
    }

    /** A value below zero flows the other way, whatever the device is for. */
    private static Flow flow(Direction direction, BigDecimal positiveKwh, BigDecimal negativeKwh) {
        BigDecimal there = positiveKwh == null ? BigDecimal.ZERO : positiveKwh;
        BigDecimal back = negativeKwh == null ? BigDecimal.ZERO : negativeKwh.negate();
        return direction == Direction.PRODUCTION ? new Flow(back, there) : new Flow(there, back);
    }

    /** Null when nothing is known of that period. */
    public Flow flow(int period) {
        return flows[period];
    }

    /** Null when nothing is known at all. */
    public Flow total() {
        return Flow.sum(Arrays.asList(flows));
    }

    public DeviceHours hours(int period) {
        // What a clock ahead of ours has told of is known, though it has not begun.
        return new DeviceHours(Math.max(all.get(period), known[period]), measured[period], known[period]);
    }

    public DeviceHours totalHours() {
        DeviceHours total = DeviceHours.NONE;
        for (int period = 0; period < flows.length; period++) {
            total = total.plus(hours(period));
        }
        return total;
    }
}
