package energy.ems.document;

import energy.ems.metering.Bucket;
import energy.ems.metering.MeterSummary;
import energy.ems.tariff.EnergyCosts;
import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a device has consumed as a spreadsheet: a row for each hour, day or month, with all digits. */
public final class ConsumptionSheet {

    private ConsumptionSheet() {}

    /**
     * @param zone in which the times are written; the headings name it
     * @param rows in their order; of what is not known the energy is left empty, never 0
     * @param compared for each row what stands against it in another period, null where nothing does; empty for no
     *     comparison
     * @param costs null when no price is known; then there is no column of costs
     * @throws IOException when it cannot be written; what has been written until then is no file
     */
    public static void write(
            MeterSummary meter,
            ZoneId zone,
            List<Bucket> rows,
            List<Bucket> compared,
            EnergyCosts costs,
            Words words,
            OutputStream out)
            throws IOException {
        List<String> headings = new ArrayList<>(List.of(
                words.get("sheet.device.id"),
                words.get("sheet.device"),
                words.get("sheet.start", zone.getId()),
                words.get("sheet.end", zone.getId()),
                words.get("sheet.offset"),
                words.get("sheet.energy"),
                words.get("sheet.quality"),
                words.get("sheet.readings"),
                words.get("sheet.readings.expected"),
                words.get("sheet.limit")));
        if (costs != null) {
            headings.add(words.get("sheet.cost", costs.currency().getCurrencyCode()));
        }
        if (!compared.isEmpty()) {
            headings.add(words.get("sheet.compared.start", zone.getId()));
            headings.add(words.get("sheet.compared.energy"));
        }
        try (Sheet sheet = new Sheet(out, words.get("consumption.title"), headings)) {
            sheet.wide(0).wide(1);
            for (int i = 0; i < rows.size(); i++) {
                Bucket bucket = rows.get(i);
                List<Object> cells = new ArrayList<>(Arrays.asList(
                        meter.deviceId(),
                        meter.name(),
                        bucket.start().withZoneSameInstant(zone).toLocalDateTime(),
                        bucket.end().withZoneSameInstant(zone).toLocalDateTime(),
                        words.offset(bucket.start().withZoneSameInstant(zone)),
                        bucket.energyKwh(),
                        words.get("quality." + bucket.quality()),
                        bucket.readings(),
                        bucket.expectedReadings(),
                        bucket.limitKwh()));
                if (costs != null) {
                    cells.add(
                            costs.gross(bucket.start().toInstant(), bucket.end().toInstant())
                                    .orElse(null));
                }
                if (!compared.isEmpty()) {
                    Bucket other = compared.get(i);
                    cells.add(
                            other == null
                                    ? null
                                    : other.start().withZoneSameInstant(zone).toLocalDateTime());
                    cells.add(other == null ? null : other.energyKwh());
                }
                sheet.row(cells);
            }
        }
    }
}
