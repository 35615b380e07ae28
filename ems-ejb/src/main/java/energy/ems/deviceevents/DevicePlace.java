package energy.ems.deviceevents;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Where a device stands.
 *
 * @param path the names of the places from the outermost to the innermost, separated by {@code /}, each stripped; null
 *     when nothing is said of it
 * @param mainMeter whether the device measures all of that place, and so its other devices once more
 */
public record DevicePlace(String path, boolean mainMeter) {

    public static final int LONGEST = 255;
    public static final String SEPARATOR = "/";

    /** Of a device of which nothing is said. */
    public static final DevicePlace NOWHERE = new DevicePlace(null, false);

    public DevicePlace {
        path = normalized(path);
    }

    /** The path as it is stored: each name stripped; null for nothing. Whether it is one, {@link #isPath} says. */
    public static String normalized(String typed) {
        if (typed == null || typed.isBlank()) {
            return null;
        }
        return Arrays.stream(typed.split(SEPARATOR, -1)).map(String::strip).collect(Collectors.joining(SEPARATOR));
    }

    /** Whether none of its names is empty. */
    public static boolean isPath(String normalized) {
        return Arrays.stream(normalized.split(SEPARATOR, -1)).noneMatch(String::isEmpty);
    }

    /** The first text, by the order of code points, that comes after all the places below this one. */
    public static String endOfBelow(String path) {
        return path + (char) (SEPARATOR.charAt(0) + 1);
    }

    /** Whether a path is this place, or lies below it. */
    public static boolean isAtOrBelow(String path, String place) {
        return path != null && (path.equals(place) || path.startsWith(place + SEPARATOR));
    }
}
