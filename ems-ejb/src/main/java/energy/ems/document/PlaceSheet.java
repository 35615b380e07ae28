package energy.ems.document;

import energy.ems.metering.PlaceReport.PlaceBucket;
import energy.ems.metering.place.Flow;
import energy.ems.metering.place.PlaceSum;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;

/** What a place or a group had as a spreadsheet: a row for each hour, day or month, with all digits. */
public final class PlaceSheet {

    private PlaceSheet() {}

    /**
     * @param rows of what is not known a cell is left empty, never 0
     * @throws IOException when it cannot be written; what has been written until then is no file
     */
    public static void write(ZoneId zone, List<PlaceBucket> rows, Words words, OutputStream out) throws IOException {
        List<String> headings = List.of(
                words.get("sheet.start", zone.getId()),
                words.get("sheet.end", zone.getId()),
                words.get("sheet.offset"),
                words.get("sheet.consumption"),
                words.get("sheet.production"),
                words.get("sheet.balance"),
                words.get("sheet.unexplained"),
                words.get("sheet.hours"),
                words.get("sheet.hours.measured"),
                words.get("sheet.hours.missing"));
        try (Sheet sheet = new Sheet(out, words.get("consumption.title"), headings)) {
            for (PlaceBucket row : rows) {
                PlaceSum sum = row.sum();
                Flow total = sum.total();
                sheet.row(Arrays.asList(
                        row.start().withZoneSameInstant(zone).toLocalDateTime(),
                        row.end().withZoneSameInstant(zone).toLocalDateTime(),
                        words.offset(row.start().withZoneSameInstant(zone)),
                        plain(total == null ? null : total.consumptionKwh()),
                        plain(total == null ? null : total.productionKwh()),
                        plain(total == null ? null : total.balanceKwh()),
                        plain(sum.unexplainedKwh()),
                        sum.hours().all(),
                        sum.hours().measured(),
                        sum.hours().missing()));
            }
        }
    }

    private static BigDecimal plain(BigDecimal kwh) {
        return kwh == null ? null : kwh.stripTrailingZeros();
    }
}
