package energy.ems.document;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * A workbook of one sheet, written row by row as it goes. Numbers and dates are such, with all their digits; texts are
 * never formulas. Not thread-safe.
 */
final class Sheet implements AutoCloseable {

    private static final int ROWS_HELD = 500;
    private static final int NARROWEST = 11;
    private static final int WIDEST = 40;

    private final Workbook workbook;
    private final Worksheet sheet;
    private int row;

    /** An amount of money, shown with that many decimals. */
    record Amount(BigDecimal value, int decimals) {}

    Sheet(OutputStream out, String name, List<String> headings) {
        // Excel wants a version of the form "1.0"; which one of EMS it was is nobody's business.
        workbook = new Workbook(out, "EMS", "1.0");
        sheet = workbook.newWorksheet(name);
        sheet.freezePane(0, 1);
        for (int column = 0; column < headings.size(); column++) {
            String heading = headings.get(column);
            sheet.value(0, column, CellText.safe(heading));
            sheet.style(0, column).bold().set();
            sheet.width(column, Math.max(NARROWEST, Math.min(WIDEST, heading.length() + 3)));
        }
        row = 1;
    }

    /** Makes a column wide enough for names; before the first row. */
    Sheet wide(int column) {
        sheet.width(column, WIDEST);
        return this;
    }

    /** @param cells texts, numbers, dates and {@link Amount}s; null for an empty cell */
    Sheet row(List<?> cells) throws IOException {
        return row(cells, false);
    }

    Sheet boldRow(List<?> cells) throws IOException {
        return row(cells, true);
    }

    private Sheet row(List<?> cells, boolean bold) throws IOException {
        for (int column = 0; column < cells.size(); column++) {
            Object cell = cells.get(column);
            put(column, cell);
            if (bold && cell != null) {
                sheet.style(row, column).bold().set();
            }
        }
        row++;
        if (row % ROWS_HELD == 0) {
            sheet.flush();
        }
        return this;
    }

    private void put(int column, Object cell) {
        if (cell instanceof LocalDate date) {
            sheet.value(row, column, date);
            sheet.style(row, column).format("yyyy-mm-dd").set();
        } else if (cell instanceof LocalDateTime time) {
            sheet.value(row, column, time);
            sheet.style(row, column).format("yyyy-mm-dd hh:mm").set();
        } else if (cell instanceof Amount amount) {
            sheet.value(row, column, amount.value());
            String zeros = amount.decimals() == 0 ? "" : "." + "0".repeat(amount.decimals());
            sheet.style(row, column).format("#,##0" + zeros).set();
        } else if (cell instanceof Number number) {
            sheet.value(row, column, number);
        } else if (cell != null) {
            sheet.value(row, column, CellText.safe(String.valueOf(cell)));
        }
    }

    @Override
    public void close() throws IOException {
        workbook.close();
    }
}
