package energy.ems.alerting;

import java.time.Instant;

/**
 * One kind of alert of one device, which is kept quiet: raised, stored and shown, but nobody is called for it.
 *
 * @param until when that ends by itself
 */
public record SnoozeView(
        String deviceId, String deviceName, AlertKind kind, Instant until, String snoozedBy, Instant snoozedAt) {}
