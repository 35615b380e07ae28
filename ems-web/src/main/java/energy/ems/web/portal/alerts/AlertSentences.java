package energy.ems.web.portal.alerts;

import energy.ems.alerting.AlertState;
import energy.ems.alerting.AlertView;
import energy.ems.alerting.AlertWording;
import energy.ems.web.portal.frame.Figures;
import energy.ems.web.portal.frame.Texts;
import energy.ems.web.portal.frame.Viewer;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** An alert in one sentence of the viewer's language. */
@Named
@RequestScoped
public class AlertSentences {

    @Inject
    private Viewer viewer;

    @Inject
    private Figures figures;

    /** For instance "Heat pump used 2.91 kWh between 18:00 and 19:00, 0.41 over its limit of 2.5." */
    public String of(AlertView alert) {
        BigDecimal energy = alert.energyKwh();
        BigDecimal limit = alert.limitKwh();
        Map<String, String> values = new HashMap<>();
        values.put("device", alert.deviceName() == null ? alert.deviceId() : alert.deviceName());
        values.put("energy", figures.energy(energy));
        values.put("limit", figures.energy(limit));
        values.put("over", figures.energy(energy == null || limit == null ? null : energy.subtract(limit)));
        values.put("from", figures.moment(alert.hourStart()));
        values.put(
                "to",
                alert.hourStart() == null
                        ? Figures.NOTHING
                        : clock(alert.hourStart().plus(Duration.ofHours(1))));
        values.put("noticed", figures.moment(alert.raisedAt()));
        if (alert.hours() != null) {
            values.put("hours", figures.whole(alert.hours()));
            span(alert.hourStart(), alert.lastHourStart(), values);
        }
        return new AlertWording(viewer.getLocale()).sentence(alert.kind(), alert.state(), alert.hours(), values);
    }

    /** From when to when many hours were: by their days, or by their times where that is one day. */
    private void span(Instant first, Instant last, Map<String, String> values) {
        boolean oneDay = day(first).equals(day(last));
        values.put("first", oneDay ? figures.moment(first) : figures.date(day(first)));
        values.put("last", oneDay ? clock(last.plus(Duration.ofHours(1))) : figures.date(day(last)));
    }

    /** What notifications say, for the browser. */
    public String getPatterns() {
        return new AlertWording(viewer.getLocale()).json();
    }

    /** All digits, for the tooltip. */
    public String exact(AlertView alert) {
        return alert.energyKwh() == null
                ? ""
                : figures.exact(alert.energyKwh()) + " kWh / " + figures.exact(alert.limitKwh()) + " kWh";
    }

    /** Why it came to its state, unless the sentence says so already. */
    public String note(AlertView alert) {
        if (alert.reason() == null) {
            return "";
        }
        return switch (alert.reason()) {
            case LIMIT_PASSED, SHARE_PASSED, PROJECTED, NO_READINGS, READINGS_AGAIN, MANY_SILENT, HISTORY -> "";
            default ->
                Texts.ofView().get("alert.reason." + alert.reason().name().toLowerCase(Locale.ROOT));
        };
    }

    /** When it was noticed, where something came later than its hour; empty where that is nothing to know. */
    public String noticed(AlertView alert) {
        boolean later = alert.reason() != null
                && switch (alert.reason()) {
                    case LATE_READING, CORRECTED_READING, RECOMPUTED, LIMIT_CHANGED -> true;
                    default -> false;
                };
        return later ? figures.moment(alert.changedAt()) : "";
    }

    private LocalDate day(Instant instant) {
        return instant.atZone(viewer.getZone()).toLocalDate();
    }

    private String clock(Instant instant) {
        return DateTimeFormatter.ofPattern("HH:mm", viewer.getLocale()).format(instant.atZone(viewer.getZone()));
    }

    /** The day on the consumption page. */
    public String day(AlertView alert) {
        Instant when = alert.hourStart() == null ? alert.raisedAt() : alert.hourStart();
        return day(when).toString();
    }

    public String icon(AlertView alert) {
        if (alert.state() == AlertState.CLEARED) {
            return "pi-check-circle ems-icon-good";
        }
        return switch (alert.kind()) {
            case PAST_LIMIT_EXCEEDED -> "pi-history ems-icon-warn";
            case LIMIT_EXCEEDED -> "pi-exclamation-triangle ems-icon-bad";
            case DEVICE_SILENT, FLEET_SILENT -> "pi-wifi ems-icon-warn";
            default -> "pi-exclamation-circle ems-icon-warn";
        };
    }
}
