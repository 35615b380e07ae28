package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

/** The list of alerts, seen of one meter. */
final class AlertsWalk extends Walk {

    AlertsWalk(Visitor visitor, Household household, Language language) {
        super(visitor, household, language);
        known("list:kind_input", () -> choosing("list:kind", 3));
        known("list:state_input", () -> choosing("list:state", 2));
        known("list:openOnly_input", in(EnterKeyIT.class));
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
        known("list:table_data consumption.xhtml date device", leadsTo("[id='list:table'] a[href*='date=']", "date="));
        known("list:table_paginator_bottom *", in(LongListsIT.class));
    }

    @Override
    String page() {
        return "alerts.xhtml?device=" + household.heatPump(language).id();
    }

    private void choosing(String menu, int least) {
        visitor.click("[id='" + menu + "'] .ui-selectonemenu-trigger");
        visitor.see(".ui-selectonemenu-panel li");
        // A choice in a menu that is still opening is not taken.
        visitor.until(
                "the menu is open",
                () -> visitor.all(".ui-connected-overlay-enter-active").isEmpty());
        assertThat(visitor.all(".ui-selectonemenu-panel li").size()).isGreaterThan(least);
        visitor.click(visitor.all(".ui-selectonemenu-panel li").get(1));
        visitor.settle();
        visitor.until(
                "the menu closes", () -> visitor.all(".ui-selectonemenu-panel").isEmpty());
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
        visitor.until("acknowledged", () -> acknowledgements().contains(actor()));
        visitor.click(
                visitor.seeText(".ui-growl a, .ui-growl button", language == Language.ENGLISH ? "Undo" : "Anulează"));
        visitor.until("taken back", () -> !acknowledgements().contains(actor()));
    }

    private String acknowledgements() {
        return household
                .administrator
                .get("alerts?device=" + household.heatPump(language).id())
                .body()
                .toString();
    }

    /** The meter has an alert of last Tuesday; it is acknowledged by whoever pressed the button and by nobody before. */
    private void acknowledges() {
        visitor.click("[id$=':acknowledge']");
        visitor.settle();
        assertThat(acknowledgements()).contains(actor());
    }
}
