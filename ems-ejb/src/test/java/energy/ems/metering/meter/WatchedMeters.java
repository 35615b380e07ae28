package energy.ems.metering.meter;

import energy.ems.container.TestContainer;
import java.util.Collection;
import java.util.Map;

/** Meters, with a look at the world each time before some are locked. */
public final class WatchedMeters extends Meters {

    private final Runnable beforeEachLock;

    public WatchedMeters(TestContainer container, Runnable beforeEachLock) {
        this.entityManager = container.entityManager();
        this.newMeters = container.get(NewMeters.class);
        this.beforeEachLock = beforeEachLock;
    }

    @Override
    public Map<String, Meter> lock(Collection<String> deviceIds) {
        beforeEachLock.run();
        return super.lock(deviceIds);
    }
}
