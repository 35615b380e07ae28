package energy.ems.web.portal;

import energy.ems.alerting.AlertKind;
import energy.ems.alerting.AlertQuery;
import energy.ems.alerting.AlertState;
import energy.ems.alerting.AlertView;
import energy.ems.alerting.Alerts;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import org.primefaces.model.LazyDataModel;

/** The page of alerts: newest first, acknowledged in place. */
@Named
@ViewScoped
public class AlertList implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private Alerts alerts;

    @Inject
    private Viewer viewer;

    private String device;
    private AlertKind kind;
    private AlertState state;
    private boolean openOnly;
    private LocalDate from;
    private LocalDate to;
    private transient LazyDataModel<AlertView> rows;

    public LazyDataModel<AlertView> getRows() {
        if (rows == null) {
            rows = new Listing<>(
                    page -> alerts.find(new AlertQuery(
                            device == null || device.isBlank() ? null : device.strip(),
                            kind,
                            state,
                            openOnly,
                            startOf(from),
                            startOf(to == null ? null : to.plusDays(1)),
                            page)),
                    alert -> Long.toString(alert.id()));
        }
        return rows;
    }

    private Instant startOf(LocalDate day) {
        return day == null ? null : day.atStartOfDay(viewer.getZone()).toInstant();
    }

    public void acknowledge(AlertView alert) {
        alerts.acknowledge(alert.id());
    }

    /** Operators only look. */
    public boolean isAcknowledging() {
        return viewer.isAdministrator() || !viewer.isStaff();
    }

    public boolean isNarrowed() {
        return openOnly
                || kind != null
                || state != null
                || from != null
                || to != null
                || (device != null && !device.isBlank());
    }

    public AlertKind[] getKinds() {
        return AlertKind.values();
    }

    public AlertState[] getStates() {
        return AlertState.values();
    }

    public String getDevice() {
        return device;
    }

    public void setDevice(String device) {
        this.device = device;
    }

    public AlertKind getKind() {
        return kind;
    }

    public void setKind(AlertKind kind) {
        this.kind = kind;
    }

    public AlertState getState() {
        return state;
    }

    public void setState(AlertState state) {
        this.state = state;
    }

    public boolean isOpenOnly() {
        return openOnly;
    }

    public void setOpenOnly(boolean openOnly) {
        this.openOnly = openOnly;
    }

    public LocalDate getFrom() {
        return from;
    }

    public void setFrom(LocalDate from) {
        this.from = from;
    }

    public LocalDate getTo() {
        return to;
    }

    public void setTo(LocalDate to) {
        this.to = to;
    }
}
