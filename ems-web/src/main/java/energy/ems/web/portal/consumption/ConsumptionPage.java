package energy.ems.web.portal.consumption;

import energy.ems.audit.AuditAction;
import energy.ems.audit.AuditLog;
import energy.ems.boundary.NotFoundException;
import energy.ems.metering.Bucket;
import energy.ems.metering.Consumption;
import energy.ems.metering.ConsumptionReport;
import energy.ems.metering.MeterSummary;
import energy.ems.metering.profile.Quality;
import energy.ems.metering.profile.Resolution;
import energy.ems.metering.readings.Measurement;
import energy.ems.web.portal.consumption.ShownPeriod.Comparison;
import energy.ems.web.portal.consumption.ShownPeriod.View;
import energy.ems.web.portal.frame.Csv;
import energy.ems.web.portal.frame.Figures;
import energy.ems.web.portal.frame.MeterSuggestions;
import energy.ems.web.portal.frame.Pages;
import energy.ems.web.portal.frame.Texts;
import energy.ems.web.portal.frame.Viewer;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.ByteArrayInputStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.primefaces.model.DefaultStreamedContent;
import org.primefaces.model.StreamedContent;
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
    private static final BigDecimal HUNDRED = new BigDecimal(100);
    private static final int HOURS_NAMED = 3;

    @Inject
    private Consumption metering;

    @Inject
    private AuditLog auditLog;

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

    private transient List<MeterSummary> meters;
    private transient MeterSummary meter;
    private transient ShownPeriod period;
    private transient List<Bucket> hours;
    private transient List<Bucket> buckets;
    private transient List<Bucket> comparison;
    private transient List<Bucket> comparisonHours;
    private transient Instant now;
    private transient boolean unknownDevice;

    /** View action: works out what the address asks for and fetches it. */
    public void load() {
        now = clock.instant();
        period = ShownPeriod.of(View.named(view), askedDay(), viewer.getZone());
        meter = askedMeter();
        unknownDevice = device != null && meter == null;
        if (meter == null) {
            hours = List.of();
            buckets = List.of();
            comparison = List.of();
            comparisonHours = List.of();
            return;
        }
        viewer.setLastDevice(meter.deviceId());
        hours = fetch(period, Resolution.HOUR);
        buckets =
                period.view() == View.DAY ? hours : fetch(period, period.view().resolution());
        ShownPeriod other = comparedPeriod();
        comparisonHours = fetch(other, Resolution.HOUR);
        comparison = Comparison.named(compare) == Comparison.NONE
                ? List.of()
                : other.view() == View.DAY
                        ? comparisonHours
                        : fetch(other, other.view().resolution());
    }

    private LocalDate askedDay() {
        LocalDate today = today();
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

    private MeterSummary askedMeter() {
        if (device != null) {
            try {
                return metering.meter(device);
            } catch (NotFoundException unknown) {
                return null;
            }
        }
        List<MeterSummary> all = meters();
        return all.stream()
                .filter(each -> each.deviceId().equals(viewer.getLastDevice()))
                .findFirst()
                .or(() -> all.stream()
                        .filter(each -> each.lastReadingAt() != null)
                        .findFirst())
                .or(() -> all.stream().findFirst())
                .orElse(null);
    }

    private List<MeterSummary> meters() {
        if (meters == null) {
            meters = metering.meters();
        }
        return meters;
    }

    private List<Bucket> fetch(ShownPeriod wanted, Resolution resolution) {
        ConsumptionReport report =
                metering.report(meter.deviceId(), wanted.start(), wanted.end(), viewer.getZone(), resolution);
        return report.buckets();
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

    // ---------------------------------------------------------------- choosing

    public List<String> suggestDevices(String typed) {
        return MeterSuggestions.matching(meters(), typed, viewer.getLocale());
    }

    public String nameOf(String deviceId) {
        return meters().stream()
                .filter(each -> each.deviceId().equals(deviceId))
                .map(MeterSummary::name)
                .findFirst()
                .orElse(deviceId);
    }

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
        return today();
    }

    private LocalDate today() {
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
        return period.moved(1).first().isAfter(today());
    }

    public boolean isRunning() {
        loaded();
        return meter != null && period.holds(now);
    }

    /** The day that another view should open with: the shown one, or the present one if that is among the shown. */
    public String getAnchor() {
        loaded();
        return (period.holds(now) ? today() : period.first()).toString();
    }

    public boolean isLine() {
        return "line".equals(chart);
    }

    public String getShownView() {
        loaded();
        return period.view().name().toLowerCase(Locale.ROOT);
    }

    public String getShownChart() {
        return isLine() ? "line" : "bars";
    }

    public String getShownCompare() {
        return Comparison.named(compare).name().toLowerCase(Locale.ROOT);
    }

    public List<String> getViews() {
        return Stream.of(View.values())
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    public List<String> getComparisons() {
        loaded();
        // A week before a week is the period before it.
        return Stream.of(Comparison.values())
                .filter(each -> each != Comparison.WEEK || period.view() == View.DAY)
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    // ---------------------------------------------------------------- words

    public String getPeriodName() {
        loaded();
        return name(period);
    }

    private String name(ShownPeriod shown) {
        return switch (shown.view()) {
            case DAY -> figures.longDate(shown.first());
            case WEEK -> figures.date(shown.first()) + " – " + figures.date(shown.last());
            case MONTH -> pattern("LLLL uuuu", shown.first());
            case YEAR -> pattern("uuuu", shown.first());
        };
    }

    private String pattern(String pattern, LocalDate day) {
        return DateTimeFormatter.ofPattern(pattern, viewer.getLocale()).format(day);
    }

    private String label(Bucket bucket) {
        ZonedDateTime start = bucket.start();
        return switch (period.view()) {
            case DAY -> hourLabel(bucket);
            case WEEK -> pattern("EEE d", start.toLocalDate());
            case MONTH -> pattern("d", start.toLocalDate());
            case YEAR -> pattern("LLL", start.toLocalDate());
        };
    }

    /** Twice the same hour in an autumn night: then the offset tells them apart. */
    private String hourLabel(Bucket bucket) {
        ZonedDateTime start = bucket.start();
        boolean twice = start.getZone()
                        .getRules()
                        .getValidOffsets(start.toLocalDateTime())
                        .size()
                > 1;
        return twice ? DateTimeFormatter.ofPattern("HH:mm xxx").format(start) : figures.clock(start);
    }

    public String rowLabel(Bucket bucket) {
        loaded();
        return switch (period.view()) {
            case DAY -> hourLabel(bucket) + " – " + figures.clock(bucket.end());
            case WEEK, MONTH -> figures.longDate(bucket.start().toLocalDate());
            case YEAR -> pattern("LLLL uuuu", bucket.start().toLocalDate());
        };
    }

    // ---------------------------------------------------------------- figures

    public MeterSummary getMeter() {
        loaded();
        return meter;
    }

    public boolean isUnknownDevice() {
        loaded();
        return unknownDevice;
    }

    public boolean isBlank() {
        loaded();
        return buckets.stream().allMatch(bucket -> bucket.energyKwh() == null);
    }

    public BigDecimal getTotal() {
        loaded();
        return sum(hours, hour -> true);
    }

    static BigDecimal sum(List<Bucket> buckets, Predicate<Bucket> counted) {
        return buckets.stream()
                .filter(counted)
                .map(Bucket::energyKwh)
                .filter(energy -> energy != null)
                .reduce(BigDecimal::add)
                .orElse(null);
    }

    private ShownPeriod comparedPeriod() {
        return period.comparedBy(Comparison.named(compare));
    }

    /** For instance "+8 % on Monday". A period that still runs is held against as much of the other. */
    public String getChange() {
        loaded();
        if (meter == null) {
            return null;
        }
        ShownPeriod other = comparedPeriod();
        Duration elapsed = Duration.between(period.start(), period.holds(now) ? now : period.end());
        Instant until = other.start().plus(elapsed);
        BigDecimal before = sum(comparisonHours, hour -> !hour.end().toInstant().isAfter(until));
        BigDecimal after =
                period.holds(now) ? sum(hours, hour -> !hour.end().toInstant().isAfter(now)) : getTotal();
        if (before == null || after == null || before.signum() <= 0) {
            return Texts.ofView().get("consumption.change.none", otherName(other));
        }
        BigDecimal percent = after.subtract(before).multiply(HUNDRED).divide(before, MathContext.DECIMAL64);
        return Texts.ofView().get("consumption.change", figures.percent(percent), otherName(other));
    }

    private String otherName(ShownPeriod other) {
        return other.view() == View.DAY && ChronoUnit.DAYS.between(other.first(), period.first()) < 7
                ? figures.weekday(other.first())
                : other.view() == View.DAY ? figures.date(other.first()) : name(other);
    }

    public Bucket getPeak() {
        loaded();
        return hours.stream()
                .filter(hour -> hour.energyKwh() != null)
                .max(Comparator.comparing(Bucket::energyKwh))
                .orElse(null);
    }

    public String getPeakTime() {
        Bucket peak = getPeak();
        return peak == null
                ? ""
                : period.view() == View.DAY
                        ? hourLabel(peak)
                        : DateTimeFormatter.ofPattern("d MMM, HH:mm", viewer.getLocale())
                                .format(peak.start());
    }

    public List<Bucket> getHoursOverLimit() {
        loaded();
        return hours.stream().filter(OverLimit::isOver).toList();
    }

    /** How many hours of this row of the table were over their limit. */
    public long over(Bucket bucket) {
        loaded();
        return OverLimit.hoursIn(bucket, hours);
    }

    /** By how much an hour was over its limit. */
    public BigDecimal excess(Bucket hour) {
        return OverLimit.excess(hour);
    }

    public String getOverText() {
        loaded();
        return Texts.ofView()
                .get(
                        !getHoursOverLimit().isEmpty()
                                ? "consumption.over.by"
                                : hours.stream().allMatch(hour -> hour.limitKwh() == null)
                                        ? "consumption.over.noLimit"
                                        : "consumption.over.none");
    }

    /** When an hour was, as short as the shown period allows. */
    public String moment(Bucket hour) {
        loaded();
        return period.view() == View.DAY
                ? hourLabel(hour)
                : figures.date(hour.start().toLocalDate()) + ", " + figures.clock(hour.start());
    }

    public List<Bucket> getFirstHoursOverLimit() {
        return getHoursOverLimit().stream().limit(HOURS_NAMED).toList();
    }

    public List<Bucket> getFurtherHoursOverLimit() {
        return getHoursOverLimit().stream().skip(HOURS_NAMED).toList();
    }

    /** The value that stands against this one in the comparison; null for none. */
    public BigDecimal compared(Bucket bucket) {
        loaded();
        int place = buckets.indexOf(bucket);
        return place < 0 || place >= comparison.size()
                ? null
                : comparison.get(place).energyKwh();
    }

    /** How much more, or less, than in the comparison. */
    public BigDecimal difference(Bucket bucket) {
        BigDecimal before = compared(bucket);
        return before == null || bucket.energyKwh() == null
                ? null
                : bucket.energyKwh().subtract(before);
    }

    /** The view that shows a row of this one more closely; null for hours. */
    public String getCloserView() {
        loaded();
        return switch (period.view()) {
            case DAY -> null;
            case WEEK, MONTH -> "day";
            case YEAR -> "month";
        };
    }

    public boolean isEstimated() {
        return count(Quality.ESTIMATED) > 0;
    }

    public boolean isMissing() {
        return count(Quality.MISSING) > 0;
    }

    /** What the chart shows, in a sentence for who cannot see it. */
    public String getChartSummary() {
        Bucket peak = getPeak();
        String what = meter.name() + ", " + getPeriodName();
        return peak == null
                ? what + ": " + Texts.ofView().get("consumption.missing")
                : Texts.ofView()
                        .get(
                                "consumption.summary",
                                what,
                                figures.energy(getTotal()),
                                figures.energy(peak.energyKwh()),
                                getPeakTime(),
                                getHoursOverLimit().size());
    }

    /** The limit of the last hour shown that has one. */
    public BigDecimal getLimit() {
        loaded();
        return hours.stream()
                .map(Bucket::limitKwh)
                .filter(limit -> limit != null)
                .reduce((first, second) -> second)
                .orElse(null);
    }

    /** Hours that are over, or have begun. */
    public long getHoursBegun() {
        loaded();
        return hours.stream()
                .filter(hour -> hour.start().toInstant().isBefore(now))
                .count();
    }

    public long getHoursMeasured() {
        return count(Quality.MEASURED);
    }

    private long count(Quality quality) {
        loaded();
        return hours.stream()
                .filter(hour ->
                        hour.quality() == quality && hour.start().toInstant().isBefore(now))
                .count();
    }

    /** For instance "1 h estimated, 2 h missing". */
    public String getQualityText() {
        Texts texts = Texts.ofView();
        List<String> parts = new ArrayList<>();
        for (Quality quality : List.of(Quality.ESTIMATED, Quality.PARTIAL, Quality.MISSING)) {
            long number = count(quality);
            if (number > 0) {
                parts.add(texts.get("consumption.hours." + quality, number));
            }
        }
        return parts.isEmpty() ? texts.get("consumption.hours.complete") : String.join(", ", parts);
    }

    public List<Bucket> getBuckets() {
        loaded();
        return buckets.stream()
                .filter(bucket -> bucket.start().toInstant().isBefore(now))
                .toList();
    }

    public String quality(Bucket bucket) {
        loaded();
        Texts texts = Texts.ofView();
        if (bucket.end().toInstant().isAfter(now)) {
            return texts.get("quality.RUNNING");
        }
        return texts.get("quality." + bucket.quality())
                + (bucket.corrected() ? ", " + texts.get("quality.corrected") : "");
    }

    // ---------------------------------------------------------------- chart

    /** The chart's configuration as JSON, safe inside a script. */
    public String getChartJson() {
        loaded();
        Texts texts = Texts.ofView();
        ChartJson json = new ChartJson(isLine())
                .labels(buckets.stream().map(this::label).toList())
                .energy(name(period), buckets, buckets.stream().map(this::tip).toList(), now)
                .over(buckets.stream().map(this::over).toList())
                .links(
                        getCloserView() == null
                                ? List.of()
                                : buckets.stream().map(this::closer).toList());
        if (!comparison.isEmpty()) {
            List<Bucket> aligned = comparison.subList(0, Math.min(comparison.size(), buckets.size()));
            json.comparison(
                    name(comparedPeriod()),
                    aligned,
                    aligned.stream().map(this::comparisonTip).toList());
        }
        if (period.view() == View.DAY && buckets.stream().anyMatch(bucket -> bucket.limitKwh() != null)) {
            json.limit(
                    texts.get("consumption.limit"),
                    buckets,
                    buckets.stream()
                            .map(bucket -> List.of(
                                    texts.get("consumption.limit") + ": " + figures.exact(bucket.limitKwh()) + " kWh"))
                            .toList());
        }
        return json.build();
    }

    private String closer(Bucket bucket) {
        return "?device=" + URLEncoder.encode(meter.deviceId(), StandardCharsets.UTF_8) + "&date="
                + bucket.start().toLocalDate() + "&view=" + getCloserView() + "&chart=" + getShownChart();
    }

    private List<String> tip(Bucket bucket) {
        Texts texts = Texts.ofView();
        List<String> lines = new ArrayList<>();
        lines.add(rowLabel(bucket));
        lines.add(
                bucket.energyKwh() == null
                        ? texts.get("consumption.missing")
                        : figures.exact(bucket.energyKwh()) + " kWh");
        lines.add(quality(bucket) + " · "
                + texts.get("consumption.readings", bucket.readings(), bucket.expectedReadings()));
        if (over(bucket) > 0) {
            lines.add(
                    period.view() == View.DAY
                            ? texts.get("consumption.over.excess", figures.exact(OverLimit.excess(bucket)))
                            : texts.get("consumption.over.hours", over(bucket)));
        }
        return lines;
    }

    private List<String> comparisonTip(Bucket bucket) {
        return List.of(figures.date(bucket.start().toLocalDate()) + ": "
                + (bucket.energyKwh() == null
                        ? Texts.ofView().get("consumption.missing")
                        : figures.exact(bucket.energyKwh()) + " kWh"));
    }

    public boolean isCompared() {
        loaded();
        return !comparison.isEmpty();
    }

    public String getComparedName() {
        loaded();
        return name(comparedPeriod());
    }

    // ---------------------------------------------------------------- export

    /** What the page shows, with all digits. */
    public StreamedContent getExport() {
        loaded();
        Csv csv = new Csv(
                "device_id",
                "device",
                "start",
                "end",
                "energy_kwh",
                "readings",
                "expected_readings",
                "quality",
                "limit_kwh");
        for (Bucket bucket : getBuckets()) {
            csv.row(Csv.cells(
                    meter.deviceId(),
                    meter.name(),
                    bucket.start().toOffsetDateTime().toString(),
                    bucket.end().toOffsetDateTime().toString(),
                    bucket.energyKwh(),
                    bucket.readings(),
                    bucket.expectedReadings(),
                    bucket.quality().name(),
                    bucket.limitKwh()));
        }
        return file(csv, "consumption");
    }

    /** The readings behind it, as they were received. */
    public StreamedContent getReadingsExport() {
        loaded();
        Csv csv = new Csv("device_id", "device", "timestamp", "measurement_value", "unit");
        for (Measurement reading : metering.readings(meter.deviceId(), period.start(), period.end())) {
            csv.row(Csv.cells(
                    meter.deviceId(),
                    meter.name(),
                    reading.timestamp()
                            .atZone(viewer.getZone())
                            .toOffsetDateTime()
                            .toString(),
                    reading.value(),
                    meter.unit().name()));
        }
        return file(csv, "readings");
    }

    private StreamedContent file(Csv csv, String what) {
        auditLog.record(
                AuditAction.DATA_EXPORTED, meter.deviceId(), what + " " + period.first() + " to " + period.last());
        byte[] content = csv.toString().getBytes(StandardCharsets.UTF_8);
        return DefaultStreamedContent.builder()
                .name("ems-" + what + "-" + period.first() + "-" + getShownView() + ".csv")
                .contentType("text/csv")
                .contentEncoding("UTF-8")
                .stream(() -> new ByteArrayInputStream(content))
                .build();
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
