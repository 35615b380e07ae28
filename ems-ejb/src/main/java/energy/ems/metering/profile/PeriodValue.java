package energy.ems.metering.profile;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The energy of a period, summed from the quarters of UTC hours: Σ hours = Σ days = Σ months, exactly, in every zone.
 *
 * @param energyKwh null if and only if the quality is {@link Quality#MISSING}
 * @param quality of an hour: as of a UTC hour. Of a longer period: MISSING without any energy, PARTIAL when one of its
 *     hours is not known completely, else ESTIMATED when one of them is, else MEASURED
 * @param complete whether the energy stands for the whole period
 */
public record PeriodValue(
        Period period, BigDecimal energyKwh, int readings, int expectedReadings, Quality quality, boolean complete) {

    private static final int MINUTES_PER_QUARTER = 15;
    private static final int SECONDS_PER_HOUR = 3600;

    /**
     * Cuts a meter's hours into periods.
     *
     * @param hours at least those from {@link Period#firstHour} to {@link Period#endOfLastHour}, in any order; an hour
     *     that is not there is missing
     */
    public static List<PeriodValue> of(List<Period> periods, Collection<HourValue> hours, DatedSettings settings) {
        Map<Long, HourValue> byStart = byStart(hours);
        return periods.stream().map(period -> of(period, byStart, settings)).toList();
    }

    /**
     * The sum over several meters, period by period.
     *
     * @param meters one list of the same periods for each meter
     * @throws IllegalArgumentException when the periods differ
     */
    public static List<PeriodValue> sum(List<List<PeriodValue>> meters) {
        List<PeriodValue> sums = new ArrayList<>();
        for (List<PeriodValue> meter : meters) {
            if (sums.isEmpty()) {
                sums.addAll(meter);
            } else if (sums.size() != meter.size()) {
                throw new IllegalArgumentException("The meters' periods differ");
            } else {
                for (int i = 0; i < sums.size(); i++) {
                    sums.set(i, sums.get(i).plus(meter.get(i)));
                }
            }
        }
        return List.copyOf(sums);
    }

    /**
     * Some periods and all hours in them.
     *
     * @param hours those of all periods, in their order
     */
    public record WithHours(List<PeriodValue> periods, List<PeriodValue> hours) {}

    /**
     * The same, and each hour of these periods by itself, at little more than the cost of one of both.
     *
     * @throws IllegalArgumentException when there are more than {@value Period#MAXIMUM_NUMBER} hours
     * @see #of
     */
    public static WithHours withHours(List<Period> periods, Collection<HourValue> hours, DatedSettings settings) {
        Map<Long, HourValue> byStart = byStart(hours);
        List<PeriodValue> all = new ArrayList<>();
        List<PeriodValue> inHours = new ArrayList<>();
        for (Period period : periods) {
            List<Period> its = period.hours();
            List<Known> parts =
                    its.stream().map(hour -> hourOf(hour, byStart, settings)).toList();
            for (int i = 0; i < parts.size(); i++) {
                inHours.add(of(its.get(i), List.of(parts.get(i)), settings));
            }
            all.add(of(period, parts, settings));
            if (inHours.size() > Period.MAXIMUM_NUMBER) {
                throw new IllegalArgumentException("More than " + Period.MAXIMUM_NUMBER + " hours");
            }
        }
        return new WithHours(all, inHours);
    }

    private static Map<Long, HourValue> byStart(Collection<HourValue> hours) {
        return hours.stream().collect(Collectors.toMap(hour -> number(hour.start()), Function.identity()));
    }

    /**
     * The number of a UTC hour. Instants of full hours are poor keys: of a year of them eight and more share a place in a
     * hash table, and to tell them apart took longer than the rest.
     */
    private static Long number(Instant hour) {
        return Math.floorDiv(hour.getEpochSecond(), SECONDS_PER_HOUR);
    }

    private static PeriodValue of(Period period, Map<Long, HourValue> hours, DatedSettings settings) {
        return of(
                period,
                period.hours().stream()
                        .map(hour -> hourOf(hour, hours, settings))
                        .toList(),
                settings);
    }

    private static PeriodValue of(Period period, List<Known> parts, DatedSettings settings) {
        BigDecimal energy = parts.stream().map(Known::energyKwh).reduce(null, Energy::plus);
        boolean complete = parts.stream().allMatch(Known::complete);
        return new PeriodValue(
                period,
                Energy.canonical(energy),
                parts.stream().mapToInt(Known::readings).sum(),
                expectedReadings(period, parts, settings),
                parts.size() == 1 ? parts.get(0).quality() : quality(energy, parts, complete),
                complete);
    }

    private static int expectedReadings(Period period, List<Known> parts, DatedSettings settings) {
        return parts.stream().anyMatch(Known::stated)
                ? parts.stream().mapToInt(Known::expectedReadings).sum()
                : settings.expectedReadings(
                        period.start().toInstant(), period.end().toInstant());
    }

    private static Known hourOf(Period hour, Map<Long, HourValue> hours, DatedSettings settings) {
        Instant start = hour.start().toInstant();
        Instant end = hour.end().toInstant();
        HourValue whole = hours.get(number(start));
        if (whole != null && whole.start().equals(start) && end.equals(start.plus(1, ChronoUnit.HOURS))) {
            return Known.of(whole);
        }
        List<QuarterHour> quarters = new ArrayList<>();
        for (Instant quarter = start;
                quarter.isBefore(end);
                quarter = quarter.plus(MINUTES_PER_QUARTER, ChronoUnit.MINUTES)) {
            Instant utcHour = UtcHour.of(quarter);
            HourValue value = hours.get(number(utcHour));
            int index = (int) ChronoUnit.MINUTES.between(utcHour, quarter) / MINUTES_PER_QUARTER;
            quarters.add(value == null ? QuarterHour.EMPTY : value.quarters().get(index));
        }
        return Known.of(quarters, settings.at(start));
    }

    private static Quality quality(BigDecimal energy, List<Known> parts, boolean complete) {
        if (energy == null) {
            return Quality.MISSING;
        }
        if (!complete) {
            return Quality.PARTIAL;
        }
        boolean estimated = parts.stream().anyMatch(part -> part.quality() == Quality.ESTIMATED);
        return estimated ? Quality.ESTIMATED : Quality.MEASURED;
    }

    private PeriodValue plus(PeriodValue other) {
        if (!period.equals(other.period)) {
            throw new IllegalArgumentException("The meters' periods differ");
        }
        return new PeriodValue(
                period,
                Energy.canonical(Energy.plus(energyKwh, other.energyKwh)),
                readings + other.readings,
                expectedReadings + other.expectedReadings,
                worse(other),
                complete && other.complete);
    }

    /** A meter without data beside one with data makes a part of the sum, not nothing. */
    private Quality worse(PeriodValue other) {
        if (quality == other.quality) {
            return quality;
        }
        if (quality == Quality.MISSING || other.quality == Quality.MISSING) {
            return Quality.PARTIAL;
        }
        return quality.compareTo(other.quality) > 0 ? quality : other.quality;
    }
}
