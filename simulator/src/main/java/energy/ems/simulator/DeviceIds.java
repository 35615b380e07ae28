package energy.ems.simulator;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The short form of many device ids: {@code a,b,meter-{0001..5000}}. */
final class DeviceIds {

    private static final Pattern RANGE = Pattern.compile("([^{}]*)\\{(\\d{1,9})\\.\\.(\\d{1,9})}([^{}]*)");
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
    private static final int MOST = 1_000_000;

    private DeviceIds() {}

    /** Expands the list; a lower bound with leading zeros pads every number to its width, as a shell does. */
    static List<String> expand(String text) {
        Set<String> ids = new LinkedHashSet<>();
        for (String part : text.split(",")) {
            String trimmed = part.strip();
            if (trimmed.isEmpty()) {
                continue;
            }
            Matcher range = RANGE.matcher(trimmed);
            if (range.matches()) {
                addRange(ids, range);
            } else {
                add(ids, trimmed);
            }
        }
        if (ids.isEmpty()) {
            throw new UsageException("device.id names no device");
        }
        return List.copyOf(new ArrayList<>(ids));
    }

    private static void addRange(Set<String> ids, Matcher range) {
        String low = range.group(2);
        int width = low.startsWith("0") ? low.length() : 1;
        int from = new BigInteger(low).intValueExact();
        int to = new BigInteger(range.group(3)).intValueExact();
        if (to < from || to - from >= MOST) {
            throw new UsageException("device.id: the range {" + low + ".." + range.group(3) + "} is empty or too long");
        }
        for (int number = from; number <= to; number++) {
            add(ids, range.group(1) + String.format("%0" + width + "d", number) + range.group(4));
        }
    }

    private static void add(Set<String> ids, String id) {
        if (!VALID.matcher(id).matches()) {
            throw new UsageException(
                    "device.id: '" + id + "' is not 1 to 64 letters, digits, '.', '_', ':' or '-' (or a range {1..n})");
        }
        ids.add(id);
    }
}
