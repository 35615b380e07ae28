package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.time.LocalDate;
import java.util.Comparator;

/** The page of the places in which a household's meters stand. */
final class PlacesWalk extends Walk {

    PlacesWalk(Visitor visitor, Household household, Language language) {
        super(visitor, household, language);
        known("choice:day_input", this::goesToADay);
        known("choice:day button.ui-datepicker-trigger.ui-button", in(DayChoiceIT.class));
        known("choice places.xhtml*place view", this::changesTheView);
        known("choice places.xhtml chart date place view", this::showsEveryHour);
        known("compareButton", this::comparesWithTheWeekBefore);
        known("exportButton", opens("#exportButton", "[id='choice:exportMenu']"));
        known("content places.xhtml*", this::goesInAndOut);
        known("content consumption.xhtml*", leadsTo("#content a[href*='consumption.xhtml']", "consumption.xhtml"));
        known("content summary", this::showsTheTables);
    }

    @Override
    String page() {
        return "places.xhtml?place=" + household.house(language) + "&date=" + household.day;
    }

    private void goesToADay() {
        visitor.click(".ems-day a[href*='places']");
        visitor.until("the day before", () -> visitor.address().contains("date=" + household.day.minusDays(1)));
    }

    private void changesTheView() {
        for (String view : new String[] {"week", "month", "year", "day"}) {
            visitor.click(".ems-segments a[href*='view=" + view + "']");
            visitor.until(view, () -> visitor.address().contains("view=" + view));
            visitor.settle();
            assertThat(visitor.text("#figures")).contains("kWh");
        }
    }

    private void comparesWithTheWeekBefore() {
        visitor.click("#compareButton");
        visitor.click("[id='choice:compareWeek']");
        visitor.until("compared", () -> visitor.address().contains("compare=week"));
        visitor.see(".ems-shade-comparison");
        visitor.click(".ems-day a[href*='compare=week']");
        visitor.until(
                "the day before, compared", () -> visitor.address().contains("date=" + household.day.minusDays(1)));
    }

    /** Of a day there is no map: it is that of its month. */
    private void showsEveryHour() {
        visitor.click(".ems-segments a[href*='chart=heat']");
        visitor.until("a map", () -> visitor.address().contains("chart=heat"));
        visitor.see("#heat canvas");
        visitor.click("[data-ems-heat-table] summary");
        assertThat(visitor.see("#heatTable table").getText()).contains("23");
        visitor.click(".ems-segments a[href*='view=year']");
        visitor.until("the map of the year", () -> visitor.address().contains("view=year"));
        assertThat(visitor.address()).contains("chart=heat");
        visitor.see("#heat canvas");
        visitor.click(".ems-segments a[href*='chart=duration']");
        visitor.until("the curve", () -> visitor.address().contains("chart=duration"));
        visitor.see(".ems-chart canvas");
        assertThat(visitor.script("return PrimeFaces.widgets.placesChart.chart.data.datasets[0].data[0]"))
                .as("the hour that is first on the curve of the year")
                .isEqualTo(mostOfAnHour());
        visitor.click(".ems-segments a[href*='chart=profile']");
        visitor.until("the week", () -> visitor.address().contains("chart=profile"));
        visitor.click(visitor.seeText("summary", language == Language.ENGLISH ? "Show the week" : "Arată săptămâna"));
        assertThat(visitor.see("#weekTable table").getText()).contains("23:00");
        visitor.click(".ems-day a[href*='places']");
        visitor.until(
                "the year before",
                () -> visitor.address()
                        .contains("date=" + household.day.minusYears(1).getYear()));
        assertThat(visitor.address()).contains("chart=profile");
    }

    /** Of the year; hours of which nothing is known say null. */
    private Number mostOfAnHour() {
        LocalDate first = household.day.withDayOfYear(1);
        JsonNumber most = household
                .administrator
                .get("places/consumption?resolution=hour&zone=" + Household.ZONE + "&from=" + first + "&to="
                        + first.plusYears(1) + "&place=" + household.house(language))
                .body()
                .getJsonArray("buckets")
                .getValuesAs(JsonObject.class)
                .stream()
                .filter(hour -> !hour.isNull("consumption_kwh"))
                .map(hour -> hour.getJsonNumber("consumption_kwh"))
                .max(Comparator.comparing(JsonNumber::bigDecimalValue))
                .orElseThrow();
        return most.isIntegral() ? most.longValue() : (Number) most.doubleValue();
    }

    private void goesInAndOut() {
        visitor.click(".ems-path-below a[href*='Stairs']");
        visitor.until("the stairs", () -> visitor.address().contains("Stairs"));
        visitor.settle();
        visitor.click(".ems-path ol a[href*='" + household.house(language) + "']");
        visitor.until("the house", () -> !visitor.address().contains("Stairs"));
    }

    private void showsTheTables() {
        visitor.click(".ems-details summary");
        assertThat(visitor.see("#table table").getText()).contains("23:00");
        visitor.click(".ems-flow-details summary");
        assertThat(visitor.see("#flowTable table").getText())
                .contains("Stairs", household.lights(language).name());
    }
}
