package energy.ems.web.portal.consumption;

import energy.ems.web.portal.consumption.ShownPeriod.Comparison;
import energy.ems.web.portal.consumption.ShownPeriod.View;
import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the address of the page of consumption asks for. Everything that decides what is shown stands in it, so that it
 * can be bookmarked, sent and reloaded. Addresses are typed by people: what makes no sense means the usual.
 */
public final class ConsumptionAddress implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int FIRST_YEAR = 1970;

    /** More than are shown, because some may not be there any more; addresses have no bounds. */
    private static final int MOST_NAMED = 24;

    private String device;
    private String devices;
    private String together;
    private String date;
    private String until;
    private String view;
    private String chart;
    private String compare;

    /** The day, week, month or year; nothing of the future. A day is shown by its month where a chart is of many days. */
    ShownPeriod period(LocalDate today, ZoneId zone) {
        View asked = View.named(view);
        if (asked == View.RANGE) {
            return range(today, zone);
        }
        return ShownPeriod.of(asked == View.DAY && kind().isOfManyDays() ? View.MONTH : asked, day(today), zone);
    }

    /** Both days with all between them, whichever is named first; of very many the last. */
    private ShownPeriod range(LocalDate today, ZoneId zone) {
        LocalDate one = day(date, today);
        LocalDate other = day(until, today);
        LocalDate first = one.isBefore(other) ? one : other;
        LocalDate last = one.isBefore(other) ? other : one;
        LocalDate earliest = last.minusDays(ShownPeriod.MOST_DAYS - 1L);
        return ShownPeriod.of(first.isBefore(earliest) ? earliest : first, last, zone);
    }

    private LocalDate day(LocalDate today) {
        return day(date, today);
    }

    /**
     * What the shown period is held against: a period that stands to it as the address says, or the one that holds a day
     * that the address names.
     *
     * @return null for nothing, and for a period that is not over, because that is no measure
     */
    ShownPeriod other(ShownPeriod shown, LocalDate today) {
        LocalDate compared = comparedDay();
        if (compared == null) {
            return comparison() == Comparison.NONE ? null : shown.comparedBy(comparison());
        }
        ShownPeriod other = shown.at(compared);
        return other.last().isBefore(today) ? other : null;
    }

    /** The day that names what the shown period is held against; null where something else does. */
    LocalDate comparedDay() {
        return compare == null ? null : day(compare, null);
    }

    /** @param today for a date that is none, and for days to come; null for any day */
    private static LocalDate day(String date, LocalDate today) {
        if (date == null) {
            return today;
        }
        try {
            LocalDate asked = LocalDate.parse(date);
            return asked.getYear() < FIRST_YEAR || today != null && asked.isAfter(today) ? today : asked;
        } catch (DateTimeException notADate) {
            return today;
        }
    }

    Comparison comparison() {
        return Comparison.named(compare);
    }

    /** Several devices have charts of their own. */
    ChartKind kind() {
        return isSeveral() ? ChartKind.BARS : ChartKind.named(chart);
    }

    /** Whether devices are to be shown together, be it for a start one alone. */
    public boolean isSeveral() {
        return !severalDevices().isEmpty();
    }

    /** The devices to show together, each once, in the order of the address; of very many the first. */
    List<String> severalDevices() {
        return devices == null
                ? List.of()
                : Stream.of(devices.split(","))
                        .map(String::strip)
                        .filter(id -> !id.isEmpty())
                        .distinct()
                        .limit(MOST_NAMED)
                        .toList();
    }

    TogetherKind togetherKind() {
        return TogetherKind.named(together);
    }

    /** The usual one, spelt out. */
    public String getShownTogether() {
        return togetherKind().getAddress();
    }

    /** The usual one, spelt out. */
    public String getShownChart() {
        return kind().getAddress();
    }

    /** Whether the chart says nothing of one day. */
    public boolean isOfManyDays() {
        return kind().isOfManyDays();
    }

    /** The shown one where it has something to say of such a period, else the usual one. */
    public String chartFor(String otherView) {
        return (View.named(otherView) == View.DAY && kind().isOfManyDays() ? ChartKind.BARS : kind()).getAddress();
    }

    /** The usual one, spelt out. */
    public String getShownCompare() {
        return comparedDay() == null ? comparison().name().toLowerCase(Locale.ROOT) : compare;
    }

    /** @param usualDevice for an address that names none */
    Map<String, String> parameters(String usualDevice) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (isSeveral()) {
            parameters.put("devices", String.join(",", severalDevices()));
            parameters.put("together", together);
        } else {
            parameters.put("device", device == null ? usualDevice : device);
        }
        parameters.put("date", date);
        parameters.put("until", until);
        parameters.put("view", view);
        parameters.put("chart", chart);
        parameters.put("compare", compare);
        return parameters;
    }

    /** The query of another day and view of a device, drawn as here. */
    String query(String deviceId, LocalDate otherDay, String otherView) {
        return "?device=" + URLEncoder.encode(deviceId, StandardCharsets.UTF_8) + "&date=" + otherDay + "&view="
                + otherView + "&chart=" + chartFor(otherView);
    }

    /** The query of another day and view of several devices, drawn as here. */
    String queryTogether(String deviceIds, LocalDate otherDay, String otherView) {
        return "?devices=" + URLEncoder.encode(deviceIds, StandardCharsets.UTF_8) + "&together=" + getShownTogether()
                + "&date=" + otherDay + "&view=" + otherView;
    }

    /** The query of the days of a device, but for the date at its end. */
    String queryOfDays(String deviceId) {
        return queryOf("device", deviceId, View.DAY.address());
    }

    /** The query of another view of whatever is shown, drawn as here, but for the date at its end. */
    String queryOf(String subjectName, String subject, String otherView) {
        return "?" + subjectName + "=" + URLEncoder.encode(subject, StandardCharsets.UTF_8) + "&view=" + otherView
                + "&chart=" + chartFor(otherView) + "&date=";
    }

    public String getDevice() {
        return device;
    }

    public void setDevice(String device) {
        this.device = device;
    }

    /** The ids of several devices, with commas between them. */
    public String getDevices() {
        return devices;
    }

    public void setDevices(String devices) {
        this.devices = devices;
    }

    /** How several devices are drawn. */
    public String getTogether() {
        return together;
    }

    public void setTogether(String together) {
        this.together = together;
    }

    public String getDate() {
        return date;
    }

    public void setDate(String date) {
        this.date = date;
    }

    /** The last day, where days in a row are shown. */
    public String getUntil() {
        return until;
    }

    public void setUntil(String until) {
        this.until = until;
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
