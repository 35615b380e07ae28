package energy.ems.metering.meter;

import energy.ems.metering.profile.EnergyUnit;
import energy.ems.metering.profile.IntervalStamp;
import energy.ems.metering.profile.MeterSettings;
import energy.ems.metering.profile.ReadingMode;
import energy.ems.platform.MultiRowInsert;
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

    private static final MultiRowInsert INSERT = new MultiRowInsert(
            "INSERT IGNORE INTO meter (device_id, state, event_version, checksum, name, reading_mode, interval_stamp,"
                    + " unit, expected_interval_ms, first_seen_at)",
            10);

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    Clock clock;

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void add(Collection<String> deviceIds) {
        long interval = MeterSettings.defaults().expectedInterval().toMillis();
        long now = clock.millis();
        INSERT.run(
                entityManager,
                deviceIds.stream()
                        .map(deviceId -> new Object[] {
                            deviceId,
                            MeterState.UNASSIGNED.name(),
                            0,
                            "",
                            deviceId,
                            ReadingMode.INTERVAL.name(),
                            IntervalStamp.START.name(),
                            EnergyUnit.KWH.name(),
                            interval,
                            now
                        })
                        .toList());
    }
}
