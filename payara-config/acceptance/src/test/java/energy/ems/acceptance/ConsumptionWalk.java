package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.openqa.selenium.Keys;

/** The page of a meter's hours and days. */
final class ConsumptionWalk extends Walk {

    ConsumptionWalk(Visitor visitor, Household household, Language language) {
        super(visitor, household, language);
        known("choice:device_input", in(MeterChoiceIT.class));
        known("choice:device_button", in(MeterChoiceIT.class));
        known("choice:day_input", in(DayChoiceIT.class));
        known("choice:day button.ui-datepicker-trigger.ui-button", in(DayChoiceIT.class));
        known("choice consumption.xhtml*device view", this::changesTheView);
        known("choice consumption.xhtml chart compare date device view", this::drawsALine);
        known("choice consumption.xhtml*devices together view", this::opensItTogetherWithOthers);
        known("rangeButton", this::looksAtTheLastSevenDays);
        known("compareButton", this::comparesWithTheDayBefore);
        known("exportButton", opens("#exportButton", "[id='choice:exportMenu']"));
        known("content summary", this::showsTheTable);
    }

    @Override
    String page() {
        return "consumption.xhtml?device=" + household.heatPump(language).id() + "&date=" + household.day;
    }

    private void changesTheView() {
        for (String view : new String[] {"week", "month", "year", "day"}) {
            visitor.click(".ems-segments a[href*='view=" + view + "']");
            visitor.until(view, () -> visitor.address().contains("view=" + view));
            visitor.settle();
        }
        open();
        String before = visitor.text("#figures");
        visitor.click(".ems-day a[href*='consumption']");
        visitor.until("the day before", () -> visitor.address().contains("date=" + household.day.minusDays(1)));
        visitor.settle();
        assertThat(visitor.text("#figures")).isNotEqualTo(before);
    }

    private void drawsALine() {
        visitor.click(".ems-segments a[href*='chart=line']");
        visitor.until("a line", () -> visitor.address().contains("chart=line"));
        visitor.settle();
        drawsEveryHour();
        for (String chart : new String[] {"duration", "profile"}) {
            visitor.click(".ems-segments a[href*='chart=" + chart + "']");
            visitor.until(chart, () -> visitor.address().contains("chart=" + chart));
            visitor.settle();
            visitor.see(".ems-chart canvas");
        }
        visitor.click("section .ems-details summary");
        assertThat(visitor.see("#weekTable table").getText()).contains("23:00");
    }

    /** The arrow keys tell of each hour, the table has them all, and Enter opens the day. */
    private void drawsEveryHour() {
        visitor.click(".ems-segments a[href*='chart=heat']");
        visitor.until("a map", () -> visitor.address().contains("chart=heat"));
        visitor.settle();
        visitor.focus("#heat");
        visitor.press(Keys.ARROW_RIGHT);
        String first = visitor.text(".ems-heat-tip");
        assertThat(first).contains("00:00");
        visitor.press(Keys.ARROW_UP);
        assertThat(visitor.text(".ems-heat-tip")).contains("23:00").isNotEqualTo(first);
        visitor.click("[data-ems-heat-table] summary");
        assertThat(visitor.see("#heatTable table").getText()).contains(String.valueOf(household.day.getYear()));
        visitor.focus("#heat");
        visitor.press(Keys.ENTER);
        visitor.until("the day", () -> visitor.address().contains("chart=bars"));
        visitor.settle();
    }

    private void opensItTogetherWithOthers() {
        visitor.click("a.ems-square[href*='devices=']");
        visitor.until(
                "ready for others",
                () -> visitor.address()
                        .contains("devices=" + household.heatPump(language).id()));
        visitor.see("[id='choice:further_input']");
        assertThat(visitor.address()).contains("date=" + household.day);
    }

    private void looksAtTheLastSevenDays() {
        visitor.click("#rangeButton");
        visitor.click("[id='choice:range_last7']");
        visitor.until("seven days", () -> visitor.address().contains("until=" + household.today));
        visitor.settle();
        assertThat(visitor.address()).contains("view=range", "date=" + household.today.minusDays(6));
        assertThat(visitor.see("[id='choice:until_input']").getAttribute("value"))
                .isNotBlank();
        visitor.click(".ems-day a[href*='consumption']");
        visitor.until(
                "the seven days before", () -> visitor.address().contains("until=" + household.today.minusDays(7)));
    }

    private void comparesWithTheDayBefore() {
        visitor.click("#compareButton");
        visitor.click("[id='choice:comparePrevious']");
        visitor.until("compared", () -> visitor.address().contains("compare=previous"));
    }

    private void showsTheTable() {
        visitor.click(".ems-details summary");
        assertThat(visitor.see("#table table").getText()).contains("23:00");
    }
}
