package energy.ems.web.portal.consumption;

import energy.ems.metering.MeterSummary;

/**
 * When a device was last heard of, in the words in which {@code follow.js} puts what {@code devices/{id}/state} answers: so
 * it knows what the page shows already.
 */
final class Heard {

    private Heard() {}

    /** Null for no device. */
    static String of(MeterSummary meter) {
        return meter == null ? null : meter.lastReceivedAt() + " " + meter.silentSince();
    }
}
