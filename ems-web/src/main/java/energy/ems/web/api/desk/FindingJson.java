package energy.ems.web.api.desk;

import energy.ems.metering.MeterFinding;
import energy.ems.metering.profile.Finding;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * What the calculation noticed about a device's readings.
 *
 * @param value in kWh: what the first of the readings showed; of a gap, what was shared out over it
 * @param detail what was made of it, in words
 */
public record FindingJson(
        String deviceId,
        String deviceName,
        Finding.Kind kind,
        Instant from,
        Instant until,
        BigDecimal value,
        String detail) {

    static FindingJson of(MeterFinding finding) {
        return new FindingJson(
                finding.deviceId(),
                finding.deviceName(),
                finding.kind(),
                finding.from(),
                finding.until(),
                finding.kwh(),
                detail(finding.kind()));
    }

    private static String detail(Finding.Kind kind) {
        return switch (kind) {
            case GLITCH -> "left out, the register came back";
            case NOISE -> "the last digit swung back, counted as no consumption";
            case RESET -> "the register began near zero, a new stretch that owes nothing to the old";
            case SWAP -> "another level that stays, taken for another meter, its step not counted";
            case JUMP -> "further up from zero than the meter can have counted, its step not counted";
            case ROLLOVER -> "the register ran over its capacity, counted through";
            case PENDING -> "not counted until the next readings tell what it was";
            case GAP -> "no readings, what was counted meanwhile is shared out by time";
            case CLOCK -> "another reading has this one's place, shared out by time";
        };
    }
}
