package energy.ems.metering.backfill.file;

import energy.ems.platform.CsvReader;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A file whose first line names its columns, read from the beginning as often as it is asked for and never held as a
 * whole. Each opening belongs to one thread.
 */
public final class ReadingsFile {

    private final Supplier<Reader> source;

    /** @param source opens the file anew each time */
    public ReadingsFile(Supplier<Reader> source) {
        this.source = source;
    }

    /** One pass through the file. */
    static final class Lines {
        private final CsvReader reader;
        private final List<String> columns;

        private Lines(CsvReader reader) {
            this.reader = reader;
            this.columns = headings(reader.next());
        }

        /** Each with a name of its own. */
        private static List<String> headings(List<String> header) {
            List<String> columns = new ArrayList<>();
            for (String heading : header == null ? List.<String>of() : header) {
                String name = heading.isBlank() ? "#" + (columns.size() + 1) : heading.strip();
                columns.add(columns.contains(name) ? name + " #" + (columns.size() + 1) : name);
            }
            return columns;
        }

        List<String> columns() {
            return columns;
        }

        int indexOf(String column) {
            return column == null ? -1 : columns.indexOf(column);
        }

        char separator() {
            return reader.separator();
        }

        /** The cells of the next line; null at the end. */
        List<String> next() {
            return reader.next();
        }

        /** On which line the latest cells began, counted from 1. */
        int line() {
            return reader.line();
        }
    }

    /** @throws IllegalArgumentException here or while reading, when it is no text in UTF-8 or no CSV, with what is wrong */
    Lines open() {
        return new Lines(new CsvReader(source.get()));
    }
}
