package energy.ems.launcher.bench.attack;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * Requests at a pace, from so many workers.
 *
 * @param workers how many ask at a time
 * @param aSecond of all workers together, at most; a worker asks again only when it is answered
 */
record Flood(String name, int workers, int aSecond, Shot shot) implements Attack {

    /** One request. */
    interface Shot {

        /**
         * @param number from 0, of all workers together
         * @return the status, 0 where there is none
         */
        int fire(Target target, int number) throws IOException;
    }

    /** Begins once for all shots, as by a login. */
    interface Preparation {

        Shot prepare(Target target) throws IOException;
    }

    /** @param preparation is done before the first shot */
    static Attack prepared(String name, int workers, int aSecond, Preparation preparation) {
        return new Attack() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Underway begin(Target target) throws IOException {
                return new Flood(name, workers, aSecond, preparation.prepare(target)).begin(target);
            }
        };
    }

    @Override
    public Underway begin(Target target) {
        ScheduledExecutorService pool = Executors.newScheduledThreadPool(workers);
        Map<Integer, LongAdder> answers = new ConcurrentSkipListMap<>();
        AtomicInteger number = new AtomicInteger();
        long end = System.nanoTime() + Attacks.LONGEST.toNanos();
        Runnable once = () -> {
            if (System.nanoTime() < end) {
                answers.computeIfAbsent(fired(target, number.getAndIncrement()), status -> new LongAdder())
                        .increment();
            }
        };
        long period = Duration.ofSeconds(1).toNanos() * workers / aSecond;
        for (int worker = 0; worker < workers; worker++) {
            pool.scheduleAtFixedRate(once, period * worker / workers, period, TimeUnit.NANOSECONDS);
        }
        return new Underway() {
            @Override
            public String told() {
                return answers.entrySet().stream()
                        .map(entry -> entry.getValue() + " requests "
                                + (entry.getKey() == 0 ? "cut off" : "answered " + entry.getKey()))
                        .collect(Collectors.joining(", "));
            }

            @Override
            public void close() {
                pool.shutdownNow();
            }
        };
    }

    private int fired(Target target, int number) {
        try {
            return shot.fire(target, number);
        } catch (IOException refused) {
            return 0;
        }
    }
}
