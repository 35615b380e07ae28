package energy.ems.metering.hours;

import energy.ems.metering.meter.Meters;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;

/** Sums up the days that are over, piece by piece. */
@Stateless
@PermitAll
public class DaySumming {

    private static final int METERS = 50;

    @Inject
    DaySums sums;

    @Inject
    Meters meters;

    /**
     * Sums up a piece in a transaction of its own.
     *
     * @return whether there may be more
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public boolean sumUpSome() {
        List<String> behind = sums.behind(METERS);
        if (behind.isEmpty()) {
            return false;
        }
        sums.sumUp(meters.lock(behind).values());
        return true;
    }
}
