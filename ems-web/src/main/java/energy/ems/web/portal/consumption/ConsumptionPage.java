package energy.ems.web.portal.consumption;

import energy.ems.metering.Bucket;
import energy.ems.metering.Consumption;
import energy.ems.metering.ConsumptionReport;
import energy.ems.metering.MeterSummary;
import energy.ems.metering.profile.Quality;
import energy.ems.web.portal.consumption.ShownPeriod.Comparison;
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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.primefaces.model.datepicker.DateMetadataModel;
import org.primefaces.model.datepicker.DefaultDateMetadata;
import org.primefaces.model.datepicker.LazyDateMetadataModel;

/**
 * The page of consumption: one device, one day, week, month or year. Everything that decides what is shown stands in the
 * page's address, so that it can be bookmarked, sent and reloaded.
 */
@Named("consumption")
@ViewScoped
public class ConsumptionPage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int HOURS_NAMED = 3;

    @Inject
    private Consumption metering;

    @Inject
    private ChosenMeter chosenMeter;

    @Inject
    private Viewer viewer;

    @Inject
    private Figures figures;

    @Inject
    private Clock clock;

    private String device;
    private String date;
    private String view;
    private String chart;
    private String compare;

    private transient MeterSummary meter;
    private transient ShownPeriod period;
    private transient PeriodWords words;
    private transient ConsumptionReport report;
    private transient Compared compared;
    private transient Instant now;

    /** View action: works out what the address asks for and fetches it. */
    public void load() {
        now = clock.instant();
        period = ShownPeriod.of(View.named(view), askedDay(), viewer.getZone());
        words = new PeriodWords(period, figures.words());
        ShownPeriod other = period.comparedBy(Comparison.named(compare));
        List<ConsumptionReport> reports = chosenMeter
                .reports(device, List.of(period.question(), other.question()))
                .orElse(List.of());
        if (reports.isEmpty()) {
            meter = null;
            return;
        }
        report = reports.get(0);
        meter = report.meter();
        compared = new Compared(period, report, other, reports.get(1));
    }

    private LocalDate askedDay() {
        LocalDate today = getToday();
        if (date == null) {
            return today;
        }
        try {
            LocalDate asked = LocalDate.parse(date);
            return asked.getYear() < 1970 || asked.isAfter(today) ? today : asked;
        } catch (DateTimeException notADate) {
            return today;
        }
    }

    /** Ajax: the same page a little later. */
    public void refresh() {
        load();
    }

    private void loaded() {
        if (period == null) {
            load();
        }
    }

    ShownPeriod period() {
        loaded();
        return period;
    }

    // ---------------------------------------------------------------- choosing

    public String getChosenDevice() {
        loaded();
        return meter == null ? null : meter.deviceId();
    }

    public void setChosenDevice(String deviceId) {
        device = deviceId;
    }

    public LocalDate getChosenDay() {
        loaded();
        return period.first();
    }

    public void setChosenDay(LocalDate day) {
        date = day == null ? null : day.toString();
    }

    /** After a choice: the page of that choice, as an address of its own. */
    public void go() {
        Map<String, String> address = new LinkedHashMap<>();
        address.put("device", device == null ? getChosenDevice() : device);
        address.put("date", date);
        address.put("view", view);
        address.put("chart", chart);
        address.put("compare", compare);
        Pages.go("/consumption.xhtml", address);
    }

    /** The days of a month that have data, for the calendar. */
    public DateMetadataModel getCalendar() {
        return new LazyDateMetadataModel() {
            private static final long serialVersionUID = 1L;

            @Override
            public void loadDateMetadata(LocalDate from, LocalDate to) {
                if (getChosenDevice() == null) {
                    return;
                }
                Stream.iterate(YearMonth.from(from), month -> !month.isAfter(YearMonth.from(to)), m -> m.plusMonths(1))
                        .flatMap(month -> metering.daysWithData(meter.deviceId(), month, viewer.getZone()).stream())
                        .forEach(day -> add(
                                day,
                                DefaultDateMetadata.builder()
                                        .styleClass("ems-has-data")
                                        .build()));
            }
        };
    }

    public LocalDate getToday() {
        return LocalDate.now(clock.withZone(viewer.getZone()));
    }

    // ---------------------------------------------------------------- addresses

    public String getPrevious() {
        loaded();
        return period.moved(-1).first().toString();
    }

    public String getNext() {
        loaded();
        return period.moved(1).first().toString();
    }

    /** Whether there is a future to go to: there is nothing to see in it. */
    public boolean isLatest() {
        loaded();
        return period.moved(1).first().isAfter(getToday());
    }

    public boolean isRunning() {
        loaded();
        return meter != null && period.holds(now);
    }

    /** The day that another view should open with: the shown one, or the present one if that is among the shown. */
    public String getAnchor() {
        loaded();
        return (period.holds(now) ? getToday() : period.first()).toString();
    }

    public String getShownView() {
        loaded();
        return period.view().address();
    }

    public String getShownChart() {
        return isLine() ? "line" : "bars";
    }

    private boolean isLine() {
        return "line".equals(chart);
    }

    public String getShownCompare() {
        return Comparison.named(compare).name().toLowerCase(Locale.ROOT);
    }

    public List<String> getViews() {
        return Stream.of(View.values()).map(View::address).toList();
    }

    /** The view that shows a row of this one more closely; null for hours. */
    public String getCloserView() {
        loaded();
        return period.view().closer() == null ? null : period.view().closer().address();
    }

    // ---------------------------------------------------------------- figures

    public MeterSummary getMeter() {
        loaded();
        return meter;
    }

    public boolean isUnknownDevice() {
        loaded();
        return device != null && meter == null;
    }

    public String getPeriodName() {
        loaded();
        return words.name();
    }

    public boolean isBlank() {
        return report().isBlank();
    }

    private ConsumptionReport report() {
        loaded();
        return report;
    }

    public BigDecimal getTotal() {
        return report().total();
    }

    /** For instance "+8 % on Monday". */
    public String getChange() {
        loaded();
        BigDecimal percent = compared.percent(now);
        String other = words.otherName(compared.other());
        return percent == null
                ? Texts.ofView().get("consumption.change.none", other)
                : Texts.ofView().get("consumption.change", figures.percent(percent), other);
    }

    public Bucket getPeak() {
        return report().peakHour().orElse(null);
    }

    public String getPeakTime() {
        return report().peakHour().map(words::shortMoment).orElse("");
    }

    public List<Bucket> getHoursOverLimit() {
        return report().hoursOverLimit();
    }

    public List<Bucket> getFirstHoursOverLimit() {
        return getHoursOverLimit().stream().limit(HOURS_NAMED).toList();
    }

    public List<Bucket> getFurtherHoursOverLimit() {
        return getHoursOverLimit().stream().skip(HOURS_NAMED).toList();
    }

    public String getOverText() {
        return Texts.ofView()
                .get(
                        !getHoursOverLimit().isEmpty()
                                ? "consumption.over.by"
                                : getLimit() == null ? "consumption.over.noLimit" : "consumption.over.none");
    }

    /** How many hours of this row of the table were over their limit. */
    public long over(Bucket bucket) {
        return report().hoursOverLimit(bucket);
    }

    /** When an hour was. */
    public String moment(Bucket hour) {
        loaded();
        return words.moment(hour);
    }

    /** The limit of the last hour shown that has one. */
    public BigDecimal getLimit() {
        return report().latestLimit();
    }

    /** Hours that are over, or have begun. */
    public long getHoursBegun() {
        return report().hours().stream().filter(hour -> hour.hasBegun(now)).count();
    }

    public long getHoursMeasured() {
        return report().count(Quality.MEASURED, now);
    }

    public boolean isEstimated() {
        return report().count(Quality.ESTIMATED, now) > 0;
    }

    public boolean isMissing() {
        return report().count(Quality.MISSING, now) > 0;
    }

    /** For instance "1 h estimated, 2 h missing". */
    public String getQualityText() {
        Texts texts = Texts.ofView();
        List<String> parts = Stream.of(Quality.ESTIMATED, Quality.PARTIAL, Quality.MISSING)
                .filter(quality -> report().count(quality, now) > 0)
                .map(quality -> texts.get("consumption.hours." + quality, report.count(quality, now)))
                .toList();
        return parts.isEmpty() ? texts.get("consumption.hours.complete") : String.join(", ", parts);
    }

    // ---------------------------------------------------------------- table

    /** The rows: what has begun. */
    public List<Bucket> getBuckets() {
        return report().buckets().stream()
                .filter(bucket -> bucket.hasBegun(now))
                .toList();
    }

    public String rowLabel(Bucket bucket) {
        loaded();
        return words.row(bucket);
    }

    public String quality(Bucket bucket) {
        return chart().quality(bucket);
    }

    public boolean isCompared() {
        return Comparison.named(compare) != Comparison.NONE;
    }

    public String getComparedName() {
        loaded();
        return words.name(compared.other());
    }

    /** The value that stands against this one in the comparison; null for none. */
    public BigDecimal compared(Bucket bucket) {
        int place = report().buckets().indexOf(bucket);
        Bucket other = place < 0 ? null : compared.aligned().get(place);
        return other == null ? null : other.energyKwh();
    }

    /** How much more, or less, than in the comparison. */
    public BigDecimal difference(Bucket bucket) {
        BigDecimal before = compared(bucket);
        return before == null || bucket.energyKwh() == null
                ? null
                : bucket.energyKwh().subtract(before);
    }

    // ---------------------------------------------------------------- chart

    /** The chart's configuration as JSON, safe inside a script. */
    public String getChartJson() {
        loaded();
        return chart().json(
                        isLine(),
                        words.name(),
                        getCloserView() == null ? null : this::closer,
                        isCompared() ? compared : null);
    }

    private ConsumptionChart chart() {
        loaded();
        return new ConsumptionChart(report, words, Texts.ofView(), figures, now);
    }

    private String closer(Bucket bucket) {
        return "?device=" + URLEncoder.encode(meter.deviceId(), StandardCharsets.UTF_8) + "&date="
                + bucket.start().toLocalDate() + "&view=" + getCloserView() + "&chart=" + getShownChart();
    }

    /** What the chart shows, in a sentence for who cannot see it. */
    public String getChartSummary() {
        loaded();
        String what = meter.name() + ", " + words.name();
        Texts texts = Texts.ofView();
        return report.peakHour()
                .map(peak -> texts.get(
                        "consumption.summary",
                        what,
                        figures.energy(report.total()),
                        figures.energy(peak.energyKwh()),
                        words.shortMoment(peak),
                        report.hoursOverLimit().size()))
                .orElseGet(() -> what + ": " + texts.get("consumption.missing"));
    }

    // ---------------------------------------------------------------- view parameters

    public String getDevice() {
        return device;
    }

    public void setDevice(String device) {
        this.device = device;
    }

    public String getDate() {
        return date;
    }

    public void setDate(String date) {
        this.date = date;
    }

    public String getView() {
        return view;
    }

    public void setView(String view) {
        this.view = view;
    }

    public String getChart() {
        return chart;
    }

    public void setChart(String chart) {
        this.chart = chart;
    }

    public String getCompare() {
        return compare;
    }

    public void setCompare(String compare) {
        this.compare = compare;
    }
}
