package energy.ems.simulator;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes the load profile of a household: four weeks of 10-minute values that start on a Monday at 00:00.
 *
 * <p>The profile is the sum of what a household runs: stand-by, a refrigerator that cycles, a heat pump that works more
 * at night, lights in the evening, a breakfast and a supper with the stove, washing and ironing at the weekend, people
 * who sleep longer on Saturday and Sunday. Amounts are tenths of a watt-hour, drawn from {@link Random}, whose algorithm
 * is part of the Java specification: one seed gives the same file on every machine.
 *
 * <p>{@code java -cp simulator.jar energy.ems.simulator.ProfileGenerator [DIRECTORY [SEED]]} writes {@value #INTERVAL}
 * and {@value #CUMULATIVE} into the directory.
 */
public final class ProfileGenerator {

    static final String INTERVAL = "sensor.csv";
    static final String CUMULATIVE = "sensor-cumulative.csv";
    static final long SHIPPED_SEED = 20_261_123L;
    static final int WEEKS = 4;

    private static final int PER_HOUR = 6;
    private static final int PER_DAY = 24 * PER_HOUR;
    /** A meter that has been in the house for years, so that a fall to zero cannot be mistaken for its first day. */
    private static final BigDecimal FIRST_REGISTER = new BigDecimal("48211.3700");

    private final Random random;

    ProfileGenerator(long seed) {
        this.random = new Random(seed);
    }

    /** Writes both files. */
    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args.length > 0 ? args[0] : ".");
        long seed = args.length > 1 ? Long.parseLong(args[1]) : SHIPPED_SEED;
        List<BigDecimal> values = new ProfileGenerator(seed).intervalValues();
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(INTERVAL), lines(values), StandardCharsets.UTF_8);
        Files.writeString(directory.resolve(CUMULATIVE), lines(register(values)), StandardCharsets.UTF_8);
    }

    static String lines(List<BigDecimal> values) {
        StringBuilder text = new StringBuilder();
        values.forEach(value -> text.append(value.toPlainString()).append('\n'));
        return text.toString();
    }

    /** The register of a meter that measured these interval values: one value more, the first is where it started. */
    static List<BigDecimal> register(List<BigDecimal> intervalValues) {
        List<BigDecimal> register = new ArrayList<>();
        BigDecimal value = FIRST_REGISTER;
        register.add(value);
        for (BigDecimal used : intervalValues) {
            value = value.add(used);
            register.add(value);
        }
        return register;
    }

    /** Energy in kWh of each interval of 10 minutes, with four decimals. */
    List<BigDecimal> intervalValues() {
        int[] tenthsOfWattHours = new int[WEEKS * 7 * PER_DAY];
        for (int day = 0; day < WEEKS * 7; day++) {
            addDay(tenthsOfWattHours, day);
        }
        List<BigDecimal> values = new ArrayList<>(tenthsOfWattHours.length);
        for (int tenths : tenthsOfWattHours) {
            values.add(BigDecimal.valueOf(tenths, 4));
        }
        return values;
    }

    private void addDay(int[] load, int day) {
        boolean weekend = day % 7 >= 5;
        int start = day * PER_DAY;
        for (int slot = 0; slot < PER_DAY; slot++) {
            boolean refrigeratorRuns = (slot + day) % 4 == 0;
            boolean night = slot < 6 * PER_HOUR || slot >= 22 * PER_HOUR;
            load[start + slot] += between(95, 130) + (refrigeratorRuns ? between(190, 230) : 0);
            // The heat pump works longer at night, when it is cold and the tariff is low.
            if (random.nextInt(100) < (night ? 45 : 20)) {
                load[start + slot] += between(900, 1_900);
            }
        }
        int risen = (weekend ? 8 : 6) * PER_HOUR + random.nextInt(6);
        int asleep = 22 * PER_HOUR + random.nextInt(10);
        add(load, start + risen, 3, 700, 1_400);
        add(load, start + risen + 2, 2, 1_500, 3_200);
        if (weekend) {
            add(load, start + 12 * PER_HOUR + random.nextInt(5), 6, 2_500, 5_000);
            add(load, start + 10 * PER_HOUR + random.nextInt(12), 8, 900, 3_400);
            add(load, start + 15 * PER_HOUR + random.nextInt(12), 5, 1_800, 3_000);
        } else {
            add(load, start + 12 * PER_HOUR + random.nextInt(6), 1, 300, 900);
        }
        int supper = 18 * PER_HOUR + random.nextInt(9);
        add(load, start + supper, 6, 2_600, 5_600);
        for (int slot = 17 * PER_HOUR; slot < asleep; slot++) {
            load[start + slot] += between(250, 520);
        }
        if (day % 7 == 2 || day % 7 == 5) {
            add(load, start + supper + 8, 9, 700, 3_700);
        }
    }

    private void add(int[] load, int from, int slots, int least, int most) {
        for (int slot = from; slot < Math.min(from + slots, load.length); slot++) {
            load[slot] += between(least, most);
        }
    }

    private int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }
}
