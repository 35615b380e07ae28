package energy.ems.web.portal.consumption;

import energy.ems.metering.Bucket;
import energy.ems.web.portal.frame.Figures;
import energy.ems.web.portal.frame.Texts;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The charts that are made of all hours of a period: how long how much was used, and how a week usually goes. */
public final class LoadCharts {

    // BEWARE: the methods of Json look for a provider at each call, by opening every library.
    private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

    private static final int MOST_POINTS = 400;

    /** Any Monday: weekdays are named by dates. */
    private static final LocalDate MONDAY = LocalDate.of(2024, 1, 1);

    private final LoadCurve curve;
    private final LoadCurve other;
    private final WeekProfile week;
    private final BigDecimal limitKwh;
    private final PeriodWords words;
    private final ShownPeriod otherPeriod;
    private final Texts texts;
    private final Figures figures;

    /**
     * @param hours of the shown period
     * @param otherHours of the one that it is held against; none when nothing is compared
     * @param limitKwh the latest limit in force; null for none
     * @param words of the shown period
     */
    LoadCharts(
            List<Bucket> hours,
            List<Bucket> otherHours,
            BigDecimal limitKwh,
            PeriodWords words,
            ShownPeriod otherPeriod,
            Texts texts,
            Figures figures,
            Instant now) {
        this.curve = new LoadCurve(hours, now);
        this.other = new LoadCurve(otherHours, now);
        this.week = new WeekProfile(hours, now);
        this.limitKwh = limitKwh;
        this.words = words;
        this.otherPeriod = otherPeriod;
        this.texts = texts;
        this.figures = figures;
    }

    /** What the period is called that the shown one is held against. */
    public String getOtherName() {
        return words.name(otherPeriod);
    }

    /** Whether anything is known of a period that it is held against. */
    public boolean isCompared() {
        return other.hours() > 0;
    }

    /** In kWh an hour; null for none. */
    public BigDecimal getLimit() {
        return limitKwh;
    }

    /** The mean week, for its table. */
    public WeekTable getWeek() {
        return new WeekTable(week, this, figures);
    }

    /** The load duration curve as a configuration for Chart.js, and the limit beside it. */
    String duration() {
        List<Integer> places = LoadCurve.places(Math.max(curve.hours(), other.hours()), MOST_POINTS);
        JsonArrayBuilder datasets = JSON.createArrayBuilder().add(curve("curve", words.name(), curve, places));
        if (isCompared()) {
            datasets.add(curve("curveOther", getOtherName(), other, places));
        }
        if (limitKwh != null) {
            datasets.add(level("limit", texts.get("consumption.limit"), limitKwh, places.size()));
        }
        return configuration(
                places.stream().map(place -> figures.whole(place) + " h").toList(), datasets);
    }

    private JsonObjectBuilder curve(String role, String label, LoadCurve drawn, List<Integer> places) {
        return line(
                role,
                label,
                places.stream().map(drawn::atLeast).toList(),
                place -> texts.get("consumption.duration.tip", figures.whole(places.get(place)), label));
    }

    /** The mean of each hour of each weekday, and the baseline. */
    String profile() {
        JsonArrayBuilder datasets = JSON.createArrayBuilder();
        for (DayOfWeek weekday : DayOfWeek.values()) {
            String label = weekday(weekday);
            datasets.add(line(
                            "weekday",
                            label,
                            IntStream.range(0, 24)
                                    .mapToObj(hour -> week.mean(weekday, hour))
                                    .toList(),
                            hour -> label)
                    .add("shade", weekday.getValue() - 1));
        }
        if (week.baseline() != null) {
            datasets.add(level("baseline", texts.get("consumption.baseline"), week.baseline(), 24));
        }
        return configuration(clock(), datasets);
    }

    List<String> clock() {
        return IntStream.range(0, 24).mapToObj("%02d:00"::formatted).toList();
    }

    String weekday(DayOfWeek weekday) {
        return figures.weekday(MONDAY.plusDays(weekday.getValue() - 1L));
    }

    private interface Tip {
        String at(int place);
    }

    private JsonObjectBuilder line(String role, String label, List<BigDecimal> numbers, Tip tip) {
        JsonArrayBuilder data = JSON.createArrayBuilder();
        JsonArrayBuilder tips = JSON.createArrayBuilder();
        for (int i = 0; i < numbers.size(); i++) {
            BigDecimal number = numbers.get(i);
            if (number == null) {
                data.addNull();
                tips.add(JSON.createArrayBuilder());
            } else {
                data.add(number);
                tips.add(JSON.createArrayBuilder().add(tip.at(i) + ": " + figures.energy(number) + " kWh"));
            }
        }
        return JSON.createObjectBuilder()
                .add("type", "line")
                .add("role", role)
                .add("label", label)
                .add("data", data)
                .add("tips", tips);
    }

    /** The same number all along. */
    private JsonObjectBuilder level(String role, String label, BigDecimal number, int points) {
        BigDecimal[] numbers = new BigDecimal[points];
        Arrays.fill(numbers, number);
        return line(role, label, new ArrayList<>(List.of(numbers)), place -> label);
    }

    private static String configuration(List<String> names, JsonArrayBuilder datasets) {
        return ChartJson.escaped(JSON.createObjectBuilder()
                .add("type", "line")
                .add(
                        "data",
                        JSON.createObjectBuilder()
                                .add("labels", JSON.createArrayBuilder(names))
                                .add("datasets", datasets))
                .build()
                .toString());
    }
}
