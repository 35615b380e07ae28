package energy.ems.alerting;

import energy.ems.alerting.HistorySums.Sum;
import energy.ems.metering.meter.Meter;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * What a watch found out about a meter and an hour; the book makes an alert of it, or not.
 *
 * @param stands whether there is something to alert about
 * @param worthTelling whether other figures than before are told; an hour that just goes on growing is not
 * @param energyKwh null where energy is not the matter
 * @param sum of the hours from this one on; null where it is about one hour
 */
record Finding(
        Subject subject,
        AlertKind kind,
        Instant hourStart,
        boolean stands,
        boolean worthTelling,
        BigDecimal energyKwh,
        BigDecimal limitKwh,
        AlertReason reason,
        Sum sum) {

    Finding(
            Subject subject,
            AlertKind kind,
            Instant hourStart,
            boolean stands,
            boolean worthTelling,
            BigDecimal energyKwh,
            BigDecimal limitKwh,
            AlertReason reason) {
        this(subject, kind, hourStart, stands, worthTelling, energyKwh, limitKwh, reason, null);
    }

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

    /** Of what is not so any more, for whatever reason; its figures stay. */
    static Finding over(Alert alert, Subject subject, AlertReason reason) {
        AlertView view = alert.view();
        return new Finding(
                subject, view.kind(), view.hourStart(), false, false, view.energyKwh(), view.limitKwh(), reason);
    }

    /** Many hours of the past in one. */
    static Finding sum(Subject subject, Alert.Place place, Sum sum) {
        return new Finding(subject, place.kind(), place.hourStart(), true, true, null, null, AlertReason.HISTORY, sum);
    }

    Alert.Place place() {
        return new Alert.Place(subject.meterId(), hourStart, kind);
    }
}
