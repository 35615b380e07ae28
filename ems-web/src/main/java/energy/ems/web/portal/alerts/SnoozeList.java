package energy.ems.web.portal.alerts;

import energy.ems.alerting.AlertKind;
import energy.ems.alerting.SnoozeView;
import energy.ems.alerting.Snoozes;
import energy.ems.web.portal.frame.Texts;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is kept quiet, above the list of alerts: of the device whose alerts are shown, or of all. It is remembered as it was shown, so that a button ends what stands beside
 * it and not what has moved there since.
 */
@Named
@ViewScoped
public class SnoozeList implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private Snoozes snoozes;

    @Inject
    private AlertList alerts;

    private ArrayList<Shown> shown;

    /** One of them, as it stands on the page. */
    public record Shown(String deviceId, String deviceName, AlertKind kind, Instant until, String snoozedBy)
            implements Serializable {

        static Shown of(SnoozeView snooze) {
            return new Shown(snooze.deviceId(), snooze.deviceName(), snooze.kind(), snooze.until(), snooze.snoozedBy());
        }
    }

    public List<Shown> getStanding() {
        if (shown == null) {
            String device = alerts.getDevice();
            shown = new ArrayList<>(snoozes.standing().stream()
                    .filter(snooze -> device == null || device.equals(snooze.deviceId()))
                    .map(Shown::of)
                    .toList());
        }
        return shown;
    }

    public void end(Shown snooze) {
        snoozes.end(snooze.deviceId(), snooze.kind());
        refresh();
        Texts.inform("alert.snooze.ended");
    }

    /** Has it looked up again. */
    public void refresh() {
        shown = null;
    }
}
