package energy.ems.web.portal.desk;

import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.NotFoundException;
import energy.ems.metering.OperatorDesk;
import energy.ems.metering.recomputation.RecomputationView;
import energy.ems.web.portal.frame.Problems;
import energy.ems.web.portal.frame.Texts;
import energy.ems.web.portal.frame.Viewer;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Readings entered by hand, and hours computed anew. */
@Named
@ViewScoped
public class ReadingDesk implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private OperatorDesk desk;

    @Inject
    private Viewer viewer;

    private String deviceId;
    private LocalDateTime takenAt;
    private BigDecimal value;
    private Duration interval;
    private String reason;

    private String recomputedDevice;
    private LocalDate from;
    private LocalDate to;
    private transient List<RecomputationView> recomputations;

    public void enter() {
        try {
            desk.enterReading(
                    deviceId,
                    takenAt.atZone(viewer.getZone()).toInstant(),
                    value,
                    interval == null ? null : interval.toString(),
                    reason);
            Texts.inform("readings.entered");
            value = null;
            interval = null;
            reason = null;
        } catch (InvalidInputException invalid) {
            Problems.show("reading", invalid);
        } catch (NotFoundException unknown) {
            Texts.refuse("problem.notFound");
        }
    }

    public void recompute() {
        if (from != null && to != null && to.isBefore(from)) {
            Texts.add(
                    "recompute:to", FacesMessage.SEVERITY_ERROR, Texts.ofView().get("recompute.order"));
            return;
        }
        try {
            desk.recompute(recomputedDevice, startOf(from), startOf(to == null ? null : to.plusDays(1)));
            recomputations = null;
        } catch (InvalidInputException invalid) {
            Problems.show("recompute", invalid);
        } catch (NotFoundException unknown) {
            Texts.refuse("problem.notFound");
        }
    }

    private Instant startOf(LocalDate day) {
        return day == null ? null : day.atStartOfDay(viewer.getZone()).toInstant();
    }

    public List<RecomputationView> getRecomputations() {
        if (recomputations == null) {
            recomputations = desk.recomputations();
        }
        return recomputations;
    }

    public void reload() {
        recomputations = null;
    }

    /** Whether there is progress to watch. */
    public boolean isWorking() {
        return getRecomputations().stream()
                .anyMatch(each -> each.state() == RecomputationView.State.WAITING
                        || each.state() == RecomputationView.State.RUNNING);
    }

    public LocalDateTime getNow() {
        return LocalDateTime.now(viewer.getZone())
                .truncatedTo(ChronoUnit.MINUTES)
                .plusMinutes(1);
    }

    public String getDeviceId() {
        return deviceId;
    }

    public void setDeviceId(String deviceId) {
        this.deviceId = deviceId;
    }

    public LocalDateTime getTakenAt() {
        return takenAt;
    }

    public void setTakenAt(LocalDateTime takenAt) {
        this.takenAt = takenAt;
    }

    public BigDecimal getValue() {
        return value;
    }

    public void setValue(BigDecimal value) {
        this.value = value;
    }

    public Duration getInterval() {
        return interval;
    }

    public void setInterval(Duration interval) {
        this.interval = interval;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }

    public String getRecomputedDevice() {
        return recomputedDevice;
    }

    public void setRecomputedDevice(String recomputedDevice) {
        this.recomputedDevice = recomputedDevice;
    }

    public LocalDate getFrom() {
        return from;
    }

    public void setFrom(LocalDate from) {
        this.from = from;
    }

    public LocalDate getTo() {
        return to;
    }

    public void setTo(LocalDate to) {
        this.to = to;
    }
}
