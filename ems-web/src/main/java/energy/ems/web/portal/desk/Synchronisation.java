package energy.ems.web.portal.desk;

import energy.ems.device.Reconciliation;
import energy.ems.device.ReconciliationReport;
import energy.ems.device.ReconciliationReport.Drift;
import energy.ems.web.portal.frame.Texts;
import energy.ems.web.portal.frame.WaitingWork;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.primefaces.PrimeFaces;

/** How far device management and monitoring agree, and the button that makes them agree again. */
@Named
@ViewScoped
public class Synchronisation implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private Reconciliation reconciliation;

    @Inject
    private WaitingWork waitingWork;

    private transient ReconciliationReport report;
    private transient List<Drift> selection;

    public ReconciliationReport getReport() {
        if (report == null) {
            report = reconciliation.latest().orElse(null);
        }
        return report;
    }

    public void compare() {
        report = reconciliation.compare();
        selection = null;
        waitingWork.recount();
        PrimeFaces.current().ajax().update("pages");
        if (report.inAgreement()) {
            Texts.inform("sync.compare.agreed", report.management().devices());
        } else {
            Texts.warn("sync.compare.drifted", report.driftCount());
        }
    }

    public void resendSelection() {
        if (selection == null || selection.isEmpty()) {
            Texts.warn("sync.none.selected");
            return;
        }
        resent(reconciliation.resend(selection.stream().map(Drift::deviceId).toList()));
    }

    public void resendAll() {
        resent(reconciliation.resendDrifted());
    }

    private void resent(int number) {
        selection = null;
        Texts.inform("sync.resent", number);
    }

    public boolean isAgreed() {
        return getReport() != null && report.inAgreement();
    }

    public List<Drift> getSelection() {
        return selection;
    }

    public void setSelection(List<Drift> selection) {
        this.selection = selection;
    }
}
