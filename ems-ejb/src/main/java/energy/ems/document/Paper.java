package energy.ems.document;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;

/**
 * Pages of A4, written from the top to the bottom; a new page begins where one is full. Lengths are points. Not
 * thread-safe.
 */
final class Paper implements Closeable {

    static final float MARGIN = 48;
    static final float WIDTH = PDRectangle.A4.getWidth() - 2 * MARGIN;

    /**
     * Liberation Sans (SIL Open Font License), which PDFBox brings along: it has the letters of both languages, while the
     * fonts that every reader of PDF has lack {@code ș} and {@code ț}.
     */
    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private static final float BOTTOM = MARGIN + 20;
    private static final float SIZE = 9;
    private static final float LEADING = 1.4f;
    private static final String UNKNOWN_LETTER = "?";

    private final PDDocument document = new PDDocument();
    private final PDFont font;
    private final Map<Integer, String> letters = new HashMap<>();
    private PDPageContentStream page;
    private float y;

    /**
     * A column of a table.
     *
     * @param share of the width of the page
     * @param number whether it is aligned to the right
     */
    record Column(String heading, float share, boolean number) {}

    Paper(String title, String language) throws IOException {
        try (InputStream file = PDDocument.class.getResourceAsStream(FONT)) {
            font = PDType0Font.load(document, file, true);
        }
        document.getDocumentInformation().setTitle(title);
        document.getDocumentInformation().setProducer("EMS");
        document.getDocumentCatalog().setLanguage(language);
        PDViewerPreferences preferences =
                new PDViewerPreferences(document.getDocumentCatalog().getCOSObject());
        preferences.setDisplayDocTitle(true);
        document.getDocumentCatalog().setViewerPreferences(preferences);
        turn();
    }

    private void turn() throws IOException {
        if (page != null) {
            page.close();
        }
        PDPage next = new PDPage(PDRectangle.A4);
        document.addPage(next);
        page = new PDPageContentStream(document, next);
        y = PDRectangle.A4.getHeight() - MARGIN;
    }

    /** Begins a new page unless there is so much left of this one. */
    void need(float height) throws IOException {
        if (y - height < BOTTOM) {
            turn();
        }
    }

    void space(float height) {
        y -= height;
    }

    void title(String text) throws IOException {
        paragraph(text, 18, true);
    }

    void heading(String text) throws IOException {
        need(60);
        space(8);
        paragraph(text, 12, true);
    }

    void line(String text) throws IOException {
        paragraph(text, SIZE, false);
    }

    private void paragraph(String text, float size, boolean bold) throws IOException {
        for (String line : wrapped(text, size, WIDTH)) {
            need(size * LEADING);
            y -= size * LEADING;
            write(page, line, MARGIN, y, size, bold);
        }
    }

    /** A table whose headings stand on each of its pages. */
    Table table(List<Column> columns) throws IOException {
        return new Table(columns);
    }

    /** Rows of cells, each as high as its longest text. */
    final class Table {

        private final List<Column> columns;

        private Table(List<Column> columns) throws IOException {
            this.columns = columns;
            need(60);
            headings();
        }

        private void headings() throws IOException {
            put(columns.stream().map(Column::heading).toList(), true);
            rule(0.8f);
        }

        Table row(List<String> cells) throws IOException {
            return row(cells, false);
        }

        Table boldRow(List<String> cells) throws IOException {
            return row(cells, true);
        }

        private Table row(List<String> cells, boolean bold) throws IOException {
            if (y - height(cells) < BOTTOM) {
                turn();
                headings();
            }
            put(cells, bold);
            rule(0.3f);
            return this;
        }

        private float height(List<String> cells) throws IOException {
            int lines = 1;
            for (int i = 0; i < columns.size(); i++) {
                lines = Math.max(lines, wrapped(cells.get(i), SIZE, width(i)).size());
            }
            return lines * SIZE * LEADING + 5;
        }

        private float width(int column) {
            return columns.get(column).share() * WIDTH - 6;
        }

        private void put(List<String> cells, boolean bold) throws IOException {
            float height = height(cells);
            float x = MARGIN;
            for (int i = 0; i < columns.size(); i++) {
                float top = y;
                for (String line : wrapped(cells.get(i), SIZE, width(i))) {
                    top -= SIZE * LEADING;
                    float indent = columns.get(i).number() ? width(i) - length(line, SIZE) : 0;
                    write(page, line, x + indent, top, SIZE, bold);
                }
                x += columns.get(i).share() * WIDTH;
            }
            y -= height;
        }

        private void rule(float thickness) throws IOException {
            page.setLineWidth(thickness);
            page.setStrokingColor(0.6f);
            page.moveTo(MARGIN, y);
            page.lineTo(MARGIN + WIDTH, y);
            page.stroke();
            page.setStrokingColor(0f);
        }
    }

    /** Draws below what has been written; the box begins at {@link #MARGIN} and is as wide as the text. */
    void draw(float height, Drawing drawing) throws IOException {
        need(height);
        y -= height;
        page.saveGraphicsState();
        drawing.draw(page, y);
        page.restoreGraphicsState();
    }

    /** What draws into a box. */
    interface Drawing {

        /** @param bottom of the box */
        void draw(PDPageContentStream page, float bottom) throws IOException;
    }

    void write(PDPageContentStream where, String text, float x, float baseline, float size, boolean bold)
            throws IOException {
        where.beginText();
        where.setFont(font, size);
        where.setNonStrokingColor(0.1f);
        // One font is embedded, and strong letters are drawn with an outline: a second would double the file.
        where.setRenderingMode(bold ? RenderingMode.FILL_STROKE : RenderingMode.FILL);
        where.setStrokingColor(0.1f);
        where.setLineWidth(size / 40);
        where.newLineAtOffset(x, baseline);
        where.showText(written(text));
        where.endText();
    }

    float length(String text, float size) throws IOException {
        return font.getStringWidth(written(text)) / 1000 * size;
    }

    /** What the font can write: names are other people's, and one letter that it lacks would undo the page. */
    private String written(String text) {
        StringBuilder written = new StringBuilder();
        text.codePoints().forEach(letter -> written.append(letters.computeIfAbsent(letter, this::writtenLetter)));
        return written.toString();
    }

    private String writtenLetter(int letter) {
        if (Character.isWhitespace(letter) || Character.isSpaceChar(letter)) {
            return " ";
        }
        String text = Character.toString(letter);
        try {
            font.encode(text);
            return text;
        } catch (IllegalArgumentException lacking) {
            return UNKNOWN_LETTER;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Broken at blanks, and within a word that is too long for a line. */
    private List<String> wrapped(String text, float size, float width) throws IOException {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : written(text).split(" ")) {
            String next = line.isEmpty() ? word : line + " " + word;
            if (length(next, size) <= width) {
                line.replace(0, line.length(), next);
                continue;
            }
            if (!line.isEmpty()) {
                lines.add(line.toString());
                line.setLength(0);
            }
            for (int letter : word.codePoints().toArray()) {
                if (!line.isEmpty() && length(line + Character.toString(letter), size) > width) {
                    lines.add(line.toString());
                    line.setLength(0);
                }
                line.appendCodePoint(letter);
            }
        }
        lines.add(line.toString());
        return lines;
    }

    /** Writes the foot of each page, and the file. */
    void save(String foot, Words words, OutputStream out) throws IOException {
        page.close();
        page = null;
        int pages = document.getNumberOfPages();
        for (int i = 0; i < pages; i++) {
            try (PDPageContentStream end =
                    new PDPageContentStream(document, document.getPage(i), AppendMode.APPEND, true, true)) {
                String number = words.get("foot.page", i + 1, pages);
                write(end, foot, MARGIN, MARGIN - 8, 8, false);
                write(end, number, MARGIN + WIDTH - length(number, 8), MARGIN - 8, 8, false);
            }
        }
        document.save(out);
    }

    @Override
    public void close() throws IOException {
        if (page != null) {
            page.close();
        }
        document.close();
    }
}
