package energy.ems.metering.intake;

import energy.ems.deviceevents.DeviceBounds;
import energy.ems.metering.profile.Amount;
import energy.ems.metering.readings.Measurement;
import jakarta.json.Json;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the messages of {@code ems.measurements}: one measurement, or an array of up to {@value #LARGEST_ARRAY}.
 * Thread-safe.
 */
final class MeasurementParser {

    static final int LARGEST_MESSAGE = 1 << 20;
    static final int LARGEST_ARRAY = 1_000;

    private static final int LONGEST_NUMBER = 100;
    private static final int DEEPEST = 100;
    private static final Pattern DEVICE_ID = DeviceBounds.ID;
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,63}");
    /** A year that {@code BIGINT} milliseconds and every page can show. */
    private static final long LATEST_MILLIS =
            Instant.parse("9999-12-31T00:00:00Z").toEpochMilli();

    private static final long EARLIEST_MILLIS = -LATEST_MILLIS;

    // BEWARE: Json.createParser() looks for a provider at each call, which costs more than the parsing.
    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());

    private MeasurementParser() {}

    /** @throws MalformedMeasurementException with the reason; there is no other way to fail */
    static List<Measurement> parse(byte[] message) throws MalformedMeasurementException {
        if (message.length > LARGEST_MESSAGE) {
            throw new MalformedMeasurementException(
                    "message of " + message.length + " bytes, at most " + LARGEST_MESSAGE + " are read");
        }
        try (JsonParser json = parser(message)) {
            List<Measurement> measurements = new ArrayList<>(1);
            switch (json.next()) {
                case START_OBJECT -> measurements.add(measurement(json));
                case START_ARRAY -> array(json, measurements);
                default -> throw new MalformedMeasurementException("neither a JSON object nor an array");
            }
            if (json.hasNext()) {
                throw new MalformedMeasurementException("something follows after the JSON value");
            }
            return measurements;
        } catch (RuntimeException | StackOverflowError e) {
            throw unreadable(e);
        }
    }

    /** Reads one measurement, as it may stand in an array. */
    static Measurement parseOne(byte[] element) throws MalformedMeasurementException {
        try (JsonParser json = parser(element)) {
            if (json.next() != Event.START_OBJECT) {
                throw new MalformedMeasurementException("the array holds something else than measurements");
            }
            Measurement measurement = measurement(json);
            if (json.hasNext()) {
                throw new MalformedMeasurementException("something follows after the measurement");
            }
            return measurement;
        } catch (RuntimeException | StackOverflowError e) {
            throw unreadable(e);
        }
    }

    private static JsonParser parser(byte[] message) {
        int start = afterByteOrderMark(message);
        // Not from a stream: that takes a buffer of 8 KiB for a message of 100 bytes.
        return PARSERS.createParser(
                new StringReader(new String(message, start, message.length - start, StandardCharsets.UTF_8)));
    }

    /** Where the text begins: some programs put a mark before it. */
    static int afterByteOrderMark(byte[] message) {
        boolean marked = message.length >= 3
                && message[0] == (byte) 0xef
                && message[1] == (byte) 0xbb
                && message[2] == (byte) 0xbf;
        return marked ? 3 : 0;
    }

    /**
     * BEWARE: parsers answer an exponent beyond an int, deep nesting and a cut text with exceptions of many kinds. What
     * got away here would be taken for trouble of this server, and the message would come again for ever.
     */
    private static MalformedMeasurementException unreadable(Throwable cause) {
        return new MalformedMeasurementException("not valid JSON: " + firstLine(cause.getMessage()), cause);
    }

    private static void array(JsonParser json, List<Measurement> measurements) throws MalformedMeasurementException {
        for (Event event = json.next(); event != Event.END_ARRAY; event = json.next()) {
            if (event != Event.START_OBJECT) {
                throw new MalformedMeasurementException("the array holds something else than measurements");
            }
            if (measurements.size() == LARGEST_ARRAY) {
                throw new MalformedMeasurementException("more than " + LARGEST_ARRAY + " measurements in one message");
            }
            measurements.add(measurement(json));
        }
    }

    private static Measurement measurement(JsonParser json) throws MalformedMeasurementException {
        Instant timestamp = null;
        String deviceId = null;
        BigDecimal value = null;
        Duration interval = null;
        for (Event event = json.next(); event != Event.END_OBJECT; event = json.next()) {
            String name = json.getString();
            Event what = json.next();
            switch (name) {
                case "timestamp" -> timestamp = timestamp(json, what);
                case "device_id" -> deviceId = deviceId(json, what);
                case "measurement_value" -> value = value(json, what);
                case "interval" -> interval = interval(json, what);
                default -> skip(json, what);
            }
        }
        require(timestamp, "timestamp");
        require(deviceId, "device_id");
        require(value, "measurement_value");
        return new Measurement(deviceId, timestamp, new Amount(value, interval));
    }

    private static void require(Object field, String name) throws MalformedMeasurementException {
        if (field == null) {
            throw new MalformedMeasurementException(name + " is missing");
        }
    }

    /**
     * BEWARE: the parser's own skipArray() and skipObject() never return when the text ends in between, so a message
     * that is cut off would hold up its consumer for ever.
     */
    private static void skip(JsonParser json, Event what) throws MalformedMeasurementException {
        int depth = 0;
        for (Event event = what; ; event = json.next()) {
            if (event == Event.START_OBJECT || event == Event.START_ARRAY) {
                depth++;
            } else if (event == Event.END_OBJECT || event == Event.END_ARRAY) {
                depth--;
            }
            if (depth == 0) {
                return;
            }
            if (depth > DEEPEST) {
                throw new MalformedMeasurementException("not valid JSON: nested more than " + DEEPEST + " deep");
            }
        }
    }

    private static Instant timestamp(JsonParser json, Event what) throws MalformedMeasurementException {
        try {
            if (what == Event.VALUE_NUMBER && json.getString().length() <= 20) {
                long millis = new BigDecimal(json.getString()).longValueExact();
                if (millis >= EARLIEST_MILLIS && millis <= LATEST_MILLIS) {
                    return Instant.ofEpochMilli(millis);
                }
            } else if (what == Event.VALUE_STRING) {
                return timestampInRange(IsoTime.parse(json.getString()));
            }
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            throw new MalformedMeasurementException(
                    "timestamp is neither epoch milliseconds nor ISO-8601 with offset", e);
        }
        throw new MalformedMeasurementException("timestamp is neither epoch milliseconds nor ISO-8601 with offset");
    }

    private static Instant timestampInRange(Instant instant) throws MalformedMeasurementException {
        long millis = instant.toEpochMilli();
        if (millis < EARLIEST_MILLIS || millis > LATEST_MILLIS) {
            throw new MalformedMeasurementException("timestamp is out of range");
        }
        // The database keeps milliseconds; what is finer would make two readings of one.
        return Instant.ofEpochMilli(millis);
    }

    private static String deviceId(JsonParser json, Event what) throws MalformedMeasurementException {
        // BEWARE: a number is looked at as text, because isIntegralNumber() makes a number of 1e99999999999, or fails.
        Pattern allowed = what == Event.VALUE_NUMBER ? WHOLE_NUMBER : DEVICE_ID;
        if (what == Event.VALUE_STRING || what == Event.VALUE_NUMBER) {
            String id = json.getString();
            if (allowed.matcher(id).matches()) {
                return id;
            }
        }
        throw new MalformedMeasurementException("device_id is not 1 to 64 letters, digits, . _ : - or a whole number");
    }

    private static BigDecimal value(JsonParser json, Event what) throws MalformedMeasurementException {
        if (what == Event.VALUE_NUMBER || what == Event.VALUE_STRING) {
            String text = json.getString().strip();
            if (text.length() <= LONGEST_NUMBER) {
                try {
                    return new BigDecimal(text);
                } catch (NumberFormatException e) {
                    throw new MalformedMeasurementException("measurement_value is not a number", e);
                }
            }
        }
        throw new MalformedMeasurementException("measurement_value is not a number");
    }

    /** Null where the message says so: it states none. */
    private static Duration interval(JsonParser json, Event what) throws MalformedMeasurementException {
        if (what == Event.VALUE_NULL) {
            return null;
        }
        Optional<Duration> interval = what == Event.VALUE_STRING ? Amount.interval(json.getString()) : Optional.empty();
        return interval.orElseThrow(
                () -> new MalformedMeasurementException("interval is no duration of whole seconds from PT1S to PT24H"));
    }

    private static String firstLine(String text) {
        String line = text == null ? "" : text.lines().findFirst().orElse("");
        return line.length() <= 200 ? line : line.substring(0, 200);
    }
}
