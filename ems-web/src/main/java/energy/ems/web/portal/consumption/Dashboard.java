package energy.ems.web.portal.consumption;

import energy.ems.alerting.AlertQuery;
import energy.ems.alerting.AlertView;
import energy.ems.alerting.Alerts;
import energy.ems.boundary.PageRequest;
import energy.ems.budget.BudgetState;
import energy.ems.budget.Budgets;
import energy.ems.metering.Bucket;
import energy.ems.metering.Consumption;
import energy.ems.metering.ConsumptionReport;
import energy.ems.metering.MeterAttention;
import energy.ems.metering.MeterSummary;
import energy.ems.metering.profile.RunningHour;
import energy.ems.tariff.Costs;
import energy.ems.web.portal.consumption.ShownPeriod.View;
import energy.ems.web.portal.frame.Figures;
import energy.ems.web.portal.frame.Pages;
import energy.ems.web.portal.frame.Texts;
import energy.ems.web.portal.frame.Viewer;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

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
    private ChosenMeter chosenMeter;

    @Inject
    private Costs costs;

    @Inject
    private Budgets budgets;

    @Inject
    private Clock clock;

    private String device;

    private transient Instant now;
    private transient MeterSummary meter;
    private transient ConsumptionReport today;
    private transient ConsumptionReport yesterday;
    private transient ConsumptionReport month;
    private transient String monthCost;
    private transient BudgetState budget;
    private transient MeterAttention attention;
    private transient List<AlertView> open;

    /** View action, and Ajax a little later. */
    public void load() {
        now = clock.instant();
        attention = metering.attention(SILENT_SHOWN);
        open = alerts.find(new AlertQuery(null, null, null, true, false, null, null, PageRequest.first(ALERTS_SHOWN)))
                .items();
        List<ConsumptionReport> reports = chosenMeter
                .reportsOfAny(
                        device,
                        List.of(
                                shown(View.DAY, getDate()).question(),
                                shown(View.DAY, getDate().minusDays(1)).question(),
                                shown(View.MONTH, getDate()).question()))
                .orElse(List.of());
        if (reports.isEmpty()) {
            meter = null;
            return;
        }
        today = reports.get(0);
        yesterday = reports.get(1);
        month = reports.get(2);
        meter = today.meter();
        LocalDate first = getDate().withDayOfMonth(1);
        budget = budgets.ofDevice(meter, YearMonth.from(first))
                .map(kwh -> BudgetState.of(kwh, month, now))
                .orElse(null);
        monthCost = costs.hasTariff(meter)
                ? costs.statement(meter.deviceId(), first, first.plusMonths(1)).totals().stream()
                        .map(total -> figures.money(total.gross(), total.currency()))
                        .collect(Collectors.joining(" + "))
                : null;
    }

    private ShownPeriod shown(View view, LocalDate day) {
        return ShownPeriod.of(view, day, viewer.getZone());
    }

    private void loaded() {
        if (now == null) {
            load();
        }
    }

    // ---------------------------------------------------------------- the running hour

    public Bucket getRunning() {
        loaded();
        return meter == null ? null : today.hourAt(now).orElse(null);
    }

    private BigDecimal used() {
        Bucket running = getRunning();
        return running == null || running.energyKwh() == null ? null : running.energyKwh();
    }

    /** What the whole hour would use if it went on as in its readings so far; null before the first of them. */
    public BigDecimal getProjection() {
        Bucket running = getRunning();
        return running == null
                ? null
                : RunningHour.projection(running.energyKwh(), running.start().toInstant(), meter.measuredUntil());
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
        Bucket running = getRunning();
        return running != null && running.isOverLimit();
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
        return today.total();
    }

    public BigDecimal getYesterdayTotal() {
        loaded();
        return yesterday.total();
    }

    public BigDecimal getMonthTotal() {
        loaded();
        return month.total();
    }

    public Bucket getTodayPeak() {
        loaded();
        return today.peakBucket().orElse(null);
    }

    public Bucket getYesterdayPeak() {
        loaded();
        return yesterday.peakBucket().orElse(null);
    }

    /** The day that used most. */
    public Bucket getMonthPeak() {
        loaded();
        return month.peakBucket().orElse(null);
    }

    /** How the month keeps to its budget; null without one. */
    public String getBudgetText() {
        loaded();
        return budget == null ? null : MonthBudget.text(budget, figures);
    }

    public String getBudgetIcon() {
        loaded();
        return MonthBudget.icon(budget);
    }

    /** What the month's bill says until now, with taxes and standing charges; null or empty without a price. */
    public String getMonthCost() {
        loaded();
        return monthCost;
    }

    /** The running month, as addresses name it. */
    public String getBilledMonth() {
        return YearMonth.from(getDate()).toString();
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
        PeriodWords words = new PeriodWords(shown(View.DAY, getDate()), figures.words());
        return new ConsumptionChart(today, words, texts, figures, now, null)
                .json(false, texts.get("consumption.today"), null, null);
    }

    // ---------------------------------------------------------------- what needs somebody

    public List<AlertView> getOpenAlerts() {
        loaded();
        return open;
    }

    public MeterAttention getAttention() {
        loaded();
        return attention;
    }

    // ---------------------------------------------------------------- choosing

    /** After a choice: the page of that choice, as an address of its own. */
    public void go() {
        Pages.go("/index.xhtml", Collections.singletonMap("device", device));
    }

    public String getChosenDevice() {
        loaded();
        return meter == null ? null : meter.deviceId();
    }

    /** When the device was last heard of, as the page's script writes what it is told of that; null when there is none. */
    public String getHeard() {
        return Heard.of(meter);
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
