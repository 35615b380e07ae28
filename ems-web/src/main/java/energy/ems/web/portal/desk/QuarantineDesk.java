package energy.ems.web.portal.desk;

import energy.ems.metering.QuarantineDecisions;
import energy.ems.metering.profile.Plausibility.Reason;
import energy.ems.metering.readings.QuarantineGroup;
import energy.ems.metering.readings.QuarantinedReading;
import energy.ems.web.portal.frame.Listing;
import energy.ems.web.portal.frame.Question;
import energy.ems.web.portal.frame.Texts;
import energy.ems.web.portal.frame.WaitingWork;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.primefaces.PrimeFaces;
import org.primefaces.model.LazyDataModel;

/**
 * Readings that are not believed, to be released or discarded by a person: by device and reason, and of one of these
 * groups, named in the page's address, reading by reading beside what is stored next to it.
 */
@Named
@ViewScoped
public class QuarantineDesk implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private QuarantineDecisions desk;

    @Inject
    private Question question;

    @Inject
    private WaitingWork waitingWork;

    private String device;
    private Reason reason;
    private transient LazyDataModel<QuarantineGroup> groups;
    private transient LazyDataModel<QuarantinedReading> rows;
    private transient List<QuarantineGroup> selectedGroups;
    private transient List<QuarantinedReading> selection;

    public LazyDataModel<QuarantineGroup> getGroups() {
        if (groups == null) {
            groups = new Listing<>(
                    page -> desk.quarantineGroups(null, page), group -> group.deviceId() + " " + group.reason());
        }
        return groups;
    }

    public LazyDataModel<QuarantinedReading> getRows() {
        if (rows == null) {
            rows = new Listing<>(page -> desk.quarantine(device, reason, page), reading -> Long.toString(reading.id()));
        }
        return rows;
    }

    public NeighbourChart chart(QuarantinedReading reading) {
        return new NeighbourChart(reading);
    }

    /** Whether it is the readings of a group that are shown. */
    public boolean isOpened() {
        return device != null && reason != null;
    }

    public void askToRelease() {
        if (someSelected()) {
            Texts texts = Texts.ofView();
            boolean future = isOpened()
                    ? reason == Reason.FROM_THE_FUTURE
                    : selectedGroups.stream().anyMatch(group -> group.reason() == Reason.FROM_THE_FUTURE);
            question.ask(
                    texts.get("quarantine.release.ask", selected()),
                    texts.get(future ? "quarantine.release.future" : "quarantine.release.effect"),
                    texts.get("quarantine.release"),
                    () -> decide("quarantine.released", desk::release, desk::releaseGroup));
        }
    }

    public void askToDiscard() {
        if (someSelected()) {
            Texts texts = Texts.ofView();
            question.ask(
                    texts.get("quarantine.discard.ask", selected()),
                    texts.get("quarantine.discard.effect"),
                    texts.get("quarantine.discard"),
                    () -> decide("quarantine.discarded", desk::discard, desk::discardGroup));
        }
    }

    private interface OfGroup {
        int decide(String device, Reason reason);
    }

    private void decide(String done, ToIntFunction<List<Long>> ofReadings, OfGroup ofGroup) {
        int decided = isOpened()
                ? ofReadings.applyAsInt(
                        selection.stream().map(QuarantinedReading::id).toList())
                : selectedGroups.stream()
                        .mapToInt(group -> all(() -> ofGroup.decide(group.deviceId(), group.reason())))
                        .sum();
        Texts.inform(done, decided);
        selection = null;
        selectedGroups = null;
        waitingWork.recount();
        PrimeFaces.current().ajax().update("pages");
    }

    /** Of a large group a part is decided about at a time. */
    private static int all(IntSupplier part) {
        int all = 0;
        for (int decided = part.getAsInt(); decided > 0; decided = part.getAsInt()) {
            all += decided;
        }
        return all;
    }

    private long selected() {
        return isOpened()
                ? selection.size()
                : selectedGroups.stream().mapToLong(QuarantineGroup::readings).sum();
    }

    private boolean someSelected() {
        List<?> ticked = isOpened() ? selection : selectedGroups;
        boolean some = ticked != null && !ticked.isEmpty();
        if (!some) {
            Texts.warn("desk.none.selected");
        }
        return some;
    }

    public List<QuarantineGroup> getSelectedGroups() {
        return selectedGroups;
    }

    public void setSelectedGroups(List<QuarantineGroup> selectedGroups) {
        this.selectedGroups = selectedGroups;
    }

    public List<QuarantinedReading> getSelection() {
        return selection;
    }

    public void setSelection(List<QuarantinedReading> selection) {
        this.selection = selection;
    }

    public String getDevice() {
        return device;
    }

    public void setDevice(String device) {
        this.device = device == null || device.isBlank() ? null : device.strip();
    }

    // As it stands in the address, which anybody may have written: what cannot be understood opens nothing.

    public String getReasonName() {
        return reason == null ? null : reason.name();
    }

    public void setReasonName(String name) {
        reason = Stream.of(Reason.values())
                .filter(value -> value.name().equals(name))
                .findAny()
                .orElse(null);
    }
}
