package energy.ems.web.portal.consumption;

import energy.ems.metering.Bucket;
import energy.ems.metering.profile.Quality;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The hours of some days, as they are in a zone. */
final class HourRuns {

    private HourRuns() {}

    /** @param kwh of the hour that begins then; null for nothing known */
    static List<Bucket> of(LocalDate first, int days, ZoneId zone, Function<ZonedDateTime, String> kwh) {
        List<Bucket> hours = new ArrayList<>();
        Instant end = first.plusDays(days).atStartOfDay(zone).toInstant();
        for (Instant at = first.atStartOfDay(zone).toInstant(); at.isBefore(end); at = at.plusSeconds(3600)) {
            ZonedDateTime start = at.atZone(zone);
            String energy = kwh.apply(start);
            hours.add(new Bucket(
                    start,
                    start.plusHours(1),
                    energy == null ? null : new BigDecimal(energy),
                    1,
                    1,
                    energy == null ? Quality.MISSING : Quality.MEASURED,
                    false,
                    null));
        }
        return hours;
    }

    static Bucket with(Bucket hour, String kwh, Quality quality) {
        return new Bucket(
                hour.start(), hour.end(), kwh == null ? null : new BigDecimal(kwh), 1, 1, quality, false, null);
    }
}
