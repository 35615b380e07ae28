package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.openqa.selenium.Keys;

/** The page of consumption with both meters of a household together. */
final class TogetherWalk extends Walk {

    TogetherWalk(Visitor visitor, Household household, Language language) {
        super(visitor, household, language);
        known("choice:further_input", this::addsOneByKeys);
        known("choice:further_button", in(MeterChoiceIT.class));
        known("choice:together consumption.xhtml*devices*", this::takesOneOut);
        known("choice:together consumption.xhtml*device view", this::showsOneAlone);
        known("choice:day_input", in(DayChoiceIT.class));
        known("choice:day button.ui-datepicker-trigger.ui-button", in(DayChoiceIT.class));
        known("choice consumption.xhtml*devices together view", this::changesTheViewAndTheKind);
        known("rangeButton", opens("#rangeButton", "[id='choice:rangeMenu']"));
        known("exportButton", opens("#exportButton", "[id='choice:exportMenu']"));
        known("content summary", this::showsTheTable);
    }

    private String ids() {
        return household.heatPump(language).id() + ","
                + household.lights(language).id();
    }

    @Override
    String page() {
        return "consumption.xhtml?devices=" + ids() + "&date=" + household.day;
    }

    private void addsOneByKeys() {
        visitor.open("consumption.xhtml?devices=" + household.heatPump(language).id() + "&date=" + household.day);
        visitor.focus("[id='choice:further_input']");
        visitor.replace(household.lights(language).name());
        visitor.until(
                "only the one with this name",
                () -> visitor.all(".ui-autocomplete-item").size() == 1);
        visitor.press(Keys.ENTER);
        visitor.until("both in the address", () -> decoded().contains("devices=" + ids()));
        visitor.settle();
        assertThat(decoded()).contains("date=" + household.day);
        assertThat(visitor.all(".ems-chosen li")).hasSize(2);
    }

    private String decoded() {
        return URLDecoder.decode(visitor.address(), StandardCharsets.UTF_8);
    }

    private void takesOneOut() {
        visitor.click(".ems-chosen li:first-child .ems-chosen-out");
        visitor.until(
                "the other alone",
                () -> decoded().contains("devices=" + household.lights(language).id() + "&"));
        visitor.settle();
        assertThat(visitor.all(".ems-chosen-out")).isEmpty();
    }

    private void showsOneAlone() {
        visitor.click(".ems-chosen li:first-child a");
        visitor.until(
                "the heat pump",
                () -> decoded()
                        .contains("device=" + household.heatPump(language).id()));
        visitor.settle();
        assertThat(visitor.text("#subtitle"))
                .contains(household.heatPump(language).name());
        visitor.click("a.ems-square[href*='devices=']");
        visitor.until(
                "ready for others",
                () -> decoded()
                        .contains("devices=" + household.heatPump(language).id() + "&"));
    }

    private void changesTheViewAndTheKind() {
        for (String kind : new String[] {"beside", "lines", "stacked"}) {
            visitor.click(".ems-segments a[href*='together=" + kind + "']");
            visitor.until(kind, () -> decoded().contains("together=" + kind));
            visitor.settle();
            visitor.see(".ems-chart canvas");
        }
        for (String view : new String[] {"week", "month", "year", "day"}) {
            visitor.click(".ems-segments a[href*='view=" + view + "']");
            visitor.until(view, () -> decoded().contains("view=" + view));
            visitor.settle();
            assertThat(decoded()).contains("devices=" + ids());
        }
        open();
        String before = visitor.text("#figures");
        visitor.click(".ems-day a[href*='consumption']");
        visitor.until("the day before", () -> visitor.address().contains("date=" + household.day.minusDays(1)));
        visitor.settle();
        assertThat(visitor.text("#figures")).isNotEqualTo(before);
    }

    private void showsTheTable() {
        visitor.click(".ems-details summary");
        assertThat(visitor.see("#table table").getText())
                .contains(
                        "23:00",
                        household.heatPump(language).name(),
                        household.lights(language).name());
    }
}
