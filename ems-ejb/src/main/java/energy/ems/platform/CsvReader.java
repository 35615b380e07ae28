package energy.ems.platform;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads comma-separated values (RFC 4180) record by record, as spreadsheets write them: after a byte order mark or not,
 * with comma, semicolon or tabulator as separator, whichever the first line names or has most of. The records are read by
 * Apache Commons CSV; finding the separator is left to its callers.
 */
public final class CsvReader {

    private static final int BYTE_ORDER_MARK = '\uFEFF';
    /** What Excel writes and wants as the first line, to tell the separator. */
    private static final Pattern ANNOUNCEMENT = Pattern.compile("sep=([,;\t])\r?", Pattern.CASE_INSENSITIVE);

    private static final int LONGEST_HEADER = 4_000;
    private static final int LONGEST_RECORD = 20_000;

    private static final String NOT_UTF_8 = "the file is not in UTF-8, save it as \"CSV UTF-8\" and send it again";

    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private char separator = ',';
    private int linesBefore;
    private int recordLine = 1;

    /** @throws IllegalArgumentException when the reader finds bytes that are no characters */
    public CsvReader(Reader source) {
        BufferedReader reader = new BufferedReader(source);
        try {
            readAhead(reader);
            parser = CSVFormat.RFC4180
                    .builder()
                    .setDelimiter(separator)
                    .setIgnoreSurroundingSpaces(true)
                    .get()
                    .parse(reader);
        } catch (IOException e) {
            throw problem(e);
        }
        records = parser.iterator();
    }

    private void readAhead(BufferedReader reader) throws IOException {
        reader.mark(LONGEST_HEADER);
        StringBuilder first = new StringBuilder();
        int character = reader.read();
        boolean marked = character == BYTE_ORDER_MARK;
        if (marked) {
            character = reader.read();
        }
        while (first.length() < LONGEST_HEADER - 2 && character != -1 && character != '\n') {
            first.append((char) character);
            character = reader.read();
        }
        Matcher announced = ANNOUNCEMENT.matcher(first);
        if (announced.matches()) {
            separator = announced.group(1).charAt(0);
            linesBefore = 1;
            return;
        }
        long semicolons = count(first, ';');
        separator = semicolons > count(first, ',') ? ';' : count(first, '\t') > count(first, ',') ? '\t' : ',';
        reader.reset();
        if (marked) {
            reader.skip(1);
        }
    }

    private static long count(CharSequence text, char counted) {
        return text.chars().filter(character -> character == counted).count();
    }

    public char separator() {
        return separator;
    }

    /** The line on which the latest record began, counted from 1. */
    public int line() {
        return recordLine;
    }

    /**
     * The next record that is not blank, or null at the end.
     *
     * @throws IllegalArgumentException when a quotation is not closed, the record is too long, or the reader finds bytes
     *     that are no characters
     */
    public List<String> next() {
        try {
            while (true) {
                recordLine = Math.toIntExact(parser.getCurrentLineNumber()) + linesBefore + 1;
                if (!records.hasNext()) {
                    return null;
                }
                List<String> record = records.next().toList();
                if (record.stream().mapToInt(String::length).sum() > LONGEST_RECORD) {
                    throw new IllegalArgumentException("record longer than " + LONGEST_RECORD + " characters");
                }
                // Spreadsheets write rows without anything as separators only.
                if (!record.stream().allMatch(String::isBlank)) {
                    return record;
                }
            }
        } catch (UncheckedIOException e) {
            throw problem(e.getCause());
        }
    }

    /** What the library finds wrong it tells as an exception of input and output. */
    private static RuntimeException problem(IOException e) {
        return e instanceof CharacterCodingException
                ? new IllegalArgumentException(NOT_UTF_8, e)
                : new IllegalArgumentException(e.getMessage(), e);
    }
}
