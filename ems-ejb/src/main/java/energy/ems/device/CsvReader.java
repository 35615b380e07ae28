package energy.ems.device;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads comma-separated values (RFC 4180) record by record, with comma, semicolon or tabulator as separator, whichever
 * the first line has most of. Holds one record in memory.
 */
final class CsvReader {

    private static final int BYTE_ORDER_MARK = '\uFEFF';
    /** What Excel writes and wants as the first line, to tell the separator. */
    private static final Pattern ANNOUNCEMENT = Pattern.compile("sep=([,;\t])\r?", Pattern.CASE_INSENSITIVE);

    private static final int LONGEST_ANNOUNCEMENT = 10;
    private static final int LONGEST_RECORD = 20_000;
    private static final int LONGEST_HEADER = 4_000;

    private static final String NOT_UTF_8 = "the file is not in UTF-8, save it as \"CSV UTF-8\" and send it again";

    private final BufferedReader reader;
    private char separator = ',';
    private int line = 1;
    private int recordLine = 1;

    /** @throws IllegalArgumentException when the reader finds bytes that are no characters */
    CsvReader(Reader source) {
        this.reader = new BufferedReader(source);
        try {
            readAhead();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(NOT_UTF_8, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readAhead() throws IOException {
        reader.mark(LONGEST_HEADER);
        int commas = 0;
        int semicolons = 0;
        int tabulators = 0;
        StringBuilder start = new StringBuilder();
        int character = reader.read();
        boolean marked = character == BYTE_ORDER_MARK;
        for (int read = 1; read < LONGEST_HEADER - 1 && character != -1 && character != '\n'; read++) {
            commas += character == ',' ? 1 : 0;
            semicolons += character == ';' ? 1 : 0;
            tabulators += character == '\t' ? 1 : 0;
            if (character != BYTE_ORDER_MARK && start.length() < LONGEST_ANNOUNCEMENT) {
                start.append((char) character);
            }
            character = reader.read();
        }
        separator = semicolons > commas ? ';' : tabulators > commas ? '\t' : ',';
        reader.reset();
        if (marked) {
            reader.skip(1);
        }
        Matcher announced = ANNOUNCEMENT.matcher(start);
        if (announced.matches()) {
            separator = announced.group(1).charAt(0);
            reader.readLine();
            line++;
        }
    }

    char separator() {
        return separator;
    }

    /** The line on which the latest record began, counted from 1. */
    int line() {
        return recordLine;
    }

    /**
     * The next record that is not blank, or null at the end.
     *
     * @throws IllegalArgumentException when a quotation is not closed, the record is too long, or the reader finds bytes
     *     that are no characters
     */
    List<String> next() {
        try {
            List<String> record = record();
            // Spreadsheets write rows without anything as separators only.
            while (record != null && record.stream().allMatch(String::isBlank)) {
                record = record();
            }
            return record;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(NOT_UTF_8, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> record() throws IOException {
        recordLine = line;
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        int length = 0;
        int character = reader.read();
        if (character == -1) {
            return null;
        }
        while (character != -1) {
            if (++length > LONGEST_RECORD) {
                throw new IllegalArgumentException("record longer than " + LONGEST_RECORD + " characters");
            }
            if (character == '\n') {
                line++;
            }
            if (quoted && character == '"') {
                quoted = nextIs('"');
                if (quoted) {
                    reader.read();
                    field.append('"');
                }
            } else if (quoted) {
                field.append((char) character);
            } else if (character == '"' && field.toString().isBlank()) {
                quoted = true;
                field.setLength(0);
            } else if (character == separator) {
                fields.add(field.toString());
                field.setLength(0);
            } else if (character == '\n') {
                break;
            } else if (character != '\r') {
                field.append((char) character);
            }
            character = reader.read();
        }
        if (quoted) {
            throw new IllegalArgumentException("quotation not closed");
        }
        fields.add(field.toString());
        return fields;
    }

    private boolean nextIs(char expected) throws IOException {
        reader.mark(1);
        int next = reader.read();
        reader.reset();
        return next == expected;
    }
}
