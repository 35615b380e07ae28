package energy.ems.document;

import energy.ems.metering.PlaceReport;
import energy.ems.metering.PlaceReport.PlaceBucket;
import energy.ems.metering.place.PlaceSum;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What several devices have consumed as a spreadsheet: a row for each hour, day or month, a column for each device, with
 * all digits. What was produced is below zero.
 */
public final class TogetherSheet {

    private TogetherSheet() {}

    /**
     * @param report of devices, which are the parts of its sum
     * @param rows those of its buckets that are wanted; of what is not known a cell is left empty, never 0
     * @throws IOException when it cannot be written; what has been written until then is no file
     */
    public static void write(PlaceReport report, List<PlaceBucket> rows, Words words, OutputStream out)
            throws IOException {
        String zone = report.zone().getId();
        List<String> headings = new ArrayList<>(
                List.of(words.get("sheet.start", zone), words.get("sheet.end", zone), words.get("sheet.offset")));
        // Two devices may bear one name.
        report.sum().parts().forEach(device -> headings.add(device.name() + " (" + device.deviceId() + "), kWh"));
        headings.addAll(List.of(
                words.get("sheet.sum"),
                words.get("sheet.hours"),
                words.get("sheet.hours.measured"),
                words.get("sheet.hours.missing")));
        try (Sheet sheet = new Sheet(out, words.get("consumption.title"), headings)) {
            for (PlaceBucket row : rows) {
                List<Object> cells = new ArrayList<>(Arrays.asList(
                        row.start().withZoneSameInstant(report.zone()).toLocalDateTime(),
                        row.end().withZoneSameInstant(report.zone()).toLocalDateTime(),
                        words.offset(row.start().withZoneSameInstant(report.zone()))));
                row.sum().parts().forEach(device -> cells.add(balance(device)));
                cells.add(balance(row.sum()));
                cells.add(row.sum().hours().all());
                cells.add(row.sum().hours().measured());
                cells.add(row.sum().hours().missing());
                sheet.row(cells);
            }
        }
    }

    private static BigDecimal balance(PlaceSum sum) {
        return sum.total() == null ? null : sum.total().balanceKwh().stripTrailingZeros();
    }
}
