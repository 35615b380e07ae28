package energy.ems.metering;

import energy.ems.metering.profile.Direction;
import energy.ems.metering.profile.OverLimit;
import energy.ems.metering.profile.RunningHour;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * A device among many: how it is doing now, and whether its week is as usual.
 *
 * @param place where it stands; null for nowhere
 * @param runningKwh what the hour that runs has used so far; null when nothing is known
 * @param runningSince when that hour began
 * @param week null when too little is known
 */
public record PortfolioDevice(
        MeterSummary meter, String place, BigDecimal runningKwh, Instant runningSince, WeekAgainstUsual week) {

    /** Whether the hour that runs is over its limit. */
    public boolean isOver() {
        return OverLimit.isOver(runningKwh, limitKwh());
    }

    /** No limit watches over what is produced. */
    private BigDecimal limitKwh() {
        return meter.direction() == Direction.PRODUCTION ? null : meter.limitKwh();
    }

    /** Whether it is not yet, but will be if it goes on so. */
    public boolean isHeadingOver() {
        return !isOver()
                && RunningHour.saysEnough(runningSince, meter.measuredUntil())
                && OverLimit.isOver(
                        RunningHour.projection(runningKwh, runningSince, meter.measuredUntil()), limitKwh());
    }

    public boolean isSilent() {
        return meter.silentSince() != null;
    }

    public boolean isOdd() {
        return week != null && week.isOdd();
    }
}
