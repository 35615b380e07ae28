package energy.ems.deviceevents;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How long, large and fine what is said of a device may be, whether a person says it or a device event of another
 * program. Both sides keep to the same, because what the one lets pass the other has to store.
 */
public final class DeviceBounds {

    public static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
    public static final int LONGEST_NAME = 200;
    public static final int LONGEST_DESCRIPTION = 2000;
    public static final int LONGEST_ADDRESS = 300;
    public static final int LONGEST_OWNER = 64;
    public static final int MOST_DECIMALS = 6;
    public static final BigDecimal LARGEST_LIMIT = new BigDecimal("1000000000");
    public static final BigDecimal LARGEST_CAPACITY = new BigDecimal("1000000000000000");

    /** Current and voltage transformers together reach some hundred thousand. */
    public static final BigDecimal LARGEST_FACTOR = new BigDecimal("1000000");

    public static final BigDecimal LARGEST_POWER = new BigDecimal("1000000000");

    public static final Set<String> UNITS = Set.of("kWh", "Wh", "MWh", "kW", "W");

    /** The units that are the mean power of an interval: no register shows them. */
    private static final Set<String> POWER_UNITS = Set.of("kW", "W");

    public static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);
    public static final Duration LONGEST_INTERVAL = Duration.ofDays(31);

    /** No reading is believed of a time before; whoever means earlier means always. */
    public static final Instant EARLIEST_SETTINGS = Instant.parse("2001-01-01T00:00:00Z");

    private DeviceBounds() {}

    /** Whether values of this unit can be what this reading mode says they are: a register shows energy, never power. */
    public static boolean fits(String readingMode, String unit) {
        return !(readingMode.equals("CUMULATIVE") && POWER_UNITS.contains(unit));
    }

    /** Whether the text holds control characters, or halves of surrogate pairs, which no encoding can store. */
    public static boolean hasUnwelcomeCharacters(String text, boolean severalLines) {
        return text.codePoints().anyMatch(character -> isUnwelcome(character, severalLines));
    }

    private static boolean isUnwelcome(int character, boolean severalLines) {
        boolean layout = character == '\n' || character == '\r' || character == '\t';
        return (Character.isISOControl(character) && !(severalLines && layout))
                || Character.getType(character) == Character.SURROGATE;
    }
}
