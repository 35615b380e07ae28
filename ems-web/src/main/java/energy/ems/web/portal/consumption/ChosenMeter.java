package energy.ems.web.portal.consumption;

import energy.ems.boundary.NotFoundException;
import energy.ems.metering.Consumption;
import energy.ems.metering.ConsumptionReport;
import energy.ems.metering.ConsumptionReport.Question;
import energy.ems.metering.MeterSummary;
import energy.ems.web.portal.frame.MeterChooser;
import energy.ems.web.portal.frame.Viewer;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/**
 * What a page shows of a device: of the one that its address names, else of the one looked at last, else of the first
 * that speaks.
 */
@RequestScoped
public class ChosenMeter {

    @Inject
    private Consumption metering;

    @Inject
    private Viewer viewer;

    @Inject
    private MeterChooser chooser;

    /** @return empty when the address names a device that the viewer may not see, or when there is none at all */
    public Optional<List<ConsumptionReport>> reports(String deviceId, List<Question> questions) {
        Optional<List<ConsumptionReport>> found = deviceId == null ? usual(questions) : visible(deviceId, questions);
        found.map(reports -> reports.get(0).meter()).ifPresent(this::remember);
        return found;
    }

    /** For pages that show another device rather than none. */
    public Optional<List<ConsumptionReport>> reportsOfAny(String deviceId, List<Question> questions) {
        return reports(deviceId, questions).or(() -> reports(null, questions));
    }

    private Optional<List<ConsumptionReport>> usual(List<Question> questions) {
        return Optional.ofNullable(viewer.getLastDevice())
                .flatMap(last -> visible(last, questions))
                .or(() -> metering.first().flatMap(first -> visible(first.deviceId(), questions)));
    }

    private Optional<List<ConsumptionReport>> visible(String deviceId, List<Question> questions) {
        try {
            return Optional.of(metering.reports(deviceId, viewer.getZone(), questions));
        } catch (NotFoundException unknown) {
            return Optional.empty();
        }
    }

    private void remember(MeterSummary meter) {
        viewer.setLastDevice(meter.deviceId());
        chooser.know(meter.deviceId(), meter.name());
    }
}
