package energy.ems.web.portal.consumption;

import energy.ems.audit.AuditAction;
import energy.ems.audit.AuditLog;
import energy.ems.document.PlaceSheet;
import energy.ems.document.Words;
import energy.ems.metering.PlaceReport.PlaceBucket;
import energy.ems.metering.place.DeviceHours;
import energy.ems.metering.place.Flow;
import energy.ems.metering.place.PlaceSum;
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
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.primefaces.model.DefaultStreamedContent;
import org.primefaces.model.StreamedContent;

/** What a page of sums shows, as files, with all digits. Every export is on record. */
@Named
@RequestScoped
public class SumExport {

    @Inject
    private AuditLog auditLog;

    @Inject
    private Viewer viewer;

    public StreamedContent csv(SumPage page) {
        Csv csv = new Csv(
                "start",
                "end",
                "consumption_kwh",
                "production_kwh",
                "balance_kwh",
                "unexplained_kwh",
                "device_hours",
                "measured",
                "estimated",
                "missing");
        for (PlaceBucket row : page.getFigures().getRows()) {
            PlaceSum sum = row.sum();
            Flow total = sum.total();
            DeviceHours hours = sum.hours();
            csv.row(Csv.cells(
                    row.start().toOffsetDateTime().toString(),
                    row.end().toOffsetDateTime().toString(),
                    plain(total == null ? null : total.consumptionKwh()),
                    plain(total == null ? null : total.productionKwh()),
                    plain(total == null ? null : total.balanceKwh()),
                    plain(sum.unexplainedKwh()),
                    hours.all(),
                    hours.measured(),
                    hours.estimated(),
                    hours.missing()));
        }
        byte[] content = csv.toString().getBytes(StandardCharsets.UTF_8);
        return file(page, "csv", "text/csv").writer(out -> write(out, content)).build();
    }

    private static void write(OutputStream out, byte[] content) {
        try {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public StreamedContent sheet(SumPage page) {
        Words words = Words.in(viewer.getLocale());
        ZoneId zone = viewer.getZone();
        List<PlaceBucket> rows = page.getFigures().getRows();
        return file(page, "xlsx", ConsumptionExport.SPREADSHEET)
                .writer(out -> {
                    try {
                        PlaceSheet.write(zone, rows, words, out);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .build();
    }

    private DefaultStreamedContent.Builder file(SumPage page, String ending, String type) {
        ShownPeriod period = page.period();
        auditLog.record(
                AuditAction.DATA_EXPORTED,
                page.getSubject(),
                "consumption as " + ending.toUpperCase(Locale.ROOT) + " " + period.first() + " to " + period.last());
        return DefaultStreamedContent.builder()
                .name("ems-consumption-" + period.first() + "-" + page.getShownView() + "." + ending)
                .contentType(type)
                .contentEncoding("UTF-8");
    }

    private static BigDecimal plain(BigDecimal kwh) {
        return kwh == null ? null : kwh.stripTrailingZeros();
    }
}
