package energy.ems.alerting;

import energy.ems.metering.meter.Meter;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * What a watch found out about a meter and an hour; the book makes an alert of it, or not.
 *
 * @param stands whether there is something to alert about
 * @param worthTelling whether other figures than before are told; an hour that just goes on growing is not
 * @param energyKwh null where energy is not the matter
 */
record Finding(
        Subject subject,
        AlertKind kind,
        Instant hourStart,
        boolean stands,
        boolean worthTelling,
        BigDecimal energyKwh,
        BigDecimal limitKwh,
        AlertReason reason) {

    /**
     * Whom it is about.
     *
     * @param deviceId null for many devices
     */
    record Subject(long meterId, String deviceId, String deviceName) {

        static final long FLEET = 0;

        static Subject of(Meter meter) {
            return new Subject(meter.id(), meter.deviceId(), meter.name());
        }

        static Subject fleet(long devices) {
            return new Subject(FLEET, null, String.valueOf(devices));
        }

        boolean isFleet() {
            return meterId == FLEET;
        }
    }

    /** Something without figures. */
    static Finding silence(Subject subject, AlertKind kind, Instant hourStart, boolean stands, AlertReason reason) {
        return new Finding(subject, kind, hourStart, stands, false, null, null, reason);
    }

    Alert.Place place() {
        return new Alert.Place(subject.meterId(), hourStart, kind);
    }
}
