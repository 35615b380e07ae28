package energy.ems.launcher.bench;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import energy.ems.launcher.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * How much slower good readings become hourly totals when one message in every hundred is poison, kind by kind, and with
 * one of every kind in every hundred. Clean and poisoned flows take turns, so that what else the machine does troubles
 * both: the clean one is the limit.
 *
 * <p>It also counts: a flow is over when each poisoned message has become as many dead letters as it should. The benchmark
 * takes its own dead letters away and leaves those of others.
 */
final class Poison implements Benchmark {

    private static final String NAME = "poison";
    private static final String DEAD = BenchedSystem.MEASUREMENTS + ".dead";
    /** Fewer are over in less than a second, and say little. */
    private static final int MEASUREMENTS = 60_000;

    private static final int ROUNDS = 3;
    private static final int EVERY = 100;
    private static final Duration BURIAL = Duration.ofMinutes(1);

    private final String poisoner =
            "bench-poison-" + UUID.randomUUID().toString().substring(0, 8);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String describe() {
        return "good measurements a second with one bad message in every hundred, kind by kind (--rounds N)";
    }

    /** Of one kind of poison, in the order of the rounds. */
    private record Rates(List<Double> poisoned, List<Double> ratios) {

        Rates() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    @Override
    public List<Result> measure(Run run) throws Exception {
        int measurements = run.options().measurementsOr(MEASUREMENTS);
        int rounds = run.options().rounds().orElse(ROUNDS);
        List<BadMessages.Kind> kinds = new BadMessages(poisoner, poisoner).kinds();
        Map<String, List<BadMessages.Kind>> mixtures = new LinkedHashMap<>();
        kinds.forEach(kind -> mixtures.put(kind.name(), List.of(kind)));
        mixtures.put("all of them", kinds);
        long flows = 1L + 2L * rounds * mixtures.size();
        Fleet fleet =
                run.announced(new Fleet(NAME, run.options().devices(), Fleet.Mode.INTERVAL, flows * measurements));
        run.announce(List.of(new DeviceEvent("DEVICE_CREATED", 1, poisoner, Fleet.Mode.INTERVAL, DeviceEvent.AMPLE)));
        run.system().awaitMonitored(poisoner, 1);
        Intake.awaitReady(run);
        flow(run, fleet, measurements, List.of(), "Warming up");
        Map<String, Rates> rates = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            for (Map.Entry<String, List<BadMessages.Kind>> each : mixtures.entrySet()) {
                double clean = flow(run, fleet, measurements, List.of(), "Round " + round + ": clean");
                double poisoned =
                        flow(run, fleet, measurements, each.getValue(), "Round " + round + ": " + each.getKey());
                Rates kind = rates.computeIfAbsent(each.getKey(), name -> new Rates());
                kind.poisoned().add(poisoned);
                kind.ratios().add(poisoned / clean);
            }
        }
        run.announce(List.of(new DeviceEvent("DEVICE_DELETED", 2, poisoner, Fleet.Mode.INTERVAL, DeviceEvent.AMPLE)));
        return results(rates);
    }

    private static List<Result> results(Map<String, Rates> rates) {
        List<Result> results = new ArrayList<>();
        rates.forEach((kind, each) -> {
            double poisoned = Statistics.median(each.poisoned());
            results.add(Result.of(NAME + ": " + kind, poisoned, Limits.UNIT)
                    .beside(poisoned / Statistics.median(each.ratios())));
        });
        return results;
    }

    /** @return good measurements a second */
    private double flow(Run run, Fleet fleet, int measurements, List<BadMessages.Kind> poison, String what)
            throws Exception {
        int dead;
        long before = run.system().figures().inserted();
        try (HeldIntake held = HeldIntake.hold(run.system());
                Publisher publisher = run.system().publisher()) {
            dead = send(publisher, fleet, measurements, poison);
            held.awaitHeld();
        }
        Drain drain = Intake.drain(
                run, what, measurements, () -> run.system().figures().inserted() - before);
        run.system().awaitCounted(fleet.prefix(), fleet.sent());
        collect(run, dead);
        run.system().forgetQuarantined(poisoner);
        return drain.rate();
    }

    /** @return how many dead letters are to come of it */
    private static int send(Publisher publisher, Fleet fleet, int measurements, List<BadMessages.Kind> poison) {
        int dead = 0;
        for (int i = 0; i < measurements; i++) {
            if (i % EVERY == EVERY / 2) {
                for (BadMessages.Kind kind : poison) {
                    BadMessages.Dose dose = kind.dose(i / EVERY);
                    publisher.send("", BenchedSystem.MEASUREMENTS, dose.properties(), dose.body());
                    dead += dose.dead();
                }
            }
            publisher.send("", BenchedSystem.MEASUREMENTS, fleet.message(1));
        }
        publisher.confirmed();
        return dead;
    }

    /** Takes so many of its own dead letters out of their queue. */
    private void collect(Run run, int expected) throws Exception {
        try (Channel channel = run.system().channel()) {
            List<Long> others = new ArrayList<>();
            long deadline = System.nanoTime() + BURIAL.toNanos();
            int found = 0;
            while (found < expected) {
                GetResponse letter = channel.basicGet(DEAD, false);
                if (letter == null) {
                    if (System.nanoTime() > deadline) {
                        throw new Problem("Only " + found + " of " + expected + " dead letters came within "
                                + BURIAL.toSeconds() + " s");
                    }
                    Pause.of(Duration.ofMillis(10));
                } else if (isOwn(letter)) {
                    channel.basicAck(letter.getEnvelope().getDeliveryTag(), false);
                    found++;
                } else {
                    others.add(letter.getEnvelope().getDeliveryTag());
                }
            }
            giveBack(channel, others);
        }
    }

    private boolean isOwn(GetResponse letter) {
        return new String(letter.getBody(), StandardCharsets.ISO_8859_1).contains(poisoner);
    }

    private static void giveBack(Channel channel, List<Long> letters) throws IOException {
        for (long letter : letters) {
            channel.basicNack(letter, false, true);
        }
    }
}
