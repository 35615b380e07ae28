package energy.ems.metering.intake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a JSON array into the texts of its elements, without understanding them: so that one bad measurement of an array
 * can be put aside as it came, whatever is wrong with it.
 */
final class ArrayElements {

    private final byte[] message;
    private final List<byte[]> elements = new ArrayList<>();
    private int position;

    private ArrayElements(byte[] message) {
        this.message = message;
    }

    /** @return nothing when the message is no array, or when its brackets and commas do not make one */
    static List<byte[]> of(byte[] message) {
        ArrayElements array = new ArrayElements(message);
        return array.cut() ? array.elements : List.of();
    }

    private boolean cut() {
        position = MeasurementParser.afterByteOrderMark(message);
        skipBlanks();
        if (position == message.length || message[position] != '[') {
            return false;
        }
        int start = ++position;
        int depth = 1;
        boolean quoted = false;
        for (; position < message.length && depth > 0; position++) {
            byte character = message[position];
            if (quoted) {
                if (character == '\\') {
                    position++;
                } else {
                    quoted = character != '"';
                }
            } else if (character == '"') {
                quoted = true;
            } else if (character == '[' || character == '{') {
                depth++;
            } else if (character == ']' || character == '}') {
                depth--;
                if (depth == 0 && (character != ']' || !add(start))) {
                    return false;
                }
            } else if (character == ',' && depth == 1) {
                if (!add(start)) {
                    return false;
                }
                start = position + 1;
            }
        }
        skipBlanks();
        return depth == 0 && position >= message.length;
    }

    /** Adds what lies between the start and here, unless that is nothing. */
    private boolean add(int start) {
        int from = start;
        int to = position;
        while (from < to && isBlank(message[from])) {
            from++;
        }
        while (to > from && isBlank(message[to - 1])) {
            to--;
        }
        elements.add(Arrays.copyOfRange(message, from, to));
        return from < to;
    }

    private void skipBlanks() {
        while (position < message.length && isBlank(message[position])) {
            position++;
        }
    }

    private static boolean isBlank(byte character) {
        return character == ' ' || character == '\t' || character == '\n' || character == '\r';
    }
}
