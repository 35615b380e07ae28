package energy.ems.web.portal.consumption;

import energy.ems.alerting.AlertQuery;
import energy.ems.alerting.AlertView;
import energy.ems.alerting.Alerts;
import energy.ems.boundary.NotFoundException;
import energy.ems.boundary.PageRequest;
import energy.ems.metering.Bucket;
import energy.ems.metering.Consumption;
import energy.ems.metering.MeterSummary;
import energy.ems.metering.profile.Resolution;
import energy.ems.web.portal.consumption.ShownPeriod.View;
import energy.ems.web.portal.frame.Figures;
import energy.ems.web.portal.frame.MeterSuggestions;
import energy.ems.web.portal.frame.Pages;
import energy.ems.web.portal.frame.Texts;
import energy.ems.web.portal.frame.Viewer;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** The first page: one device now, today, yesterday and this month; then what needs somebody. */
@Named
@ViewScoped
public class Dashboard implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int ALERTS_SHOWN = 5;
    private static final int SILENT_SHOWN = 5;

    @Inject
    private Consumption metering;

    @Inject
    private Alerts alerts;

    @Inject
    private Viewer viewer;

    @Inject
    private Figures figures;

    @Inject
    private Clock clock;

    private String device;

    private transient Instant now;
    private transient List<MeterSummary> meters;
    private transient MeterSummary meter;
    private transient List<Bucket> today;
    private transient List<Bucket> yesterday;
    private transient List<Bucket> month;
    private transient List<AlertView> open;

    /** View action, and Ajax a little later. */
    public void load() {
        now = clock.instant();
        meters = metering.meters();
        meter = chosen();
        open = alerts.find(new AlertQuery(null, null, null, true, null, null, PageRequest.first(ALERTS_SHOWN)))
                .items();
        if (meter == null) {
            return;
        }
        viewer.setLastDevice(meter.deviceId());
        LocalDate date = LocalDate.now(clock.withZone(viewer.getZone()));
        today = fetch(ShownPeriod.of(View.DAY, date, viewer.getZone()), Resolution.HOUR);
        yesterday = fetch(ShownPeriod.of(View.DAY, date.minusDays(1), viewer.getZone()), Resolution.HOUR);
        month = fetch(ShownPeriod.of(View.MONTH, date, viewer.getZone()), Resolution.DAY);
    }

    private MeterSummary chosen() {
        String wanted = device == null ? viewer.getLastDevice() : device;
        try {
            if (wanted != null) {
                return metering.meter(wanted);
            }
        } catch (NotFoundException gone) {
            // Then the first one there is.
        }
        // A meter that speaks says more than the first by name.
        return meters.stream()
                .filter(each -> each.lastReadingAt() != null)
                .findFirst()
                .or(() -> meters.stream().findFirst())
                .orElse(null);
    }

    private List<Bucket> fetch(ShownPeriod period, Resolution resolution) {
        return metering.report(meter.deviceId(), period.start(), period.end(), viewer.getZone(), resolution)
                .buckets();
    }

    private void loaded() {
        if (now == null) {
            load();
        }
    }

    // ---------------------------------------------------------------- the running hour

    public Bucket getRunning() {
        loaded();
        return meter == null
                ? null
                : today.stream()
                        .filter(hour -> !hour.start().toInstant().isAfter(now)
                                && hour.end().toInstant().isAfter(now))
                        .findFirst()
                        .orElse(null);
    }

    private BigDecimal used() {
        Bucket running = getRunning();
        return running == null || running.energyKwh() == null ? null : running.energyKwh();
    }

    /** What the whole hour would use if it went on as in its readings so far; null before the first of them. */
    public BigDecimal getProjection() {
        Bucket running = getRunning();
        if (used() == null || running.readings() == 0 || running.expectedReadings() == 0) {
            return null;
        }
        return used().multiply(BigDecimal.valueOf(running.expectedReadings()))
                .divide(BigDecimal.valueOf(running.readings()), MathContext.DECIMAL64);
    }

    /** What may still be used in this hour; null without a limit. */
    public BigDecimal getLeft() {
        Bucket running = getRunning();
        if (running == null || running.limitKwh() == null) {
            return null;
        }
        return running.limitKwh().subtract(used() == null ? BigDecimal.ZERO : used());
    }

    public boolean isOver() {
        return getLeft() != null && getLeft().signum() < 0;
    }

    /** The gauge's length: the limit, or what is more than it. */
    public String getGaugeFull() {
        Bucket running = getRunning();
        BigDecimal full = BigDecimal.ONE;
        if (running != null) {
            for (BigDecimal each : new BigDecimal[] {running.limitKwh(), used(), getProjection()}) {
                full = each != null && (each.compareTo(full) > 0 || full == BigDecimal.ONE) ? each.max(tiny()) : full;
            }
        }
        return plain(full);
    }

    private static BigDecimal tiny() {
        return new BigDecimal("0.001");
    }

    public String getGaugeUsed() {
        return plain(used() == null ? BigDecimal.ZERO : used());
    }

    public String getGaugeProjection() {
        return plain(getProjection() == null ? BigDecimal.ZERO : getProjection());
    }

    private static String plain(BigDecimal number) {
        return number.setScale(3, RoundingMode.HALF_EVEN).max(BigDecimal.ZERO).toPlainString();
    }

    // ---------------------------------------------------------------- sums

    public BigDecimal getTodayTotal() {
        loaded();
        return ConsumptionPage.sum(today, hour -> true);
    }

    public BigDecimal getYesterdayTotal() {
        loaded();
        return ConsumptionPage.sum(yesterday, hour -> true);
    }

    public BigDecimal getMonthTotal() {
        loaded();
        return ConsumptionPage.sum(month, day -> true);
    }

    public Bucket getTodayPeak() {
        return peak(today);
    }

    public Bucket getYesterdayPeak() {
        return peak(yesterday);
    }

    public Bucket getMonthPeak() {
        return peak(month);
    }

    private Bucket peak(List<Bucket> buckets) {
        loaded();
        return buckets.stream()
                .filter(bucket -> bucket.energyKwh() != null)
                .max(Comparator.comparing(Bucket::energyKwh))
                .orElse(null);
    }

    public LocalDate getDate() {
        loaded();
        return now.atZone(viewer.getZone()).toLocalDate();
    }

    public String getYesterday() {
        return getDate().minusDays(1).toString();
    }

    // ---------------------------------------------------------------- chart

    public String getChartJson() {
        loaded();
        Texts texts = Texts.ofView();
        ChartJson json = new ChartJson(false)
                .labels(today.stream().map(hour -> figures.clock(hour.start())).toList())
                .energy(
                        texts.get("consumption.today"),
                        today,
                        today.stream().map(this::tip).toList(),
                        now);
        if (today.stream().anyMatch(hour -> hour.limitKwh() != null)) {
            json.limit(
                    texts.get("consumption.limit"),
                    today,
                    today.stream()
                            .map(hour -> List.of(
                                    texts.get("consumption.limit") + ": " + figures.exact(hour.limitKwh()) + " kWh"))
                            .toList());
        }
        return json.build();
    }

    private List<String> tip(Bucket hour) {
        Texts texts = Texts.ofView();
        List<String> lines = new ArrayList<>();
        lines.add(figures.clock(hour.start()) + " – " + figures.clock(hour.end()));
        lines.add(
                hour.energyKwh() == null ? texts.get("consumption.missing") : figures.exact(hour.energyKwh()) + " kWh");
        lines.add(texts.get("consumption.readings", hour.readings(), hour.expectedReadings()));
        return lines;
    }

    // ---------------------------------------------------------------- what needs somebody

    public List<AlertView> getOpenAlerts() {
        loaded();
        return open;
    }

    public List<MeterSummary> getSilent() {
        loaded();
        return meters.stream()
                .filter(each -> each.silentSince() != null)
                .sorted(Comparator.comparing(MeterSummary::silentSince).reversed())
                .limit(SILENT_SHOWN)
                .toList();
    }

    /** Meters that were registered and have not sent anything yet: not silent, and not well either. */
    public long getUnheardCount() {
        loaded();
        return meters.stream().filter(each -> each.lastReadingAt() == null).count();
    }

    public boolean isEveryMeterHeard() {
        loaded();
        return !meters.isEmpty() && getSilentCount() == 0 && getUnheardCount() == 0;
    }

    public long getSilentCount() {
        loaded();
        return meters.stream().filter(each -> each.silentSince() != null).count();
    }

    // ---------------------------------------------------------------- choosing

    public List<String> suggestDevices(String typed) {
        loaded();
        return MeterSuggestions.matching(meters, typed, viewer.getLocale());
    }

    public String nameOf(String deviceId) {
        loaded();
        return meters.stream()
                .filter(each -> each.deviceId().equals(deviceId))
                .map(MeterSummary::name)
                .findFirst()
                .orElse(deviceId);
    }

    /** After a choice: the page of that choice, as an address of its own. */
    public void go() {
        Pages.go("/index.xhtml", Collections.singletonMap("device", device));
    }

    public String getChosenDevice() {
        loaded();
        return meter == null ? null : meter.deviceId();
    }

    public void setChosenDevice(String deviceId) {
        device = deviceId;
    }

    public MeterSummary getMeter() {
        loaded();
        return meter;
    }

    public String getDevice() {
        return device;
    }

    public void setDevice(String device) {
        this.device = device;
    }
}
