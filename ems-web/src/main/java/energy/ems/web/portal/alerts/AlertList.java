package energy.ems.web.portal.alerts;

import energy.ems.alerting.AlertKind;
import energy.ems.alerting.AlertQuery;
import energy.ems.alerting.AlertState;
import energy.ems.alerting.AlertView;
import energy.ems.alerting.Alerts;
import energy.ems.boundary.Page;
import energy.ems.boundary.PageRequest;
import energy.ems.web.portal.frame.Listing;
import energy.ems.web.portal.frame.Pages;
import energy.ems.web.portal.frame.Question;
import energy.ems.web.portal.frame.Texts;
import energy.ems.web.portal.frame.Viewer;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.primefaces.PrimeFaces;
import org.primefaces.model.LazyDataModel;

/**
 * The page of alerts: newest first, acknowledged in place, one or many. What is shown stands in the page's address, so
 * that reloading, going back and a link lead to the same alerts.
 */
@Named
@ViewScoped
public class AlertList implements Serializable {

    private static final long serialVersionUID = 1L;
    /** In one transaction, because it holds the locks of the meters. */
    private static final int AT_ONCE = 100;

    @Inject
    private Alerts alerts;

    @Inject
    private Viewer viewer;

    @Inject
    private Bell bell;

    @Inject
    private Question question;

    private String device;
    private AlertKind kind;
    private AlertState state;
    private boolean openOnly;
    private boolean mine;
    private LocalDate from;
    private LocalDate to;
    private ArrayList<Long> lastAcknowledged = new ArrayList<>();
    private transient LazyDataModel<AlertView> rows;
    private transient List<AlertView> selection;

    public LazyDataModel<AlertView> getRows() {
        if (rows == null) {
            rows = new Listing<>(page -> alerts.find(query(page)), alert -> Long.toString(alert.id()));
        }
        return rows;
    }

    private AlertQuery query(PageRequest page) {
        return new AlertQuery(
                device, kind, state, openOnly, mine, startOf(from), startOf(to == null ? null : to.plusDays(1)), page);
    }

    private Instant startOf(LocalDate day) {
        return day == null ? null : day.atStartOfDay(viewer.getZone()).toInstant();
    }

    /** Shows what the filters say now, at an address of its own. */
    public void show() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("device", device);
        parameters.put("kind", getKindName());
        parameters.put("state", getStateName());
        parameters.put("open", getOpenName());
        parameters.put("mine", getMineName());
        parameters.put("from", getFromDay());
        parameters.put("to", getToDay());
        Pages.go("/alerts.xhtml", parameters);
    }

    public void acknowledge(AlertView alert) {
        acknowledge(List.of(alert.id()));
    }

    public void acknowledgeSelection() {
        if (selection == null || selection.isEmpty()) {
            Texts.warn("desk.none.selected");
            return;
        }
        acknowledge(selection.stream().map(AlertView::id).toList());
    }

    /** All that the filters let through, on whatever page of the list. */
    public void askToAcknowledgeAll() {
        Page<Long> open = alerts.unacknowledged(query(PageRequest.first(PageRequest.LARGEST)));
        if (open.items().isEmpty()) {
            Texts.inform("alerts.acknowledge.nothing");
            return;
        }
        Texts texts = Texts.ofView();
        question.ask(
                texts.get("alerts.acknowledge.ask", open.items().size()),
                texts.get(isNarrowed() ? "alerts.acknowledge.effect.filter" : "alerts.acknowledge.effect.all"),
                texts.get("alerts.acknowledge"),
                () -> acknowledge(open.items()));
    }

    private void acknowledge(List<Long> ids) {
        ArrayList<Long> done = new ArrayList<>();
        chunks(ids).forEach(chunk -> done.addAll(alerts.acknowledge(chunk)));
        Texts.inform("alerts.acknowledge.done", done.size());
        lastAcknowledged = done;
        PrimeFaces.current().ajax().addCallbackParam("undo", !done.isEmpty());
        changed();
    }

    /** Takes back the latest acknowledgement on this page. */
    public void undo() {
        int number = chunks(lastAcknowledged)
                .mapToInt(chunk -> alerts.takeBack(chunk).size())
                .sum();
        Texts.inform("alerts.undo.done", number);
        lastAcknowledged = new ArrayList<>();
        changed();
    }

    private void changed() {
        selection = null;
        bell.recount();
        PrimeFaces.current().ajax().update("list:table", "alertBadge");
    }

    private static Stream<List<Long>> chunks(List<Long> ids) {
        return Stream.iterate(0, start -> start < ids.size(), start -> start + AT_ONCE)
                .map(start -> ids.subList(start, Math.min(ids.size(), start + AT_ONCE)));
    }

    /** Operators only look. */
    public boolean isAcknowledging() {
        return viewer.isAdministrator() || !viewer.isStaff();
    }

    public boolean isNarrowed() {
        return openOnly || mine || kind != null || state != null || from != null || to != null || device != null;
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
        this.device = device == null || device.isBlank() ? null : device.strip();
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

    public boolean isMine() {
        return mine;
    }

    public void setMine(boolean mine) {
        this.mine = mine;
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

    public List<AlertView> getSelection() {
        return selection;
    }

    public void setSelection(List<AlertView> selection) {
        this.selection = selection;
    }

    // As they stand in the address, which anybody may have written: what cannot be understood filters nothing.

    public String getKindName() {
        return kind == null ? null : kind.name();
    }

    public void setKindName(String name) {
        kind = named(AlertKind.values(), name);
    }

    public String getStateName() {
        return state == null ? null : state.name();
    }

    public void setStateName(String name) {
        state = named(AlertState.values(), name);
    }

    public String getOpenName() {
        return openOnly ? "true" : null;
    }

    public void setOpenName(String name) {
        openOnly = "true".equals(name);
    }

    public String getMineName() {
        return mine ? "true" : null;
    }

    public void setMineName(String name) {
        mine = "true".equals(name);
    }

    public String getFromDay() {
        return from == null ? null : from.toString();
    }

    public void setFromDay(String day) {
        from = day(day);
    }

    public String getToDay() {
        return to == null ? null : to.toString();
    }

    public void setToDay(String day) {
        to = day(day);
    }

    private static <E extends Enum<E>> E named(E[] values, String name) {
        return Stream.of(values)
                .filter(value -> value.name().equals(name))
                .findAny()
                .orElse(null);
    }

    private static LocalDate day(String text) {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeException unreadable) {
            return null;
        }
    }
}
