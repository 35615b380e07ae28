package energy.ems.web.portal.desk;

import energy.ems.metering.OperatorDesk;
import energy.ems.metering.profile.Plausibility;
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
import org.primefaces.PrimeFaces;
import org.primefaces.model.LazyDataModel;

/** Readings that are not believed: to be released or discarded by a person. */
@Named
@ViewScoped
public class QuarantineDesk implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private OperatorDesk desk;

    @Inject
    private Question question;

    @Inject
    private WaitingWork waitingWork;

    private transient LazyDataModel<QuarantinedReading> rows;
    private transient List<QuarantinedReading> selection;

    public LazyDataModel<QuarantinedReading> getRows() {
        if (rows == null) {
            rows = new Listing<>(desk::quarantine, reading -> Long.toString(reading.id()));
        }
        return rows;
    }

    public void askToRelease() {
        if (someSelected()) {
            Texts texts = Texts.ofView();
            boolean future =
                    selection.stream().anyMatch(reading -> reading.reason() == Plausibility.Reason.FROM_THE_FUTURE);
            question.ask(
                    texts.get("quarantine.release.ask", selection.size()),
                    texts.get(future ? "quarantine.release.future" : "quarantine.release.effect"),
                    texts.get("quarantine.release"),
                    this::release);
        }
    }

    private void release() {
        Texts.inform("quarantine.released", desk.release(ids()));
        done();
    }

    public void askToDiscard() {
        if (someSelected()) {
            Texts texts = Texts.ofView();
            question.ask(
                    texts.get("quarantine.discard.ask", selection.size()),
                    texts.get("quarantine.discard.effect"),
                    texts.get("quarantine.discard"),
                    this::discard);
        }
    }

    private void discard() {
        Texts.inform("quarantine.discarded", desk.discard(ids()));
        done();
    }

    private void done() {
        selection = null;
        waitingWork.recount();
        PrimeFaces.current().ajax().update("pages");
    }

    private boolean someSelected() {
        boolean some = selection != null && !selection.isEmpty();
        if (!some) {
            Texts.warn("desk.none.selected");
        }
        return some;
    }

    private List<Long> ids() {
        return selection.stream().map(QuarantinedReading::id).toList();
    }

    public List<QuarantinedReading> getSelection() {
        return selection;
    }

    public void setSelection(List<QuarantinedReading> selection) {
        this.selection = selection;
    }
}
