package energy.ems.web.portal.devices;

import energy.ems.boundary.InvalidInputException;
import energy.ems.device.DeviceView;
import energy.ems.tariff.TariffAssignment;
import energy.ems.tariff.TariffAssignments;
import energy.ems.tariff.TariffView;
import energy.ems.tariff.Tariffs;
import energy.ems.web.portal.frame.Dialogs;
import energy.ems.web.portal.frame.Problems;
import energy.ems.web.portal.frame.Texts;
import energy.ems.web.portal.frame.Viewer;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;

/** Which tariff a device has since when, in a dialog. */
@Named
@ViewScoped
public class DeviceTariffs implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private TariffAssignments assignments;

    @Inject
    private Tariffs tariffs;

    @Inject
    private Viewer viewer;

    @Inject
    private Clock clock;

    private String deviceId;
    private String deviceName;
    private String tariff;
    private LocalDate validFrom;

    public void show(DeviceView device) {
        deviceId = device.id();
        deviceName = device.name();
        tariff = tariffs.all().stream()
                .findFirst()
                .map(first -> Long.toString(first.id()))
                .orElse("");
        validFrom = LocalDate.now(clock.withZone(viewer.getZone())).withDayOfMonth(1);
        Dialogs.show("deviceTariffs");
    }

    public void assign() {
        try {
            if (validFrom == null) {
                throw new InvalidInputException("tariff_valid_from", InvalidInputException.Rule.REQUIRED);
            }
            assignments.assign(deviceId, validFrom, tariff == null || tariff.isBlank() ? null : Long.valueOf(tariff));
            Texts.inform("tariffs.assigned", deviceName);
        } catch (InvalidInputException invalid) {
            Problems.show("tariffForm", invalid);
        }
    }

    public void withdraw(TariffAssignment assignment) {
        assignments.withdraw(deviceId, assignment.validFrom());
    }

    public List<TariffAssignment> getAssignments() {
        return deviceId == null ? List.of() : assignments.of(deviceId);
    }

    public List<TariffView> getChoices() {
        return deviceId == null ? List.of() : tariffs.all();
    }

    public String getDeviceName() {
        return deviceName;
    }

    public String getTariff() {
        return tariff;
    }

    public void setTariff(String tariff) {
        this.tariff = tariff;
    }

    public LocalDate getValidFrom() {
        return validFrom;
    }

    public void setValidFrom(LocalDate validFrom) {
        this.validFrom = validFrom;
    }
}
