package energy.ems.web.portal.desk;

import energy.ems.boundary.ConflictException;
import energy.ems.boundary.InvalidInputException;
import energy.ems.device.DeviceDraft;
import energy.ems.device.Devices;
import energy.ems.metering.OperatorDesk;
import energy.ems.metering.meter.UnassignedMeter;
import energy.ems.web.portal.frame.Listing;
import energy.ems.web.portal.frame.Problems;
import energy.ems.web.portal.frame.Texts;
import energy.ems.web.portal.frame.WaitingWork;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import org.primefaces.model.LazyDataModel;

/** Meters that send although nobody has registered them: one click makes a device of them. */
@Named
@ViewScoped
public class UnassignedDesk implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private OperatorDesk desk;

    @Inject
    private Devices devices;

    @Inject
    private WaitingWork waitingWork;

    private transient LazyDataModel<UnassignedMeter> rows;

    public LazyDataModel<UnassignedMeter> getRows() {
        if (rows == null) {
            rows = new Listing<>(desk::unassigned, UnassignedMeter::deviceId);
        }
        return rows;
    }

    /** With its id for a name, nobody for an owner and all else as usual; to be edited at leisure. */
    public void register(UnassignedMeter meter) {
        try {
            devices.create(DeviceDraft.named(meter.deviceId(), meter.deviceId()));
            Texts.inform("unassigned.registered", meter.deviceId());
            waitingWork.recount();
        } catch (InvalidInputException invalid) {
            Texts.refuse("unassigned.failed", meter.deviceId(), Problems.sentence(Texts.ofView(), invalid));
        } catch (ConflictException conflict) {
            Texts.refuse(conflict.messageKey());
        }
    }

    public boolean isManagedHere() {
        return devices.managedHere();
    }
}
