package energy.ems.document;

import energy.ems.alerting.AlertKind;
import energy.ems.metering.Bucket;
import energy.ems.tariff.CostStatement;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;

/**
 * What a month came to, of somebody's devices, of a place or of a group: what a report on paper is made of.
 *
 * @param place its path; null for a group and for the devices of a person
 * @param group the name of a group; null for a place and for the devices of a person
 * @param person whose devices they are, or for whom the report is made
 * @param zone in which the month begins and ends
 * @param computedAt up to when readings had come that are in it
 * @param deviceCount how many devices there are; of too many there are no figures
 * @param tooMany whether there are too many devices for a report
 * @param month of all devices together, nothing counted twice
 * @param monthBefore the same of the month before
 * @param yearBefore the same of this month a year before
 * @param days the energy used on each day of the month
 * @param peak the hour that used most; null when none is known
 * @param alerts how many there were, without kinds of which there was none
 * @param costs of the devices that have a price, one for each currency; empty when none has
 * @param unpriced how many of the devices that are counted have no price
 * @param devices each with its own figures, by name
 */
public record MonthFigures(
        String place,
        String group,
        String person,
        YearMonth yearMonth,
        ZoneId zone,
        Instant computedAt,
        int deviceCount,
        boolean tooMany,
        Amount month,
        Amount monthBefore,
        Amount yearBefore,
        List<Bucket> days,
        Peak peak,
        Map<AlertKind, Long> alerts,
        List<CostStatement.Total> costs,
        int unpriced,
        List<Device> devices) {

    /**
     * @param usedKwh null when nothing is known
     * @param producedKwh null when nothing is known
     * @param hours of devices: an hour of two devices is two of them
     * @param missing those of which nothing is known
     * @param estimated those that are known, though not measured as a whole
     */
    public record Amount(BigDecimal usedKwh, BigDecimal producedKwh, long hours, long missing, long estimated) {

        public static final Amount NONE = new Amount(null, null, 0, 0, 0);
    }

    /** An hour and what it used. */
    public record Peak(ZonedDateTime start, BigDecimal usedKwh) {}

    /**
     * @param place in which it stands; null for nowhere
     * @param behind whether a main meter measures it, too, so that it is no part of the sum
     * @param costs what it cost, one for each currency; empty without a price
     */
    public record Device(
            String name,
            String place,
            boolean behind,
            Amount month,
            Amount monthBefore,
            Amount yearBefore,
            List<CostStatement.Total> costs) {}

    public MonthFigures {
        days = List.copyOf(days);
        alerts = Map.copyOf(alerts);
        costs = List.copyOf(costs);
        devices = List.copyOf(devices);
    }
}
