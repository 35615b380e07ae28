package energy.ems.web.portal.desk;

import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.NotFoundException;
import energy.ems.device.DeviceView;
import energy.ems.device.Devices;
import energy.ems.metering.QuarantineDecisions;
import energy.ems.metering.profile.Plausibility.Reason;
import energy.ems.metering.readings.QuarantineGroup;
import energy.ems.web.portal.frame.DecimalConverter;
import energy.ems.web.portal.frame.Dialogs;
import energy.ems.web.portal.frame.Problems;
import energy.ems.web.portal.frame.Texts;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import org.primefaces.PrimeFaces;

/**
 * Raises what a device is believed to reach, since the first reading that waits because it was more; whatever the new
 * maximum lets pass leaves quarantine by itself.
 */
@Named
@ViewScoped
public class MaximumPower implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Nobody's maximum is 95,777.1 kW. */
    private static final MathContext ROUND = new MathContext(2, RoundingMode.CEILING);

    @Inject
    private QuarantineDecisions desk;

    @Inject
    private Devices devices;

    private String deviceId;
    private String deviceName;
    private Instant since;
    private String maxPowerKw;

    public boolean canBeRaised(QuarantineGroup group) {
        return group.reason() == Reason.ABOVE_MAXIMUM && group.deviceName() != null && devices.managedHere();
    }

    public void askToRaise(QuarantineGroup group) {
        try {
            QuarantineDecisions.PowerNeeded needed = desk.powerNeeded(group.deviceId());
            deviceId = group.deviceId();
            deviceName = group.deviceName();
            since = needed.since();
            maxPowerKw = DecimalConverter.text(new BigDecimal(
                    needed.kilowatts().round(ROUND).stripTrailingZeros().toPlainString()));
            PrimeFaces.current().ajax().update("raiseDialog");
            Dialogs.show("raise");
        } catch (NotFoundException decided) {
            Texts.refuse("problem.notFound");
        }
    }

    public void raise() {
        try {
            DeviceView device = devices.get(deviceId);
            Instant presentSince = device.settingsDates().validFrom();
            BigDecimal kilowatts = DecimalConverter.parse("max_power_kw", maxPowerKw);
            devices.update(
                    deviceId,
                    device.device()
                            .withSettings(device.settings().withMaxPowerKw(kilowatts))
                            // What was read otherwise before stays as it was.
                            .withSettingsValidFrom(since.isBefore(presentSince) ? presentSince : since),
                    device.version());
            Texts.inform("quarantine.raised");
            Dialogs.hide("raise");
        } catch (InvalidInputException invalid) {
            Problems.show("raiseForm", invalid);
        }
    }

    public String getDeviceName() {
        return deviceName;
    }

    public Instant getSince() {
        return since;
    }

    public String getMaxPowerKw() {
        return maxPowerKw;
    }

    public void setMaxPowerKw(String maxPowerKw) {
        this.maxPowerKw = maxPowerKw;
    }
}
