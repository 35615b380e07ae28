package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

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
