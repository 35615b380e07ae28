package energy.ems.web.portal.consumption;

import energy.ems.audit.AuditAction;
import energy.ems.audit.AuditLog;
import energy.ems.document.ConsumptionSheet;
import energy.ems.document.PrintedConsumption;
import energy.ems.document.Words;
import energy.ems.metering.Bucket;
import energy.ems.metering.Consumption;
import energy.ems.metering.ConsumptionReport;
import energy.ems.metering.MeterSummary;
import energy.ems.tariff.EnergyCosts;
import energy.ems.web.portal.frame.Csv;
import energy.ems.web.portal.frame.Viewer;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
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
        Csv csv = new Csv(headings.toArray(String[]::new));
        for (Bucket bucket : figures.getRows()) {
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
            csv.row(cells);
        }
        return file(csv, "consumption");
    }

    /** The same as a spreadsheet. */
    public StreamedContent getSheet() {
        MeterSummary meter = page.getMeter();
        ConsumptionFigures figures = page.getFigures();
        List<Bucket> rows = figures.getRows();
        EnergyCosts costs = figures.costs();
        ZoneId zone = viewer.getZone();
        Words words = Words.in(viewer.getLocale());
        return file(
                "consumption",
                "xlsx",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                out -> ConsumptionSheet.write(meter, zone, rows, costs, words, out));
    }

    /** The same on paper, with its chart. */
    public StreamedContent getPaper() {
        ConsumptionFigures figures = page.getFigures();
        ConsumptionReport report = figures.report();
        EnergyCosts costs = figures.costs();
        Words words = Words.in(viewer.getLocale());
        Instant now = clock.instant();
        return file(
                "consumption",
                "pdf",
                "application/pdf",
                out -> PrintedConsumption.write(report, costs, words, now, out));
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
        auditLog.record(
                AuditAction.DATA_EXPORTED,
                page.getMeter().deviceId(),
                what + " as " + ending.toUpperCase(Locale.ROOT) + " " + period.first() + " to " + period.last());
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
