package energy.ems.launcher.bench;

import energy.ems.launcher.Problem;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Meters of the bench, each sending every ten minutes, all of them in turn as real ones do: what a batch holds are readings
 * of as many meters. Their past begins so early that they do not reach the present.
 */
final class Fleet {

    static final Duration SPACING = Duration.ofMinutes(10);
    static final BigDecimal INTERVAL_KWH = new BigDecimal("0.123");
    private static final BigDecimal FIRST_REGISTER = new BigDecimal("1000.000");

    /** What the value of a measurement is. */
    enum Mode {
        INTERVAL,
        CUMULATIVE
    }

    private final String prefix;
    private final int size;
    private final Mode mode;
    private int stint;
    private String place;
    private Instant now;
    private BigDecimal register = FIRST_REGISTER;
    private int turn;
    private int inStint;
    private long sent;

    /** @param measurements how many are going to be sent at most */
    Fleet(String purpose, int size, Mode mode, long measurements) {
        this(purpose, size, mode, measurements, 1);
    }

    /** @param stint how many measurements a meter sends before it is the next one's turn */
    Fleet(String purpose, int size, Mode mode, long measurements, int stint) {
        this.prefix = "bench-" + purpose + "-" + UUID.randomUUID().toString().substring(0, 8) + "-";
        this.size = size;
        this.mode = mode;
        this.stint = stint;
        this.now = Instant.now()
                .truncatedTo(ChronoUnit.HOURS)
                .minus(SPACING.multipliedBy(measurements / size + stint + 1));
    }

    /** Has all of its meters stand at a place, whose path this is. */
    Fleet at(String path) {
        place = path;
        return this;
    }

    /** What the ids of all of its meters begin with. */
    String prefix() {
        return prefix;
    }

    int size() {
        return size;
    }

    Mode mode() {
        return mode;
    }

    /** How many measurements a meter sends before it is the next one's turn. */
    int stint() {
        return stint;
    }

    /** How many measurements have been made. */
    long sent() {
        return sent;
    }

    /** How many measurements are missing until it is the first meter's turn again. */
    long leftOfRound() {
        return turn == 0 && inStint == 0 ? 0 : (long) (size - turn) * stint - inStint;
    }

    /**
     * @param measurements how many each sends from now on before it is the next one's turn
     * @throws IllegalStateException while it is not the first meter's
     */
    void changeStint(int measurements) {
        if (leftOfRound() != 0) {
            throw new IllegalStateException("some meters would be ahead of the others");
        }
        stint = measurements;
    }

    String id(int meter) {
        return prefix + meter;
    }

    List<DeviceEvent> created() {
        return events("DEVICE_CREATED", 1);
    }

    /** @param version higher than any before */
    List<DeviceEvent> deleted(int version) {
        return events("DEVICE_DELETED", version);
    }

    private List<DeviceEvent> events(String type, int version) {
        List<DeviceEvent> events = new ArrayList<>(size);
        for (int meter = 0; meter < size; meter++) {
            events.add(new DeviceEvent(type, version, id(meter), mode, DeviceEvent.AMPLE, DeviceEvent.UNIT, place));
        }
        return events;
    }

    /** Makes messages of so many measurements each; a last one that would be smaller is left out. */
    long messages(long measurements, int inOne, Consumer<byte[]> each) {
        long messages = measurements / inOne;
        if (messages == 0) {
            throw new Problem(
                    measurements + " measurements do not fill a message of " + inOne + "; give more --measurements");
        }
        for (long i = 0; i < messages; i++) {
            each.accept(message(inOne));
        }
        return messages * inOne;
    }

    byte[] message(int measurements) {
        if (measurements == 1) {
            return next().getBytes(StandardCharsets.UTF_8);
        }
        StringBuilder array = new StringBuilder(measurements * 100).append('[');
        for (int i = 0; i < measurements; i++) {
            array.append(i == 0 ? "" : ",").append(next());
        }
        return array.append(']').toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Of the meter whose turn it is. */
    private String next() {
        Instant at = now.plus(SPACING.multipliedBy(inStint));
        BigDecimal value =
                mode == Mode.INTERVAL ? INTERVAL_KWH : register.add(INTERVAL_KWH.multiply(new BigDecimal(inStint)));
        String measurement = "{\"timestamp\": %d, \"device_id\": \"%s\", \"measurement_value\": %s}"
                .formatted(at.toEpochMilli(), id(turn), value.toPlainString());
        sent++;
        if (++inStint == stint) {
            inStint = 0;
            if (++turn == size) {
                turn = 0;
                now = now.plus(SPACING.multipliedBy(stint));
                register = register.add(INTERVAL_KWH.multiply(new BigDecimal(stint)));
            }
        }
        return measurement;
    }
}
