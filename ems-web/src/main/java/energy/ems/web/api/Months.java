package energy.ems.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;

/** Reads what month a question is about, in the caller's zone. */
@RequestScoped
public class Months {

    @Inject
    private Spans spans;

    @Inject
    private Clock clock;

    /** A month of a zone. */
    public record Asked(YearMonth month, ZoneId zone) {

        public Instant start() {
            return month.atDay(1).atStartOfDay(zone).toInstant();
        }

        public Instant end() {
            return month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant();
        }
    }

    /** @param month such as 2026-10; null for the running one */
    public Asked asked(String month) {
        ZoneId zone = spans.ownZone();
        if (month == null) {
            return new Asked(YearMonth.now(clock.withZone(zone)), zone);
        }
        try {
            YearMonth asked = YearMonth.parse(month.strip());
            if (asked.getYear() >= 1970 && asked.getYear() < 2200) {
                return new Asked(asked, zone);
            }
        } catch (DateTimeException noMonth) {
            // Answered below.
        }
        throw new BadRequest("month", "must be a month such as 2026-10, between 1970 and 2200");
    }
}
