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
import java.util.Locale;
import java.util.Map;

/**
 * What the address of the page of consumption asks for. Everything that decides what is shown stands in it, so that it
 * can be bookmarked, sent and reloaded. Addresses are typed by people: what makes no sense means the usual.
 */
public final class ConsumptionAddress implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int FIRST_YEAR = 1970;

    private String device;
    private String date;
    private String view;
    private String chart;
    private String compare;

    /** The day, week, month or year; nothing of the future. */
    ShownPeriod period(LocalDate today, ZoneId zone) {
        return ShownPeriod.of(View.named(view), day(today), zone);
    }

    private LocalDate day(LocalDate today) {
        if (date == null) {
            return today;
        }
        try {
            LocalDate asked = LocalDate.parse(date);
            return asked.getYear() < FIRST_YEAR || asked.isAfter(today) ? today : asked;
        } catch (DateTimeException notADate) {
            return today;
        }
    }

    Comparison comparison() {
        return Comparison.named(compare);
    }

    boolean isLine() {
        return "line".equals(chart);
    }

    /** The usual one, spelt out. */
    public String getShownChart() {
        return isLine() ? "line" : "bars";
    }

    /** The usual one, spelt out. */
    public String getShownCompare() {
        return comparison().name().toLowerCase(Locale.ROOT);
    }

    /** @param usualDevice for an address that names none */
    Map<String, String> parameters(String usualDevice) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("device", device == null ? usualDevice : device);
        parameters.put("date", date);
        parameters.put("view", view);
        parameters.put("chart", chart);
        parameters.put("compare", compare);
        return parameters;
    }

    /** The query of another day and view of a device, drawn as here. */
    String query(String deviceId, LocalDate otherDay, String otherView) {
        return "?device=" + URLEncoder.encode(deviceId, StandardCharsets.UTF_8) + "&date=" + otherDay + "&view="
                + otherView + "&chart=" + getShownChart();
    }

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
