package energy.ems.web.portal.consumption;

import energy.ems.metering.Bucket;
import energy.ems.metering.profile.Quality;
import energy.ems.web.portal.frame.Texts;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The hours of a period as a map: a column for each day of the zone's calendar, a row for each hour of its clock. An hour
 * of which nothing is known is null, never zero; on the day of 23 hours one row stays empty, on that of 25 two hours share
 * one. What is drawn of it is {@code heat.js}'.
 *
 * @param hours of whole days, in their order
 * @param now what begins later is not drawn
 */
record HeatMap(List<Bucket> hours, PeriodWords words, Texts texts, Instant now) {

    /** One for all: the methods of {@code Json} look for an implementation at each call, of a year thousands of times. */
    private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

    /** A day has these hours, each once, unless clocks change. */
    private static final int USUAL = 24;

    /**
     * The map as JSON: {@code days}, each with its {@code date} and {@code name}, the {@code kwh} of its hours in their
     * order, their {@code states} by one letter each, {@code notes} of single hours by their place, and, only where it is
     * not 0 to 23, the {@code hours} of the clock.
     */
    String json() {
        Map<LocalDate, List<Bucket>> byDay = new TreeMap<>();
        hours.forEach(hour -> byDay.computeIfAbsent(hour.start().toLocalDate(), day -> new ArrayList<>())
                .add(hour));
        JsonArrayBuilder days = JSON.createArrayBuilder();
        byDay.forEach((day, ofDay) -> days.add(day(day, ofDay)));
        return JSON.createObjectBuilder().add("days", days).build().toString();
    }

    private JsonObjectBuilder day(LocalDate date, List<Bucket> ofDay) {
        JsonArrayBuilder kwh = JSON.createArrayBuilder();
        JsonArrayBuilder clock = JSON.createArrayBuilder();
        JsonObjectBuilder notes = JSON.createObjectBuilder();
        StringBuilder states = new StringBuilder();
        boolean isUsual = ofDay.size() == USUAL;
        for (int i = 0; i < ofDay.size(); i++) {
            Bucket hour = ofDay.get(i);
            isUsual &= hour.start().getHour() == i;
            clock.add(hour.start().getHour());
            states.append(state(hour));
            if (hour.energyKwh() == null) {
                kwh.addNull();
            } else {
                kwh.add(hour.energyKwh());
            }
            List<String> said = notes(hour);
            if (!said.isEmpty()) {
                notes.add(String.valueOf(i), JSON.createArrayBuilder(said));
            }
        }
        JsonObjectBuilder day = JSON.createObjectBuilder()
                .add("date", date.toString())
                .add("name", words.dates().longDate(date))
                .add("kwh", kwh)
                .add("states", states.toString())
                .add("notes", notes);
        return isUsual ? day : day.add("hours", clock);
    }

    private char state(Bucket hour) {
        if (!hour.hasBegun(now)) {
            return 'f';
        }
        if (hour.end().toInstant().isAfter(now)) {
            return 'r';
        }
        return switch (hour.quality()) {
            case MEASURED -> 'm';
            case ESTIMATED -> 'e';
            case PARTIAL -> 'p';
            case MISSING -> '-';
        };
    }

    /** What else there is to say of an hour: that it was over its limit, corrected, or that something was noticed. */
    private List<String> notes(Bucket hour) {
        List<String> said = new ArrayList<>();
        if (hour.isOverLimit()) {
            said.add(texts.get("consumption.over"));
        }
        if (hour.corrected()) {
            said.add(texts.get("quality.corrected"));
        }
        hour.findings().stream().sorted().forEach(kind -> said.add(texts.get("finding." + kind)));
        return said;
    }

    /** Whether hours that have begun are not known. */
    boolean isMissing() {
        return hours.stream().anyMatch(hour -> hour.hasBegun(now) && hour.quality() == Quality.MISSING);
    }
}
