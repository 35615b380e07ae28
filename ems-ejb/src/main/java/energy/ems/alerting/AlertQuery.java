package energy.ems.alerting;

import energy.ems.boundary.PageRequest;
import java.time.Instant;

/**
 * Which alerts are wanted; what is null does not matter.
 *
 * @param openOnly neither cleared nor acknowledged, nor an hour of the past that a sum tells of
 * @param mine only what is assigned to the caller
 * @param from alerts of hours that start at or after this
 * @param to exclusive
 */
public record AlertQuery(
        String deviceId,
        AlertKind kind,
        AlertState state,
        boolean openOnly,
        boolean mine,
        Instant from,
        Instant to,
        PageRequest page) {}
