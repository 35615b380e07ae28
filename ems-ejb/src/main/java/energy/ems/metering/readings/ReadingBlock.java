package energy.ems.metering.readings;

import energy.ems.metering.profile.Amount;
import energy.ems.metering.readings.StoredReadings.Stored;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The readings that a meter took in one UTC hour, as the text that stands in the hour's row.
 *
 * <p>Entries separated by commas, of each instant one, in the order in which they came and not in that of their time: so
 * that readings are added to a row that nobody has read. An entry is a few decimal numbers separated by spaces:
 *
 * <ol>
 *   <li>when it was taken, in seconds from the start of the hour, to the millisecond;
 *   <li>its value in the meter's own unit;
 *   <li>how many seconds later it came, whole ones and rounded down: what nobody calculates with;
 *   <li>the length of its interval in seconds, where the meter states it.
 * </ol>
 *
 * <p>{@code 600 0.25 3,1200 0.375 2 900}. The view {@code reading} shows the same as rows. An entry that begins with
 * anything but a digit would be of a later version of this format, which this one refuses to read.
 *
 * @param hour its start
 * @param text null where the row has an hour and no readings
 */
record ReadingBlock(long meterId, Instant hour, String text) {

    private static final int MILLIS = 1000;

    /** How many readings a text in the database has. */
    static final String COUNT = "(LENGTH(readings) - LENGTH(REPLACE(readings, ',', '')) + 1)";

    static ReadingBlock of(long meterId, Instant hour, Collection<Stored> readings) {
        return new ReadingBlock(
                meterId,
                hour,
                readings.isEmpty()
                        ? null
                        : readings.stream().map(reading -> entry(hour, reading)).collect(Collectors.joining(",")));
    }

    private static String entry(Instant hour, Stored reading) {
        long millis = Duration.between(hour, reading.at()).toMillis();
        long delay =
                Math.floorDiv(reading.receivedAt().toEpochMilli() - reading.at().toEpochMilli(), MILLIS);
        Integer seconds = reading.said().seconds();
        return plain(BigDecimal.valueOf(millis, 3)) + " " + plain(reading.said().value()) + " " + delay
                + (seconds == null ? "" : " " + seconds);
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /** @throws IllegalStateException when this is no text of the format above */
    void forEach(Consumer<Stored> each) {
        int start = 0;
        while (text != null && start <= text.length()) {
            int end = text.indexOf(',', start);
            end = end < 0 ? text.length() : end;
            each.accept(parse(text.substring(start, end)));
            start = end + 1;
        }
    }

    private Stored parse(String entry) {
        int value = entry.indexOf(' ') + 1;
        int delay = entry.indexOf(' ', value) + 1;
        int seconds = entry.indexOf(' ', delay) + 1;
        if (value < 2 || delay == 0 || !Character.isDigit(entry.charAt(0))) {
            throw new IllegalStateException("The readings of meter " + meterId + " in the hour " + hour
                    + " are stored in a way that this version does not know: " + entry);
        }
        Instant at = hour.plusMillis(millis(entry.substring(0, value - 1)));
        BigDecimal number = new BigDecimal(entry.substring(value, delay - 1));
        long later = Long.parseLong(entry.substring(delay, seconds == 0 ? entry.length() : seconds - 1));
        return new Stored(
                meterId,
                at,
                Amount.of(number, seconds == 0 ? 0 : Integer.parseInt(entry.substring(seconds))),
                at.plusSeconds(later));
    }

    private static long millis(String seconds) {
        return seconds.indexOf('.') < 0
                ? MILLIS * Long.parseLong(seconds)
                : new BigDecimal(seconds).movePointRight(3).longValueExact();
    }
}
