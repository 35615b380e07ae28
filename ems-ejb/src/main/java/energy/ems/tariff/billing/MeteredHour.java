package energy.ems.tariff.billing;

import energy.ems.metering.profile.Direction;
import energy.ems.metering.profile.Quality;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;

/**
 * What a meter says of a stretch of time, mostly an hour.
 *
 * @param end exclusive
 * @param energyKwh null when nothing is known
 */
public record MeteredHour(Instant start, Instant end, BigDecimal energyKwh, Quality quality, Direction direction) {

    private static final BigDecimal MILLIS_PER_HOUR = BigDecimal.valueOf(3_600_000);
    private static final int DECIMALS_OF_POWER = 6;

    /** Whether this energy was fed in: of a generator always, of a balance when it is negative. */
    boolean isFedIn() {
        return direction == Direction.PRODUCTION || (direction == Direction.NET && energyKwh.signum() < 0);
    }

    /** A share of this hour's energy as what was fed in, positive for that. */
    BigDecimal fedIn(BigDecimal share) {
        return direction == Direction.NET ? share.negate() : share;
    }

    /** The mean power in kW; an hour's power is the number of its kWh. */
    BigDecimal power() {
        BigDecimal millis = BigDecimal.valueOf(Duration.between(start, end).toMillis());
        return millis.compareTo(MILLIS_PER_HOUR) == 0
                ? energyKwh
                : energyKwh.multiply(MILLIS_PER_HOUR).divide(millis, DECIMALS_OF_POWER, RoundingMode.HALF_UP);
    }
}
