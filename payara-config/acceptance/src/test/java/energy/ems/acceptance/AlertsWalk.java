package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.List;
import org.openqa.selenium.WebElement;

/** The list of alerts, seen of one meter. */
final class AlertsWalk extends Walk {

    AlertsWalk(Visitor visitor, Household household, Language language) {
        super(visitor, household, language);
        known("list:kind_input", () -> choosing("list:kind", 3));
        known("list:state_input", () -> choosing("list:state", 2));
        known("list:openOnly_input", in(EnterKeyIT.class));
        known("list:mine_input", () -> {
            visitor.click("[id='list:mine'] .ui-chkbox-box");
            visitor.until("what is mine", () -> visitor.address().contains("mine=true"));
        });
        known("list:from_input", in(EnterKeyIT.class));
        known("list:to_input", in(EnterKeyIT.class));
        known("list:from button.ui-datepicker-trigger.ui-button", () -> opensACalendar("list:from"));
        known("list:to button.ui-datepicker-trigger.ui-button", () -> opensACalendar("list:to"));
        known("list:device_input", in(MeterChoiceIT.class));
        known("list:device_button", in(MeterChoiceIT.class));
        known("list:clear", leadsTo("[id='list:clear']", "alerts.xhtml"));
        known("list:acknowledgeAll", this::asksBeforeItAcknowledgesAll);
        known("list:acknowledgeSelected", this::acknowledgesWhatIsTickedAndTakesItBack);
        known("list:table*input*", with("list:acknowledgeSelected"));
        known("list:table:*:acknowledge", this::acknowledges);
        known("list:table:*:details", opens("[id='list:table_data'] [id$=':details']", "[id='alertForm:comment']"));
        known("list:table_data consumption.xhtml date device", leadsTo("[id='list:table'] a[href*='date=']", "date="));
        known("list:table_paginator_bottom *", in(LongListsIT.class));
    }

    @Override
    String page() {
        return "alerts.xhtml?device=" + household.heatPump(language).id();
    }

    private void choosing(String menu, int least) {
        List<WebElement> choices = visitor.openMenu(menu);
        assertThat(choices.size()).isGreaterThan(least);
        visitor.take(choices.get(1));
    }

    private void opensACalendar(String field) {
        visitor.click("[id='" + field + "'] .ui-datepicker-trigger");
        visitor.see(".p-datepicker-panel");
    }

    private void asksBeforeItAcknowledgesAll() {
        visitor.click("[id='list:acknowledgeAll']");
        visitor.see("#questionDialog");
        visitor.click("[id='questionForm:no']");
        visitor.until("the question closes", () -> visitor.openDialogs().isEmpty());
        assertThat(acknowledgements()).doesNotContain(actor());
    }

    private void acknowledgesWhatIsTickedAndTakesItBack() {
        visitor.click("[id='list:table_data'] .ui-chkbox-box");
        visitor.click("[id='list:acknowledgeSelected']");
        takesItBack();
    }

    /** So that whoever comes next finds it open. */
    private void takesItBack() {
        visitor.until("acknowledged", () -> acknowledgements().contains(actor()));
        visitor.click(
                visitor.seeText(".ui-growl a, .ui-growl button", language == Language.ENGLISH ? "Undo" : "Anulează"));
        visitor.until("taken back", () -> !acknowledgements().contains(actor()));
        visitor.settle();
    }

    /** By whom. */
    private List<String> acknowledgements() {
        return household
                .administrator
                .get("alerts?device=" + household.heatPump(language).id())
                .body()
                .getJsonArray("items")
                .getValuesAs(JsonObject.class)
                .stream()
                .map(alert -> alert.getString("acknowledged_by", ""))
                .toList();
    }

    /** The meter has an alert of last Tuesday; it is acknowledged by whoever pressed the button and by nobody before. */
    private void acknowledges() {
        visitor.click("[id$=':acknowledge']");
        takesItBack();
    }
}
