package energy.ems.launcher.bench;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Device events: all devices are made, and then changed twice. Only what was taken in after the last one was published
 * counts, because monitoring's queue of events cannot be held up from outside.
 */
final class Events implements Benchmark {

    private static final String NAME = "events";
    private static final String UNIT = "device events/s";
    private static final int CHANGES = 2;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String describe() {
        return "device events a second: every device is made, then changed twice";
    }

    @Override
    public List<Result> measure(Run run) throws Exception {
        Fleet fleet = new Fleet(NAME, run.options().devices(), Fleet.Mode.INTERVAL, 0);
        List<DeviceEvent> events = new ArrayList<>(fleet.created());
        for (int change = 1; change <= CHANGES; change++) {
            BigDecimal limit = DeviceEvent.AMPLE.add(new BigDecimal(change));
            for (int meter = 0; meter < fleet.size(); meter++) {
                events.add(new DeviceEvent("DEVICE_UPDATED", 1 + change, fleet.id(meter), Fleet.Mode.INTERVAL, limit));
            }
        }
        double possible = new BareConsumer(run).rate((publisher, queue) -> {
            events.forEach(event -> publisher.send("", queue, event.body()));
            return events.size();
        });
        Intake.awaitReady(run);
        long first = run.system().figures().processed(BenchedSystem.DEVICE_EVENTS);
        long start = System.nanoTime();
        run.step("Publishing " + events.size() + " device events", () -> {
            run.announce(events);
            return null;
        });
        double published = events.size() * (double) TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - start);
        Drain drain = new Drain(events.size());
        Intake.watch(
                run,
                "Taking them in",
                drain,
                () -> run.system().figures().processed(BenchedSystem.DEVICE_EVENTS) - first);
        run.announce(fleet.deleted(2 + CHANGES));
        return List.of(Result.of(NAME, drain.rate(), UNIT)
                .beside(possible)
                .noting("published beforehand with " + Math.round(published)
                        + "/s; counted from then on; the limit is a bare client's"));
    }
}
