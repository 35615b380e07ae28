package energy.ems.web.portal.devices;

import energy.ems.boundary.ConflictException;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.NotFoundException;
import energy.ems.device.DeviceChangeView;
import energy.ems.device.DeviceQuery;
import energy.ems.device.DeviceView;
import energy.ems.device.Devices;
import energy.ems.deviceevents.SettingsDates;
import energy.ems.web.portal.frame.Dialogs;
import energy.ems.web.portal.frame.DurationConverter;
import energy.ems.web.portal.frame.Figures;
import energy.ems.web.portal.frame.ListState;
import energy.ems.web.portal.frame.Listing;
import energy.ems.web.portal.frame.Problems;
import energy.ems.web.portal.frame.Question;
import energy.ems.web.portal.frame.Texts;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.primefaces.model.LazyDataModel;

/** The page of devices: search, history, and what is done to one or many of them. */
@Named
@ViewScoped
public class DeviceTable implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private Devices devices;

    @Inject
    private Question question;

    @Inject
    private Figures figures;

    private String text;
    private boolean withoutOwner;
    private String place;
    private final ListState list = new ListState();
    private String newOwner;
    private transient LazyDataModel<DeviceView> rows;
    private transient List<DeviceView> selection;
    private transient DeviceView shown;
    private transient List<DeviceChangeView> history;

    public LazyDataModel<DeviceView> getRows() {
        if (rows == null) {
            rows = new Listing<>(
                    page -> devices.find(new DeviceQuery(blankToNull(text), null, withoutOwner, place, page)),
                    DeviceView::id,
                    list,
                    this::filters);
        }
        return rows;
    }

    private Map<String, String> filters() {
        Map<String, String> filters = new LinkedHashMap<>();
        filters.put("q", getAskedText());
        filters.put("withoutOwner", getAskedWithoutOwner());
        filters.put("place", getAskedPlace());
        return filters;
    }

    private static String blankToNull(String typed) {
        return typed == null || typed.isBlank() ? null : typed.strip();
    }

    public boolean isManagedHere() {
        return devices.managedHere();
    }

    public boolean isNarrowed() {
        return blankToNull(text) != null || withoutOwner || blankToNull(place) != null;
    }

    /** After a new search the selection would hold devices that nobody sees. */
    public void search() {
        selection = null;
        list.restart("list:table");
    }

    public void showHistory(DeviceView device) {
        shown = device;
        history = devices.history(device.id());
        Dialogs.show("history");
    }

    public void askToDelete(DeviceView device) {
        Texts texts = Texts.ofView();
        question.ask(
                texts.get("devices.delete.ask", device.name()),
                texts.get("devices.delete.effect"),
                texts.get("action.delete"),
                () -> delete(device));
    }

    private void delete(DeviceView device) {
        devices.delete(device.id(), device.version());
        selection = null;
        Texts.inform("devices.deleted", device.name());
    }

    public void askToDeleteSelection() {
        if (isSelectionEmpty()) {
            return;
        }
        Texts texts = Texts.ofView();
        question.ask(
                texts.get("devices.delete.many.ask", selection.size()),
                texts.get("devices.delete.effect"),
                texts.get("action.delete"),
                () -> forEachSelected(device -> devices.delete(device.id(), device.version()), "devices.deleted.many"));
    }

    /** Takes the selection over: the dialog is a form of its own, which does not send the boxes of the list. */
    public void beginAssignment() {
        if (!isSelectionEmpty()) {
            newOwner = null;
            Dialogs.show("assign");
        }
    }

    /** How many devices, for the heading of the dialog. */
    public String getAssignmentOf() {
        return Texts.ofView().get("devices.assign.many", selection == null ? 0 : selection.size());
    }

    public void assignSelection() {
        forEachSelected(
                device ->
                        devices.update(device.id(), device.device().withOwner(blankToNull(newOwner)), device.version()),
                "devices.assigned.many");
        if (selection == null) {
            newOwner = null;
            Dialogs.hide("assign");
        }
    }

    /** One transaction a device: what cannot be done to one of them does not stop the others. */
    private void forEachSelected(Consumer<DeviceView> act, String told) {
        if (isSelectionEmpty()) {
            return;
        }
        int done = 0;
        int failed = 0;
        for (DeviceView device : selection) {
            try {
                act.accept(device);
                done++;
            } catch (InvalidInputException invalid) {
                Texts.refuse("devices.failed", device.name(), Problems.sentence(Texts.ofView(), invalid));
                return;
            } catch (ConflictException | NotFoundException changedMeanwhile) {
                failed++;
            }
        }
        selection = null;
        Texts.inform(told, done);
        if (failed > 0) {
            Texts.warn("devices.changed.meanwhile", failed);
        }
    }

    private boolean isSelectionEmpty() {
        boolean empty = selection == null || selection.isEmpty();
        if (empty) {
            Texts.warn("devices.none.selected");
        }
        return empty;
    }

    /** What the history keeps as programs write it, as people read it. */
    public String words(String field, String kept) {
        if (kept == null || kept.isEmpty()) {
            return "–";
        }
        return switch (field) {
            case "reading_mode" -> Texts.ofView().get("readingMode." + kept);
            case "interval_stamp" -> Texts.ofView().get("intervalStamp." + kept);
            case "main_meter" -> Texts.ofView().get("answer.yes");
            case "direction" -> Texts.ofView().get("direction." + kept);
            case "after_reset" -> Texts.ofView().get("afterReset." + kept);
            case "expected_interval" -> DurationConverter.words(Duration.parse(kept));
            case "settings_valid_from" -> since(kept);
            case "max_hourly_kwh", "register_capacity", "factor", "max_power_kw" -> figures.exact(new BigDecimal(kept));
            default -> kept;
        };
    }

    private String since(String kept) {
        return kept.equals(SettingsDates.ALWAYS_WORD)
                ? Texts.ofView().get("settings.always")
                : figures.second(Instant.parse(kept));
    }

    public ListState getList() {
        return list;
    }

    /** The search as the address has it. */
    public String getAskedText() {
        return blankToNull(text);
    }

    public void setAskedText(String asked) {
        if (ListState.isFirstRequest()) {
            text = asked;
        }
    }

    /** The filter as the address has it. */
    public String getAskedWithoutOwner() {
        return withoutOwner ? "true" : null;
    }

    public void setAskedWithoutOwner(String asked) {
        if (ListState.isFirstRequest()) {
            withoutOwner = Boolean.parseBoolean(asked);
        }
    }

    /** The place, and everything below it, as the address has it. */
    public String getAskedPlace() {
        return blankToNull(place);
    }

    public void setAskedPlace(String asked) {
        if (ListState.isFirstRequest()) {
            place = asked;
        }
    }

    public String getPlace() {
        return place;
    }

    public void setPlace(String place) {
        this.place = place;
    }

    public DeviceView getShown() {
        return shown;
    }

    public List<DeviceChangeView> getHistory() {
        return history;
    }

    public List<DeviceView> getSelection() {
        return selection;
    }

    public void setSelection(List<DeviceView> selection) {
        this.selection = selection;
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }

    public boolean isWithoutOwner() {
        return withoutOwner;
    }

    public void setWithoutOwner(boolean withoutOwner) {
        this.withoutOwner = withoutOwner;
    }

    public String getNewOwner() {
        return newOwner;
    }

    public void setNewOwner(String newOwner) {
        this.newOwner = newOwner;
    }
}
