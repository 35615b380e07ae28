package energy.ems.web.portal.frame;

import energy.ems.document.CellText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes comma-separated values (RFC 4180), texts such that none is a formula. Numbers go out as they are. */
public final class Csv {

    private final StringBuilder out = new StringBuilder();
    private final CSVPrinter printer = printer();

    public Csv(String... headings) {
        row(List.of((Object[]) headings));
    }

    private CSVPrinter printer() {
        try {
            return new CSVPrinter(out, CSVFormat.RFC4180);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** @param cells texts, {@link BigDecimal}s and integers; null for an empty cell */
    public Csv row(List<Object> cells) {
        try {
            printer.printRecord(cells.stream().map(Csv::cell));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return this;
    }

    /** Cells of which some may be null. */
    public static List<Object> cells(Object... cells) {
        List<Object> list = new ArrayList<>();
        for (Object cell : cells) {
            list.add(cell == null ? "" : cell);
        }
        return list;
    }

    private static String cell(Object value) {
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof Number number) {
            return number.toString();
        }
        return CellText.safe(String.valueOf(value));
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
