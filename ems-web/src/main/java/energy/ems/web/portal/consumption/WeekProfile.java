package energy.ems.web.portal.consumption;

import energy.ems.metering.Bucket;
import energy.ems.metering.profile.Quality;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a device's load usually goes: the mean energy of each hour of the clock on each weekday, and what it uses even when
 * nothing goes on. By the clock on the wall: the hour that an autumn night has twice counts twice, the one that a spring
 * night lacks not at all. What is not known as a whole has no part in it, least of all as zero.
 */
final class WeekProfile {

    /** A day of fewer known hours may lack its night. */
    private static final int ENOUGH_HOURS = 20;

    private static final int LOWEST_HOURS = 3;
    private static final int HOURS = 24;

    private final Map<DayOfWeek, List<List<BigDecimal>>> values = new EnumMap<>(DayOfWeek.class);
    private final BigDecimal baseline;

    WeekProfile(List<Bucket> hours, Instant now) {
        Map<LocalDate, List<BigDecimal>> days = new TreeMap<>();
        for (Bucket hour : hours) {
            if (isWhole(hour, now)) {
                values.computeIfAbsent(hour.start().getDayOfWeek(), day -> emptyDay())
                        .get(hour.start().getHour())
                        .add(hour.energyKwh());
                days.computeIfAbsent(hour.start().toLocalDate(), day -> new ArrayList<>())
                        .add(hour.energyKwh());
            }
        }
        baseline = median(days.values().stream()
                .filter(day -> day.size() >= ENOUGH_HOURS)
                .map(day -> mean(day.stream().sorted().limit(LOWEST_HOURS).toList()))
                .toList());
    }

    private static List<List<BigDecimal>> emptyDay() {
        List<List<BigDecimal>> day = new ArrayList<>();
        for (int hour = 0; hour < HOURS; hour++) {
            day.add(new ArrayList<>());
        }
        return day;
    }

    /** Whether an hour is over and its energy stands for all of it. */
    static boolean isWhole(Bucket hour, Instant now) {
        return hour.energyKwh() != null
                && hour.quality() != Quality.PARTIAL
                && !hour.end().toInstant().isAfter(now);
    }

    /** In kWh; null where no such hour is known. */
    BigDecimal mean(DayOfWeek weekday, int hour) {
        List<List<BigDecimal>> day = values.get(weekday);
        return day == null ? null : mean(day.get(hour));
    }

    boolean isBlank() {
        return values.isEmpty();
    }

    /**
     * What is used in an hour even when nothing goes on, in kWh: the mean of the three lowest hours of a day, and of all
     * days that are known well enough the median, so that neither a holiday nor a day of faults moves it. It is the idea
     * of the near-base load, a low percentile of each day's load, as in P. Price, "Methods for Analyzing Electric Load
     * Shape and its Variability", LBNL-3713E (2010); for days of 24 values the mean of three is steadier than one
     * percentile between two of them.
     *
     * @return null when no day is known well enough
     */
    BigDecimal baseline() {
        return baseline;
    }

    private static BigDecimal mean(List<BigDecimal> numbers) {
        return numbers.isEmpty()
                ? null
                : numbers.stream()
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .divide(BigDecimal.valueOf(numbers.size()), MathContext.DECIMAL64);
    }

    private static BigDecimal median(List<BigDecimal> numbers) {
        List<BigDecimal> sorted = numbers.stream().sorted().toList();
        int middle = sorted.size() / 2;
        if (sorted.isEmpty()) {
            return null;
        }
        return sorted.size() % 2 == 1 ? sorted.get(middle) : mean(sorted.subList(middle - 1, middle + 1));
    }
}
