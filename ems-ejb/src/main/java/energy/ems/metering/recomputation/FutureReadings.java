package energy.ems.metering.recomputation;

import energy.ems.boundary.Caller;
import energy.ems.metering.hours.HourlyTotals;
import energy.ems.metering.meter.Meter;
import energy.ems.metering.meter.Meters;
import energy.ems.metering.profile.Plausibility;
import energy.ems.metering.readings.Quarantine;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Judges readings anew that wait in quarantine because they lay in the future, when their time has come. */
@Stateless
@PermitAll
public class FutureReadings {

    private static final int MOST = 200;
    private static final String NOTE = "its time has come";

    @Inject
    Quarantine quarantine;

    @Inject
    Meters meters;

    @Inject
    HourlyTotals totals;

    @Inject
    Clock clock;

    /** @return whether there may be more */
    public boolean judgeAnew() {
        Instant now = clock.instant();
        List<Quarantine.Waiting> due = quarantine.noLongerInTheFuture(now, MOST);
        if (due.isEmpty()) {
            return false;
        }
        Set<String> devices = due.stream().map(Quarantine.Waiting::deviceId).collect(Collectors.toSet());
        Map<String, Meter> locked = meters.lock(devices);
        // Looked at again under the locks, because a person may just have decided.
        List<Quarantine.Waiting> waiting =
                quarantine.waiting(due.stream().map(Quarantine.Waiting::id).toList());
        List<Long> believed = new ArrayList<>();
        for (Quarantine.Waiting each : waiting) {
            Meter meter = locked.get(each.deviceId());
            Optional<Plausibility.Reason> doubt = new Plausibility(Plausibility.DEFAULT_FUTURE_TOLERANCE)
                    .doubt(meter.doubtedBy().at(each.takenAt()), each.takenAt(), each.said(), now);
            if (doubt.isPresent()) {
                quarantine.doubtAnew(each.id(), doubt.get());
            } else {
                totals.believe(meter, each.takenAt(), Plausibility.stored(each.said()), NOTE);
                believed.add(each.id());
            }
        }
        quarantine.decide(believed, Quarantine.RELEASED, Caller.SYSTEM, NOTE, now);
        return due.size() == MOST;
    }
}
