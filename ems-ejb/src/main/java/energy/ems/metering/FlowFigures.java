package energy.ems.metering;

import energy.ems.boundary.Audience;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.NotFoundException;
import energy.ems.metering.hours.HourlyConsumption;
import energy.ems.metering.hours.StoredHours;
import energy.ems.metering.meter.Meter;
import energy.ems.metering.profile.DatedSettings;
import energy.ems.metering.profile.HourValue;
import energy.ems.metering.profile.Period;
import energy.ems.metering.profile.PeriodValue;
import energy.ems.metering.profile.Resolution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * The hours of a meter with the way that their energy has flowed, in the eyes of whoever is named. Inside the house alone:
 * callers come in by {@link HourlyFlows}.
 */
@ApplicationScoped
public class FlowFigures {

    @Inject
    VisibleMeters meters;

    @Inject
    StoredHours storedHours;

    /**
     * Every hour of the range that they may see, known or not, in their order; hours that a user's device belonged
     * to somebody else are left out.
     *
     * @param from the hour that holds it is the first
     * @param to exclusive
     * @param zone by whose clock hours are cut
     * @throws NotFoundException when there is no such device for them
     * @throws InvalidInputException when the range is empty or has more than three years of hours
     */
    public List<HourlyFlows.Flow> of(Audience audience, String deviceId, Instant from, Instant to, ZoneId zone) {
        Meter meter = meters.get(audience, deviceId);
        Instant since = meters.since(audience, meter);
        List<Period> periods = periods(from, to, zone).stream()
                .filter(period -> !period.start().toInstant().isBefore(since))
                .toList();
        if (periods.isEmpty()) {
            return List.of();
        }
        List<HourValue> hours =
                storedHours.load(meter.id(), Period.firstHour(periods), Period.endOfLastHour(periods)).stream()
                        .filter(hour -> !hour.start().isBefore(since))
                        .map(HourlyConsumption::value)
                        .toList();
        DatedSettings settings = meter.settings();
        return PeriodValue.of(periods, hours, settings).stream()
                .map(value -> {
                    Instant start = value.period().start().toInstant();
                    return new HourlyFlows.Flow(
                            start,
                            value.period().end().toInstant(),
                            value.energyKwh(),
                            value.quality(),
                            settings.at(start).direction());
                })
                .toList();
    }

    /**
     * Since when they may see the device's hours.
     *
     * @throws NotFoundException when there is no such device for them
     */
    public Instant visibleSince(Audience audience, String deviceId) {
        return meters.since(audience, meters.get(audience, deviceId));
    }

    /** @throws NotFoundException when there is no such device for them */
    public MeterSummary meter(Audience audience, String deviceId) {
        return MeterSummary.of(meters.get(audience, deviceId));
    }

    private static List<Period> periods(Instant from, Instant to, ZoneId zone) {
        if (!from.isBefore(to)) {
            throw new InvalidInputException("to", InvalidInputException.Rule.MALFORMED, "it must be later than from");
        }
        try {
            return Period.covering(from, to, zone, Resolution.HOUR);
        } catch (IllegalArgumentException tooMany) {
            throw new InvalidInputException(
                    "to", InvalidInputException.Rule.MALFORMED, "the range has too many hours, ask for less");
        }
    }
}
