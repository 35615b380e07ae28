package energy.ems.web.portal.people;

import io.nayuki.qrcodegen.QrCode;

/** A QR code as a shape to be drawn: one square of the picture is one unit, with the quiet margin that the standard asks for. */
final class QrPicture {

    private static final int MARGIN = 4;

    private final QrCode code;

    QrPicture(String text) {
        this.code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
    }

    /** Width and height, margins included. */
    int size() {
        return code.size + 2 * MARGIN;
    }

    /** The dark squares, as the {@code d} of an SVG path: one stroke for each run in a row. */
    String path() {
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                int begin = x;
                while (x < code.size && code.getModule(x, y)) {
                    x++;
                }
                if (x > begin) {
                    path.append('M').append(begin + MARGIN).append(' ').append(y + MARGIN);
                    path.append('h')
                            .append(x - begin)
                            .append("v1h-")
                            .append(x - begin)
                            .append('z');
                }
            }
        }
        return path.toString();
    }
}
