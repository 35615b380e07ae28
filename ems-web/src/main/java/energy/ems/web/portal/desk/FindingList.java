package energy.ems.web.portal.desk;

import energy.ems.metering.MeterFinding;
import energy.ems.metering.OperatorDesk;
import energy.ems.metering.profile.Finding;
import energy.ems.web.portal.frame.Listing;
import energy.ems.web.portal.frame.Pages;
import energy.ems.web.portal.frame.Viewer;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.primefaces.model.LazyDataModel;

/**
 * What the calculation noticed about readings: the latest first, of one device or of one kind. What is shown stands in the
 * page's address, so that reloading, going back and a link lead to the same findings.
 */
@Named
@ViewScoped
public class FindingList implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private OperatorDesk desk;

    @Inject
    private Viewer viewer;

    private String device;
    private Finding.Kind kind;
    private transient LazyDataModel<MeterFinding> rows;

    public LazyDataModel<MeterFinding> getRows() {
        if (rows == null) {
            rows = new Listing<>(
                    page -> desk.findings(device, kind, page),
                    finding -> finding.deviceId() + " " + finding.until().toEpochMilli() + " " + finding.kind());
        }
        return rows;
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
