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

/**
 * The charts that are made of all hours of a period: how long how much was used, and how a week usually goes.
 *
 * @param hours of the shown period
 * @param otherHours of the one that it is held against; none when nothing is compared
 * @param otherName what that is called
 */
record LoadCharts(
        List<Bucket> hours,
        List<Bucket> otherHours,
        String name,
        String otherName,
        Texts texts,
        Figures figures,
        Instant now) {

    // BEWARE: the methods of Json look for a provider at each call, by opening every library.
    private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

    private static final int MOST_POINTS = 400;

    /** Any Monday: weekdays are named by dates. */
    private static final LocalDate MONDAY = LocalDate.of(2024, 1, 1);

    /** The load duration curve as a configuration for Chart.js, and the latest limit in force beside it. */
    String duration(BigDecimal limitKwh) {
        LoadCurve curve = new LoadCurve(hours, now);
        LoadCurve other = new LoadCurve(otherHours, now);
        List<Integer> places = LoadCurve.places(Math.max(curve.hours(), other.hours()), MOST_POINTS);
        JsonArrayBuilder datasets = JSON.createArrayBuilder().add(curve("curve", name, curve, places));
        if (other.hours() > 0) {
            datasets.add(curve("curveOther", otherName, other, places));
        }
        if (limitKwh != null) {
            datasets.add(level("limit", texts.get("consumption.limit"), limitKwh, places.size()));
        }
        return configuration(
                places.stream().map(place -> figures.whole(place) + " h").toList(), datasets);
    }

    private JsonObjectBuilder curve(String role, String label, LoadCurve curve, List<Integer> places) {
        return line(
                role,
                label,
                places.stream().map(curve::atLeast).toList(),
                place -> texts.get("consumption.duration.tip", figures.whole(places.get(place)), label));
    }

    /** The mean of each hour of each weekday, and the baseline. */
    String profile() {
        WeekProfile profile = new WeekProfile(hours, now);
        JsonArrayBuilder datasets = JSON.createArrayBuilder();
        for (DayOfWeek weekday : DayOfWeek.values()) {
            String label = weekday(weekday);
            datasets.add(line(
                            "weekday",
                            label,
                            IntStream.range(0, 24)
                                    .mapToObj(hour -> profile.mean(weekday, hour))
                                    .toList(),
                            hour -> label)
                    .add("shade", weekday.getValue() - 1));
        }
        if (profile.baseline() != null) {
            datasets.add(level("baseline", texts.get("consumption.baseline"), profile.baseline(), 24));
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
