package energy.ems.document;

/** Texts in cells of a spreadsheet. */
public final class CellText {

    private static final String FORMULA_STARTS = "=+-@\t\r\n＝＋－＠";

    private CellText() {}

    /**
     * A spreadsheet takes a text that begins with one of {@code = + - @} for a formula: in CSV at once, whatever the
     * quotes; in XLSX as soon as somebody edits the cell or saves the sheet as CSV. Such texts get an apostrophe in front.
     */
    public static String safe(String text) {
        return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
