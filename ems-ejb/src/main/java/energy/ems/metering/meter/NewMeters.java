package energy.ems.metering.meter;

import energy.ems.metering.profile.EnergyUnit;
import energy.ems.metering.profile.IntervalStamp;
import energy.ems.metering.profile.MeterSettings;
import energy.ems.metering.profile.ReadingMode;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.Collection;

/** Gives a row to every id that sends readings, in a transaction of its own so that nobody waits for its lock. */
@Stateless
@PermitAll
public class NewMeters {

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    Clock clock;

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void add(Collection<String> deviceIds) {
        MeterSettings defaults = MeterSettings.defaults();
        for (String deviceId : deviceIds) {
            entityManager
                    .createNativeQuery("INSERT IGNORE INTO meter (device_id, state, event_version, checksum, name,"
                            + " reading_mode, interval_stamp, unit, expected_interval_ms, first_seen_at)"
                            + " VALUES (?1, ?2, 0, '', ?3, ?4, ?5, ?6, ?7, ?8)")
                    .setParameter(1, deviceId)
                    .setParameter(2, MeterState.UNASSIGNED.name())
                    .setParameter(3, deviceId)
                    .setParameter(4, ReadingMode.INTERVAL.name())
                    .setParameter(5, IntervalStamp.START.name())
                    .setParameter(6, EnergyUnit.KWH.name())
                    .setParameter(7, defaults.expectedInterval().toMillis())
                    .setParameter(8, clock.millis())
                    .executeUpdate();
        }
    }
}
