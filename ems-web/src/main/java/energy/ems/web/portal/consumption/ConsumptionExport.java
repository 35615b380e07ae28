package energy.ems.web.portal.consumption;

import energy.ems.audit.AuditAction;
import energy.ems.audit.AuditLog;
import energy.ems.metering.Bucket;
import energy.ems.metering.Consumption;
import energy.ems.metering.MeterSummary;
import energy.ems.web.portal.frame.Csv;
import energy.ems.web.portal.frame.Viewer;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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
        ShownPeriod period = page.period();
        auditLog.record(
                AuditAction.DATA_EXPORTED,
                page.getMeter().deviceId(),
                what + " " + period.first() + " to " + period.last());
        byte[] content = csv.toString().getBytes(StandardCharsets.UTF_8);
        return DefaultStreamedContent.builder()
                .name("ems-" + what + "-" + period.first() + "-" + page.getShownView() + ".csv")
                .contentType("text/csv")
                .contentEncoding("UTF-8")
                .stream(() -> new ByteArrayInputStream(content))
                .build();
    }
}
