package energy.ems.metering.intake;

import static energy.ems.container.MonitoringSystem.measurement;
import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.alerting.Watches;
import energy.ems.container.MonitoringSystem;
import energy.ems.deviceevents.SettingsState;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A meter that is read every minute, with every fault that meters have, while it is read in five other ways one after the
 * other: the hours are those that the truth adds up to, told here from the minutes and by nothing of the system.
 *
 * <p>The usual life is short; a year is asked for with {@code -Dems.test.days=365}.
 */
@Timeout(1_800)
class YearOfFaultsTest {

    private static final Instant START = Instant.parse("2025-10-01T00:00:00Z");
    private static final int MINUTES = 1_440 * Integer.getInteger("ems.test.days", 12);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String METER = "year";

    /** How the meter is read from a minute on, and how many minutes later that is said. */
    private record Phase(int from, int said, SettingsState settings) {

        boolean isRegister() {
            return settings.readingMode().equals("CUMULATIVE");
        }
    }

    private static SettingsState settings(String mode, String unit, String factor, Duration interval) {
        return new SettingsState(mode, "START", unit, null, interval, new BigDecimal(factor), null, null, null);
    }

    private static List<Phase> phases() {
        int part = MINUTES / 6;
        return List.of(
                new Phase(0, 0, settings("CUMULATIVE", "kWh", "1", MINUTE)),
                // Said when it has long been so, as the register must not have gone on by the old unit.
                new Phase(part + 17, 900, settings("CUMULATIVE", "Wh", "1", MINUTE)),
                new Phase(2 * part + 31, 0, settings("CUMULATIVE", "Wh", "40", MINUTE)),
                new Phase(3 * part, 1_500, settings("INTERVAL", "kWh", "1", MINUTE)),
                new Phase(4 * part + 3, 700, settings("CUMULATIVE", "kWh", "1", MINUTE)),
                new Phase(5 * part + 44, 60, settings("CUMULATIVE", "kWh", "1", Duration.ofMinutes(5))));
    }

    /** A message on its way. */
    private record Sent(long arrives, long number, String text) implements Comparable<Sent> {

        @Override
        public int compareTo(Sent other) {
            int byTime = Long.compare(arrives, other.arrives);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    private final Random random = new Random(20_261);
    private final PriorityQueue<Sent> messages = new PriorityQueue<>();
    private final TreeMap<Instant, BigDecimal> expected = new TreeMap<>();

    /** What the register shows of a stretch that it has counted without a break; null where a new one begins. */
    private BigDecimal counted;

    private int countedAt;
    private BigDecimal factorThen;

    @Test
    void theHoursAreWhatTheMinutesAddUpTo() {
        List<Phase> phases = phases();
        live(phases);

        try (MonitoringSystem system = Watches.monitoring()) {
            int phase = 0;
            List<String> batch = new ArrayList<>();
            while (!messages.isEmpty() || phase < phases.size()) {
                boolean isSaid = phase < phases.size()
                        && (messages.isEmpty()
                                || messages.peek().arrives()
                                        >= phases.get(phase).from()
                                                + phases.get(phase).said());
                if (isSaid || batch.size() == 500 || messages.isEmpty()) {
                    system.receive(batch.toArray(String[]::new));
                    batch.clear();
                }
                if (isSaid) {
                    Phase next = phases.get(phase++);
                    system.settings(METER, phase, next.settings(), START.plus(MINUTE.multipliedBy(next.from())));
                } else {
                    batch.add(messages.poll().text());
                }
            }
            system.receive(batch.toArray(String[]::new));

            expected.replaceAll((hour, energy) -> energy.stripTrailingZeros());
            assertThat(system.hours(METER)).isEqualTo(expected);
        }
    }

    /** Faults keep apart, so that what became of each is not for anybody to guess. */
    private void live(List<Phase> phases) {
        BigDecimal register = new BigDecimal("56842.157");
        int quiet = 0;
        int lostUntil = 0;
        int phase = 0;
        for (int minute = 0; minute < MINUTES; minute++) {
            if (phase + 1 < phases.size() && phases.get(phase + 1).from() == minute) {
                phase++;
                quiet = Math.max(quiet, minute + 20);
            }
            Phase now = phases.get(phase);
            boolean isCalm = minute < quiet
                    || phase + 1 < phases.size() && phases.get(phase + 1).from() - minute < 200;
            BigDecimal used = BigDecimal.valueOf(random.nextInt(90), 3);
            register = register.add(used);
            BigDecimal shown = register;
            boolean isLeftOut = minute < lostUntil;
            if (!isCalm && random.nextInt(300) == 0) {
                quiet = minute + 60;
                switch (random.nextInt(now.isRegister() ? 6 : 1)) {
                    case 0 -> {
                        lostUntil = minute + 1 + random.nextInt(150);
                        quiet = lostUntil + 30;
                        isLeftOut = true;
                    }
                    case 1 -> {
                        // From little to little would be no reset that anybody could tell.
                        if (register.compareTo(new BigDecimal("100")) > 0) {
                            register = BigDecimal.valueOf(random.nextInt(3));
                            shown = register;
                            counted = null;
                        }
                    }
                    case 2 -> {
                        register = register.add(new BigDecimal("40000"));
                        shown = register;
                        counted = null;
                    }
                    case 3 -> {
                        send(minute, now, BigDecimal.ZERO);
                        continue;
                    }
                    case 4 -> {
                        send(minute, now, register.add(new BigDecimal("700000")));
                        continue;
                    }
                    default -> {
                        send(minute, now, register.movePointLeft(1));
                        continue;
                    }
                }
            }
            if (!isLeftOut) {
                send(minute, now, now.isRegister() ? shown : used);
                count(minute, now, now.isRegister() ? shown : used);
            }
        }
    }

    /** In the order of time mostly; some twice, some later, some much later, with nonsense in between. */
    private void send(int minute, Phase phase, BigDecimal kwh) {
        BigDecimal value = phase.settings().unit().equals("Wh") ? kwh.movePointRight(3) : kwh;
        String text = measurement(METER, START.plus(MINUTE.multipliedBy(minute)), value.toPlainString());
        int delay = switch (random.nextInt(40)) {
            case 0 -> 1 + random.nextInt(5);
            case 1 -> random.nextInt(10) > 0 ? 0 : random.nextInt(4_000);
            default -> 0;
        };
        long number = messages.size();
        messages.add(new Sent(minute + delay, number, text));
        if (random.nextInt(50) == 0) {
            messages.add(new Sent(minute + delay + random.nextInt(200), number, text));
        }
        if (random.nextInt(2_000) == 0) {
            messages.add(new Sent(minute, number, "{\"timestamp\": " + minute + ", \"nonsense\": true"));
        }
    }

    private void count(int minute, Phase phase, BigDecimal kwh) {
        BigDecimal factor = phase.settings().factor();
        if (!phase.isRegister()) {
            counted = null;
            book(minute, minute + 1, kwh);
            return;
        }
        if (counted != null && factor.equals(factorThen)) {
            book(countedAt, minute, kwh.subtract(counted).multiply(factor));
        }
        counted = kwh;
        countedAt = minute;
        factorThen = factor;
    }

    /** Evenly over the time; what is shared out is cut to 15 decimals, and the later side gets what is left. */
    private void book(int from, int to, BigDecimal kwh) {
        BigDecimal before = BigDecimal.ZERO;
        for (int hour = from / 60; hour * 60 < to; hour++) {
            int end = Math.min(to, (hour + 1) * 60);
            BigDecimal until = end == to
                    ? kwh
                    : kwh.multiply(BigDecimal.valueOf(end - from))
                            .divide(BigDecimal.valueOf(to - from), 15, RoundingMode.DOWN);
            expected.merge(START.plus(Duration.ofHours(hour)), until.subtract(before), BigDecimal::add);
            before = until;
        }
    }
}
