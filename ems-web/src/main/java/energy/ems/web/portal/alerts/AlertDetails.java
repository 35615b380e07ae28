package energy.ems.web.portal.alerts;

import energy.ems.alerting.AlertEntry;
import energy.ems.alerting.AlertHandling;
import energy.ems.alerting.AlertView;
import energy.ems.alerting.Alerts;
import energy.ems.alerting.Snoozes;
import energy.ems.boundary.ConflictException;
import energy.ems.boundary.InvalidInputException;
import energy.ems.web.portal.frame.Dialogs;
import energy.ems.web.portal.frame.Figures;
import energy.ems.web.portal.frame.Problems;
import energy.ems.web.portal.frame.Texts;
import energy.ems.web.portal.frame.Viewer;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Clock;
import java.util.List;
import java.util.Locale;

/** What is done about one alert, in the panel at the side: who sees to it, what is said, for how long it keeps quiet. */
@Named
@ViewScoped
public class AlertDetails implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final String FORM = "alertForm";

    @Inject
    private Alerts alerts;

    @Inject
    private AlertHandling handling;

    @Inject
    private Snoozes snoozes;

    @Inject
    private SnoozeList snoozeList;

    @Inject
    private Viewer viewer;

    @Inject
    private Figures figures;

    @Inject
    private Clock clock;

    private Long id;
    private String text;
    private String assignedTo;
    /** As it was when the panel showed it last: whoever was faster is not overruled unseen. */
    private String seenAssignee;

    private Quiet until = Quiet.FOUR_HOURS;
    private transient AlertView alert;
    private transient List<AlertEntry> history;

    public void show(AlertView chosen) {
        id = chosen.id();
        text = null;
        until = Quiet.FOUR_HOURS;
        look();
        Dialogs.show("alertDetails");
    }

    /** Shows how things stand now. */
    private void look() {
        alert = null;
        history = null;
        seenAssignee = getAlert().assignedTo();
        assignedTo = seenAssignee;
    }

    public void comment() {
        try {
            handling.comment(id, text);
        } catch (InvalidInputException invalid) {
            Problems.show(FORM, invalid);
            return;
        }
        text = null;
        look();
        Texts.inform("alert.comment.done");
    }

    public void assign() {
        try {
            handling.assign(id, assignedTo, seenAssignee);
        } catch (InvalidInputException invalid) {
            Problems.show(FORM, invalid);
            return;
        } catch (ConflictException faster) {
            look();
            throw faster;
        }
        look();
        if (assignedTo == null) {
            Texts.inform("alert.assign.done.nobody");
        } else {
            Texts.inform("alert.assign.done", assignedTo);
        }
    }

    public List<String> suggestAssignees(String typed) {
        return handling.assignees(id, typed == null || typed.isBlank() ? null : typed);
    }

    public void snooze() {
        try {
            snoozes.snooze(getAlert().deviceId(), getAlert().kind(), until.until(clock.instant(), viewer.getZone()));
        } catch (InvalidInputException invalid) {
            Problems.show(FORM, invalid);
            return;
        }
        look();
        snoozeList.refresh();
        Texts.inform("alert.snooze.done", figures.moment(getAlert().snoozedUntil()));
    }

    public void endSnooze() {
        snoozes.end(getAlert().deviceId(), getAlert().kind());
        look();
        snoozeList.refresh();
        Texts.inform("alert.snooze.ended");
    }

    public AlertView getAlert() {
        if (alert == null && id != null) {
            alert = alerts.get(id);
        }
        return alert;
    }

    public List<AlertEntry> getHistory() {
        if (history == null) {
            history = id == null ? List.of() : handling.history(id);
        }
        return history;
    }

    /** Why the system did it; empty for what people did. */
    public String reason(AlertEntry entry) {
        return entry.reason() == null
                ? ""
                : Texts.ofView().get("alert.reason." + entry.reason().name().toLowerCase(Locale.ROOT));
    }

    public Quiet[] getChoices() {
        return Quiet.values();
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }

    public String getAssignedTo() {
        return assignedTo;
    }

    public void setAssignedTo(String assignedTo) {
        this.assignedTo = assignedTo == null || assignedTo.isBlank() ? null : assignedTo.strip();
    }

    public Quiet getUntil() {
        return until;
    }

    public void setUntil(Quiet until) {
        this.until = until;
    }
}
