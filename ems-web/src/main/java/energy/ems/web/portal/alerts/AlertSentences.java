package energy.ems.web.portal.alerts;

import energy.ems.alerting.AlertKind;
import energy.ems.alerting.AlertState;
import energy.ems.alerting.AlertView;
import energy.ems.web.portal.frame.Figures;
import energy.ems.web.portal.frame.Texts;
import energy.ems.web.portal.frame.Viewer;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

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
        Texts texts = Texts.ofView();
        String from = figures.moment(alert.hourStart());
        String to = alert.hourStart() == null
                ? Figures.NOTHING
                : clock(alert.hourStart().plus(Duration.ofHours(1)));
        String energy = figures.energy(alert.energyKwh());
        String limit = figures.energy(alert.limitKwh());
        boolean both = alert.energyKwh() != null && alert.limitKwh() != null;
        String name = alert.deviceName() == null ? alert.deviceId() : alert.deviceName();
        if (alert.kind() == AlertKind.FLEET_SILENT) {
            return texts.get(
                    alert.state() == AlertState.CLEARED ? "alert.fleet.over" : "alert.fleet",
                    figures.moment(alert.raisedAt()));
        }
        if (alert.kind() == AlertKind.LIMIT_EXCEEDED && both) {
            return texts.get(
                    alert.energyKwh().compareTo(alert.limitKwh()) > 0 ? "alert.exceeded" : "alert.notExceeded",
                    name,
                    energy,
                    from,
                    to,
                    figures.energy(alert.energyKwh().subtract(alert.limitKwh())),
                    limit);
        }
        if (alert.kind() == AlertKind.LIMIT_APPROACHING && both) {
            return texts.get("alert.approaching", name, energy, from, to, limit);
        }
        if (alert.kind() == AlertKind.DEVICE_SILENT) {
            return texts.get(
                    alert.state() == AlertState.CLEARED ? "alert.silent.over" : "alert.silent",
                    name,
                    figures.moment(alert.raisedAt()));
        }
        return texts.get("alert.other", name, texts.get("alert.kind." + alert.kind()));
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
            case LIMIT_PASSED, SHARE_PASSED, PROJECTED, NO_READINGS, READINGS_AGAIN, MANY_SILENT -> "";
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
            case LIMIT_EXCEEDED -> "pi-exclamation-triangle ems-icon-bad";
            case DEVICE_SILENT, FLEET_SILENT -> "pi-wifi ems-icon-warn";
            default -> "pi-exclamation-circle ems-icon-warn";
        };
    }
}
