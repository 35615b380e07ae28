package energy.ems.web.portal.consumption;

import energy.ems.metering.Bucket;
import energy.ems.metering.Consumption;
import energy.ems.metering.ConsumptionReport;
import energy.ems.metering.DevicesTogether;
import energy.ems.metering.HourRevision;
import energy.ems.metering.MeterSummary;
import energy.ems.metering.place.PlaceSum;
import energy.ems.tariff.Costs;
import energy.ems.web.portal.consumption.ShownPeriod.View;
import energy.ems.web.portal.frame.MeterChooser;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.primefaces.model.datepicker.DateMetadataModel;
import org.primefaces.model.datepicker.DefaultDateMetadata;
import org.primefaces.model.datepicker.LazyDateMetadataModel;

/**
 * The page of consumption: one device or several together, one day, week, month or year. What there is to say of the
 * period is told by {@link ConsumptionFigures}.
 */
@Named("consumption")
@ViewScoped
public class ConsumptionPage extends PeriodPage {

    private static final long serialVersionUID = 1L;

    @Inject
    private Consumption metering;

    @Inject
    private DevicesTogether devicesTogether;

    @Inject
    private ChosenMeter chosenMeter;

    @Inject
    private MeterChooser chooser;

    @Inject
    private Costs costs;

    private transient MeterSummary meter;
    private transient ConsumptionFigures figures;
    private transient TogetherFigures together;
    private transient List<HourRevision> revisions;
    private transient String chartJson;
    private transient LoadCharts loads;

    @Override
    public String getOutcome() {
        return "/consumption";
    }

    /** View action, and Ajax a little later: works out what the address asks for and fetches it. */
    @Override
    public void load() {
        begin();
        revisions = null;
        chartJson = null;
        loads = null;
        together = null;
        if (getAddress().isSeveral()) {
            meter = null;
            together = together();
            return;
        }
        ShownPeriod other = other();
        List<ConsumptionReport> reports = chosenMeter
                .reports(
                        getAddress().getDevice(),
                        List.of(
                                isHeat() ? period().question().detailed() : period().question(),
                                isCompared() && getAddress().kind().isOfManyDays()
                                        ? other.question()
                                        : other.questionOfEnergy(period().sameMomentIn(other, now()))))
                .orElse(List.of());
        if (reports.isEmpty()) {
            meter = null;
            return;
        }
        meter = reports.get(0).meter();
        Compared compared = new Compared(period(), reports.get(0), other, reports.get(1));
        figures = new ConsumptionFigures(compared, periodWords(), texts(), words(), now())
                .costing(costs.ofHours(meter, period().start(), period().end(), viewer().getZone())
                        .orElse(null));
    }

    /** Null when none of the devices is there for the viewer(). */
    private TogetherFigures together() {
        return devicesTogether
                .report(
                        getAddress().severalDevices(),
                        period().start(),
                        period().end(),
                        viewer().getZone(),
                        period().view().resolution())
                .map(report -> {
                    List<PlaceSum> devices = report.sum().parts();
                    devices.forEach(device -> chooser.know(device.deviceId(), device.name()));
                    viewer().setLastDevice(devices.get(0).deviceId());
                    return new TogetherFigures(
                            report,
                            getAddress().togetherKind(),
                            periodWords(),
                            texts(),
                            words(),
                            now(),
                            this::closerTogether);
                })
                .orElse(null);
    }

    private String closerTogether(LocalDate day) {
        return getCloserView() == null ? null : getAddress().queryTogether(together.getIds(), day, getCloserView());
    }

    // ---------------------------------------------------------------- what is shown

    public MeterSummary getMeter() {
        loaded();
        return meter;
    }

    /** When the device was last heard of, as the page's script writes what it is told of that; null when there is none. */
    public String getHeard() {
        return Heard.of(getMeter());
    }

    public boolean isUnknownDevice() {
        loaded();
        return (getAddress().getDevice() != null || getAddress().isSeveral()) && !isShown();
    }

    /** Whether there is anything to show: a device, or several together. */
    public boolean isShown() {
        loaded();
        return meter != null || together != null;
    }

    /** Whether several devices are shown together. */
    public boolean isSeveral() {
        loaded();
        return together != null;
    }

    /** What there is to say of several devices; null where one is shown. */
    public TogetherFigures getTogether() {
        loaded();
        return together;
    }

    /** The ways in which several devices are drawn. */
    public TogetherKind[] getTogetherKinds() {
        return TogetherKind.values();
    }

    /** Whether nothing is known of the period, and will not be either. */
    public boolean isBlank() {
        loaded();
        return !isRunning()
                && (together == null ? figures.isBlank() : together.getSums().isBlank());
    }

    /** What there is to say of the period; null without a meter. */
    public ConsumptionFigures getFigures() {
        loaded();
        return figures;
    }

    /** The month of which a bill is to be had here: that of the shown period, of a year the running or the last one. */
    public String getBilledMonth() {
        loaded();
        LocalDate last = period().last().isAfter(getToday()) ? getToday() : period().last();
        return YearMonth.from(period().view() == View.YEAR ? last : period().first())
                .toString();
    }

    /** What the hours of the shown day said before; of longer periods it would be too much to read. */
    public List<HourRevision> getRevisions() {
        loaded();
        if (revisions == null) {
            revisions = meter == null || period().view() != View.DAY
                    ? List.of()
                    : metering.revisions(meter.deviceId(), period().start(), period().end());
        }
        return revisions;
    }

    @Override
    public boolean isRunning() {
        return isShown() && super.isRunning();
    }

    /** The page asks more than once. */
    public String getChartJson() {
        loaded();
        if (chartJson == null) {
            chartJson = together == null ? chartJson(figures) : together.getChartJson();
        }
        return chartJson;
    }

    private String chartJson(ConsumptionFigures shown) {
        return switch (getAddress().kind()) {
            case BARS, LINE ->
                shown.chartJson(
                        getAddress().kind() == ChartKind.LINE,
                        getCloserView() == null ? null : this::closer,
                        isCompared());
            case HEAT -> shown.heatJson();
            case DURATION -> getLoads().duration();
            case PROFILE -> getLoads().profile();
        };
    }

    public ChartKind[] getCharts() {
        return ChartKind.values();
    }

    @Override
    public LoadCharts getLoads() {
        loaded();
        if (loads == null) {
            loads = figures.load(isCompared());
        }
        return loads;
    }

    /** Where a day of the map leads, but for its date at the end. */
    public String getDayAddress() {
        return getAddress().queryOfDays(getChosenDevice());
    }

    private String closer(Bucket bucket) {
        return getAddress().query(meter.deviceId(), bucket.start().toLocalDate(), getCloserView());
    }

    // ---------------------------------------------------------------- choosing

    /** The shown device; of several the first. */
    public String getChosenDevice() {
        loaded();
        return together != null
                ? together.getDevices().get(0).sum().deviceId()
                : meter == null ? null : meter.deviceId();
    }

    public void setChosenDevice(String deviceId) {
        getAddress().setDevice(deviceId);
    }

    /** What the chooser of a further device offers: those that are not shown yet. */
    public List<String> suggestFurther(String typed) {
        List<String> shown = getAddress().severalDevices();
        return chooser.suggest(typed).stream().filter(id -> !shown.contains(id)).toList();
    }

    /** Nothing is chosen yet: a choice leads to a page that shows it, too. */
    public String getFurther() {
        return null;
    }

    public void setFurther(String deviceId) {
        if (deviceId != null && isSeveral()) {
            getAddress().setDevices(together.getIds() + "," + deviceId);
        }
    }

    @Override
    Map<String, String> parameters() {
        return getAddress().parameters(getChosenDevice());
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
                        .flatMap(month -> shownDevices()
                                .flatMap(id -> metering.daysWithData(id, month, viewer().getZone()).stream()))
                        .distinct()
                        .forEach(day -> add(
                                day,
                                DefaultDateMetadata.builder()
                                        .styleClass("ems-has-data")
                                        .build()));
            }
        };
    }

    private Stream<String> shownDevices() {
        return together == null
                ? Stream.of(meter.deviceId())
                : together.getDevices().stream().map(device -> device.sum().deviceId());
    }

    // ---------------------------------------------------------------- where one can go

    /** The last of the days in a row; null where the calendar says it. */
    public String getUntil() {
        return isRange() ? period().last().toString() : null;
    }

    public String getPreviousUntil() {
        return isRange() ? period().moved(-1).last().toString() : null;
    }

    public String getNextUntil() {
        return isRange() ? period().moved(1).last().toString() : null;
    }

    /** What is often looked at. */
    public List<Preset> getPresets() {
        LocalDate today = getToday();
        LocalDate month = today.withDayOfMonth(1);
        return List.of(
                new Preset("last7", "range", today.minusDays(6), today),
                new Preset("last30", "range", today.minusDays(29), today),
                new Preset("month", "month", today, null),
                new Preset("lastMonth", "month", month.minusMonths(1), null),
                new Preset("year", "year", today, null));
    }

    /** A period that is often looked at; whole days of the viewer's zone, whatever the time of day. */
    public record Preset(String name, String view, LocalDate date, LocalDate until) {
        public String getName() {
            return name;
        }

        public String getView() {
            return view;
        }

        public LocalDate getDate() {
            return date;
        }

        public LocalDate getUntil() {
            return until;
        }
    }

    public LocalDate getChosenUntil() {
        loaded();
        return period().last();
    }

    public void setChosenUntil(LocalDate day) {
        getAddress().setUntil(day == null ? null : day.toString());
    }
}
