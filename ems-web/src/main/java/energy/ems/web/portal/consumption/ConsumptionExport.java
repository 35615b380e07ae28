package energy.ems.web.portal.consumption;

import energy.ems.audit.AuditAction;
import energy.ems.audit.AuditLog;
import energy.ems.document.ConsumptionSheet;
import energy.ems.document.PrintedConsumption;
import energy.ems.document.TogetherSheet;
import energy.ems.document.Words;
import energy.ems.metering.Bucket;
import energy.ems.metering.Consumption;
import energy.ems.metering.ConsumptionReport;
import energy.ems.metering.MeterSummary;
import energy.ems.metering.PlaceReport;
import energy.ems.metering.PlaceReport.PlaceBucket;
import energy.ems.metering.place.DeviceHours;
import energy.ems.metering.place.PlaceSum;
import energy.ems.tariff.EnergyCosts;
import energy.ems.web.portal.frame.Csv;
import energy.ems.web.portal.frame.Viewer;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.primefaces.model.DefaultStreamedContent;
import org.primefaces.model.StreamedContent;

/** What the page of consumption shows, and the readings behind it, as files. Every export is on record. */
@Named
@RequestScoped
public class ConsumptionExport {

    static final String SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    @Inject
    private ConsumptionPage page;

    @Inject
    private Consumption metering;

    @Inject
    private AuditLog auditLog;

    @Inject
    private Viewer viewer;

    @Inject
    private Clock clock;

    /** What the page shows, with all digits. */
    public StreamedContent getShown() {
        if (page.isSeveral()) {
            return file(together(page.getTogether()), "consumption");
        }
        MeterSummary meter = page.getMeter();
        ConsumptionFigures figures = page.getFigures();
        List<String> headings = new ArrayList<>(List.of(
                "device_id",
                "device",
                "start",
                "end",
                "energy_kwh",
                "readings",
                "expected_readings",
                "quality",
                "limit_kwh"));
        if (figures.isPriced()) {
            headings.addAll(List.of("energy_cost", "currency"));
        }
        List<Bucket> compared = compared();
        if (!compared.isEmpty()) {
            headings.addAll(List.of("compared_start", "compared_energy_kwh"));
        }
        Csv csv = new Csv(headings.toArray(String[]::new));
        List<Bucket> rows = figures.getRows();
        for (int i = 0; i < rows.size(); i++) {
            Bucket bucket = rows.get(i);
            List<Object> cells = Csv.cells(
                    meter.deviceId(),
                    meter.name(),
                    bucket.start().toOffsetDateTime().toString(),
                    bucket.end().toOffsetDateTime().toString(),
                    bucket.energyKwh(),
                    bucket.readings(),
                    bucket.expectedReadings(),
                    bucket.quality().name(),
                    bucket.limitKwh());
            if (figures.isPriced()) {
                cells.addAll(
                        Csv.cells(figures.exactCost(bucket), figures.currency().getCurrencyCode()));
            }
            if (!compared.isEmpty()) {
                Bucket other = compared.get(i);
                cells.addAll(Csv.cells(
                        other == null ? null : other.start().toOffsetDateTime().toString(),
                        other == null ? null : other.energyKwh()));
            }
            csv.row(cells);
        }
        return file(csv, "consumption");
    }

    /** What stands against each row where the page compares, else nothing. */
    private List<Bucket> compared() {
        return page.isCompared() ? page.getFigures().comparedRows() : List.of();
    }

    /** Several devices: a column of each, and how many of their hours are known. */
    private static Csv together(TogetherFigures together) {
        List<String> headings = new ArrayList<>(List.of("start", "end"));
        List<PlaceSum> devices = together.report().sum().parts();
        devices.forEach(device -> headings.add(device.name() + " (" + device.deviceId() + ") kWh"));
        headings.addAll(List.of("sum_kwh", "device_hours", "measured", "estimated", "missing"));
        Csv csv = new Csv(headings.toArray(String[]::new));
        for (PlaceBucket bucket : together.getSums().getRows()) {
            List<Object> cells = Csv.cells(
                    bucket.start().toOffsetDateTime().toString(),
                    bucket.end().toOffsetDateTime().toString());
            bucket.sum().parts().forEach(device -> cells.addAll(Csv.cells(balance(device))));
            DeviceHours hours = bucket.sum().hours();
            cells.addAll(Csv.cells(
                    balance(bucket.sum()), hours.all(), hours.measured(), hours.estimated(), hours.missing()));
            csv.row(cells);
        }
        return csv;
    }

    private static BigDecimal balance(PlaceSum sum) {
        return sum.total() == null ? null : sum.total().balanceKwh().stripTrailingZeros();
    }

    /** The same as a spreadsheet. */
    public StreamedContent getSheet() {
        Words words = Words.in(viewer.getLocale());
        if (page.isSeveral()) {
            PlaceReport report = page.getTogether().report();
            List<PlaceBucket> shown = page.getTogether().getSums().getRows();
            return file("consumption", "xlsx", SPREADSHEET, out -> TogetherSheet.write(report, shown, words, out));
        }
        MeterSummary meter = page.getMeter();
        ConsumptionFigures figures = page.getFigures();
        List<Bucket> rows = figures.getRows();
        List<Bucket> compared = compared();
        EnergyCosts costs = figures.costs();
        ZoneId zone = viewer.getZone();
        return file(
                "consumption",
                "xlsx",
                SPREADSHEET,
                out -> ConsumptionSheet.write(meter, zone, rows, compared, costs, words, out));
    }

    /** The same on paper, with its chart. */
    public StreamedContent getPaper() {
        ConsumptionFigures figures = page.getFigures();
        ConsumptionReport report = figures.report();
        List<Bucket> compared = compared();
        EnergyCosts costs = figures.costs();
        Words words = Words.in(viewer.getLocale());
        Instant now = clock.instant();
        return file(
                "consumption",
                "pdf",
                "application/pdf",
                out -> PrintedConsumption.write(report, compared, costs, words, now, out));
    }

    /** The readings behind it, as they were received. */
    public StreamedContent getReadings() {
        MeterSummary meter = page.getMeter();
        ShownPeriod period = page.period();
        Csv csv = ReadingsCsv.of(
                meter.deviceId(),
                meter.name(),
                metering.readings(meter.deviceId(), period.start(), period.end()),
                viewer.getZone());
        return file(csv, "readings");
    }

    private StreamedContent file(Csv csv, String what) {
        byte[] content = csv.toString().getBytes(StandardCharsets.UTF_8);
        return file(what, "csv", "text/csv", out -> out.write(content));
    }

    /** What writes a file. */
    private interface Content {

        void write(OutputStream out) throws IOException;
    }

    private StreamedContent file(String what, String ending, String type, Content content) {
        ShownPeriod period = page.period();
        String detail = what + " as " + ending.toUpperCase(Locale.ROOT) + " " + period.first() + " to " + period.last();
        if (page.isSeveral()) {
            page.getTogether()
                    .getDevices()
                    .forEach(device -> auditLog.record(
                            AuditAction.DATA_EXPORTED, device.sum().deviceId(), detail));
        } else {
            auditLog.record(AuditAction.DATA_EXPORTED, page.getMeter().deviceId(), detail);
        }
        return DefaultStreamedContent.builder()
                .name("ems-" + what + "-" + period.first() + "-" + page.getShownView() + "." + ending)
                .contentType(type)
                .contentEncoding("UTF-8")
                .writer(out -> write(content, out))
                .build();
    }

    private static void write(Content content, OutputStream out) {
        try {
            content.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
