package energy.ems.web.portal.desk;

import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.NotFoundException;
import energy.ems.boundary.PageRequest;
import energy.ems.metering.FindingRulings;
import energy.ems.metering.MeterFinding;
import energy.ems.metering.ReadingRuling;
import energy.ems.metering.profile.Finding;
import energy.ems.metering.profile.Ruling;
import energy.ems.web.portal.frame.Dialogs;
import energy.ems.web.portal.frame.Listing;
import energy.ems.web.portal.frame.Pages;
import energy.ems.web.portal.frame.Problems;
import energy.ems.web.portal.frame.Question;
import energy.ems.web.portal.frame.Texts;
import energy.ems.web.portal.frame.Viewer;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.primefaces.PrimeFaces;
import org.primefaces.model.LazyDataModel;

/**
 * What the calculation noticed about readings, and what people have ruled of it: the latest first, of one device or of one kind. What is shown stands in the
 * page's address, so that reloading, going back and a link lead to the same findings.
 */
@Named
@ViewScoped
public class FindingList implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private FindingRulings desk;

    @Inject
    private Viewer viewer;

    @Inject
    private Question question;

    private String device;
    private Finding.Kind kind;
    private transient LazyDataModel<MeterFinding> rows;
    private transient LazyDataModel<ReadingRuling> rulings;
    private transient Boolean ruled;

    private transient MeterFinding overruled;
    private Ruling ruling;
    private String reason;

    public LazyDataModel<MeterFinding> getRows() {
        if (rows == null) {
            rows = new Listing<>(
                    page -> desk.findings(device, kind, page),
                    finding -> finding.deviceId() + " " + finding.until().toEpochMilli() + " " + finding.kind());
        }
        return rows;
    }

    public LazyDataModel<ReadingRuling> getRulings() {
        if (rulings == null) {
            rulings = new Listing<>(
                    page -> desk.rulings(device, page),
                    each -> each.deviceId() + " " + each.timestamp().toEpochMilli());
        }
        return rulings;
    }

    /** Whether people have ruled anything of what is shown. */
    public boolean isRuled() {
        if (ruled == null) {
            ruled = desk.rulings(device, PageRequest.first(1)).total() > 0;
        }
        return ruled;
    }

    /** Asks what really happened. */
    public void askToOverrule(MeterFinding finding) {
        overruled = finding;
        ruling = null;
        reason = null;
        PrimeFaces.current().ajax().update("overruleDialog");
        Dialogs.show("overrule");
    }

    public void overrule() {
        if (overruled == null) {
            Texts.warn("question.forgotten");
            return;
        }
        try {
            desk.overrule(overruled.deviceId(), overruled.kind(), overruled.until(), ruling, reason);
            Texts.inform("findings.overruled");
        } catch (InvalidInputException invalid) {
            Problems.show("overruleForm", invalid);
            return;
        } catch (NotFoundException gone) {
            Texts.refuse("findings.gone");
        }
        Dialogs.hide("overrule");
        changed();
    }

    public void askToWithdraw(ReadingRuling withdrawn) {
        Texts texts = Texts.ofView();
        question.ask(
                texts.get("findings.withdraw.ask"),
                texts.get("findings.withdraw.effect"),
                texts.get("findings.withdraw"),
                () -> withdraw(withdrawn));
    }

    private void withdraw(ReadingRuling withdrawn) {
        try {
            desk.withdrawRuling(withdrawn.deviceId(), withdrawn.timestamp());
        } catch (NotFoundException gone) {
            // Somebody else was faster: it is withdrawn.
        }
        Texts.inform("findings.withdrawn");
        changed();
    }

    private void changed() {
        ruled = null;
    }

    /** What a ruling says of the finding that is asked about: of a reading out of its place there is no step to be real. */
    public String label(Ruling each) {
        Texts texts = Texts.ofView();
        boolean isOfPlace = overruled != null && overruled.kind() == Finding.Kind.CLOCK && each == Ruling.REAL;
        String key = isOfPlace ? "ruling.CLOCK.REAL" : "ruling." + each;
        return texts.get(key) + ": " + texts.get(key + ".hint");
    }

    public MeterFinding getOverruled() {
        return overruled;
    }

    public Ruling getRuling() {
        return ruling;
    }

    public void setRuling(Ruling ruling) {
        this.ruling = ruling;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }

    /** Shows what the filters say now, at an address of its own. */
    public void show() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("device", device);
        parameters.put("kind", getKindName());
        Pages.go("/findings.xhtml", parameters);
    }

    /** In the viewer's zone: the day in whose chart the finding stands. */
    public LocalDate day(MeterFinding finding) {
        return finding.until().atZone(viewer.getZone()).toLocalDate();
    }

    /** Whether it is about more than one moment. */
    public boolean isSpan(MeterFinding finding) {
        return finding.from().isBefore(finding.until());
    }

    public boolean isNarrowed() {
        return device != null || kind != null;
    }

    public Finding.Kind[] getKinds() {
        return Finding.Kind.values();
    }

    public String getDevice() {
        return device;
    }

    public void setDevice(String device) {
        this.device = device == null || device.isBlank() ? null : device.strip();
    }

    public Finding.Kind getKind() {
        return kind;
    }

    public void setKind(Finding.Kind kind) {
        this.kind = kind;
    }

    // As it stands in the address, which anybody may have written: what cannot be understood filters nothing.

    public String getKindName() {
        return kind == null ? null : kind.name();
    }

    public void setKindName(String name) {
        kind = Stream.of(Finding.Kind.values())
                .filter(value -> value.name().equals(name))
                .findAny()
                .orElse(null);
    }
}
