package energy.ems.web.portal.consumption;

import energy.ems.metering.Bucket;
import energy.ems.web.portal.consumption.ShownPeriod.View;
import energy.ems.web.portal.frame.DateWords;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** How the shown period and its parts are called. */
record PeriodWords(ShownPeriod period, DateWords dates) {

    /** The heading, for instance "Tuesday 17 November 2026" or "16 Nov 2026 – 22 Nov 2026". */
    String name() {
        return name(period);
    }

    String name(ShownPeriod shown) {
        return switch (shown.view()) {
            case DAY -> dates.longDate(shown.first());
            case WEEK, RANGE -> dates.date(shown.first()) + " – " + dates.date(shown.last());
            case MONTH -> dates.in("LLLL uuuu").format(shown.first());
            case YEAR -> dates.in("uuuu").format(shown.first());
        };
    }

    /** A period that the shown one is held against: "Monday" where that is enough. */
    String otherName(ShownPeriod other) {
        if (other.view() != View.DAY) {
            return name(other);
        }
        long before = ChronoUnit.DAYS.between(other.first(), period.first());
        return before > 0 && before < 7 ? dates.weekday(other.first()) : dates.date(other.first());
    }

    /** Under a bar. */
    String label(Bucket bucket) {
        return switch (period.view()) {
            case DAY -> hour(bucket);
            case WEEK -> dates.in("EEE d").format(bucket.start());
            case MONTH -> dates.in("d").format(bucket.start());
            case YEAR -> dates.in("LLL").format(bucket.start());
            case RANGE -> dates.in("d MMM").format(bucket.start());
        };
    }

    /** Before a row of the table. */
    String row(Bucket bucket) {
        return switch (period.view()) {
            case DAY -> hour(bucket) + " – " + dates.clock(bucket.end());
            case WEEK, MONTH, RANGE -> dates.longDate(bucket.start().toLocalDate());
            case YEAR -> dates.in("LLLL uuuu").format(bucket.start());
        };
    }

    /** When an hour was, as short as the shown period allows. */
    String moment(Bucket hour) {
        return period.view() == View.DAY
                ? hour(hour)
                : dates.date(hour.start().toLocalDate()) + ", " + dates.clock(hour.start());
    }

    /** The same without the year, for a tile. */
    String shortMoment(Bucket hour) {
        return period.view() == View.DAY ? hour(hour) : dates.in("d MMM, HH:mm").format(hour.start());
    }

    /** Twice the same hour in an autumn night: then the offset tells them apart. */
    private String hour(Bucket bucket) {
        ZonedDateTime start = bucket.start();
        boolean twice = start.getZone()
                        .getRules()
                        .getValidOffsets(start.toLocalDateTime())
                        .size()
                > 1;
        return twice ? DateTimeFormatter.ofPattern("HH:mm xxx").format(start) : dates.clock(start);
    }
}
