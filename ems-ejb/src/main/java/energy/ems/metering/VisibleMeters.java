package energy.ems.metering;

import energy.ems.boundary.Audience;
import energy.ems.boundary.Caller;
import energy.ems.boundary.NotFoundException;
import energy.ems.metering.meter.LimitsAndOwners;
import energy.ems.metering.meter.Meter;
import energy.ems.metering.meter.MeterState;
import energy.ems.metering.meter.Meters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which meters the caller may see, and since when: a user those that are theirs, from the hour on in which they became
 * so; operators and administrators all.
 */
@ApplicationScoped
class VisibleMeters {

    @Inject
    Meters meters;

    @Inject
    LimitsAndOwners facts;

    @Inject
    Caller caller;

    /** @throws NotFoundException when there is no such device for the caller */
    Meter get(String deviceId) {
        return get(caller, deviceId);
    }

    /** The hours before are somebody else's. */
    Instant since(Meter meter) {
        return since(caller, meter);
    }

    /** @throws NotFoundException when there is no such device for them */
    Meter get(Audience audience, String deviceId) {
        return meters.find(deviceId)
                .filter(meter -> isVisible(audience, meter))
                .or(() -> meters.announced(deviceId).filter(meter -> isVisible(audience, meter)))
                .orElseThrow(() -> new NotFoundException("Device", deviceId));
    }

    /** The hours before are somebody else's. */
    Instant since(Audience audience, Meter meter) {
        return audience.seesAll() ? Instant.EPOCH : facts.ownedSince(meter.id());
    }

    /** Those of them that they may see, in the given order; one query, and two more for each that is not found. */
    List<Meter> some(Audience audience, Collection<String> deviceIds) {
        Map<String, Meter> found = meters.find(deviceIds);
        return deviceIds.stream()
                .flatMap(id -> Optional.ofNullable(found.get(id))
                        .filter(meter -> isVisible(audience, meter))
                        .or(() -> meters.announced(id).filter(meter -> isVisible(audience, meter)))
                        .stream())
                .toList();
    }

    private static boolean isVisible(Audience audience, Meter meter) {
        return audience.seesAll() || (meter.state() == MeterState.ACTIVE && audience.maySee(meter.owner()));
    }
}
