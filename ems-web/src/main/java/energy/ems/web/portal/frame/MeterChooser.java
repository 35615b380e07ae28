package energy.ems.web.portal.frame;

import energy.ems.boundary.NotFoundException;
import energy.ems.metering.Consumption;
import energy.ems.metering.MeterChoice;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a device chooser offers while somebody types, the same on every page that has one. However many devices there
 * are, only those that are shown leave the database.
 */
@Named
@RequestScoped
public class MeterChooser {

    private static final int MOST_SHOWN = 50;

    @Inject
    private Consumption metering;

    private final Map<String, String> names = new HashMap<>();

    /** The ids of the devices whose name or id holds what was typed; one more than is shown says that there are more. */
    public List<String> suggest(String typed) {
        List<MeterChoice> choices = metering.choices(typed, MOST_SHOWN + 1);
        choices.forEach(choice -> names.put(choice.deviceId(), choice.name()));
        return choices.stream().map(MeterChoice::deviceId).toList();
    }

    public int getMostShown() {
        return MOST_SHOWN;
    }

    /** Saves asking for the name of a device that is at hand. */
    public void know(String deviceId, String name) {
        names.put(deviceId, name);
    }

    /** The device's name; the id itself for none that the viewer may see. */
    public String nameOf(String deviceId) {
        return deviceId == null || deviceId.isEmpty() ? "" : names.computeIfAbsent(deviceId, this::lookedUp);
    }

    private String lookedUp(String deviceId) {
        try {
            return metering.meter(deviceId).name();
        } catch (NotFoundException unknown) {
            return deviceId;
        }
    }
}
