package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

/** The reports of months: which come by mail, and one that is made now. */
final class ReportsWalk extends Walk {

    ReportsWalk(Visitor visitor, Household household, Language language) {
        super(visitor, household, language);
        known("order:make", this::hasOneMade);
        known("order:month*", with("order:make"));
        known("order:place*", with("order:make"));
        known("order:group*", this::hasOneOfAGroupMade);
        known("archive *reports*", with("order:make"));
        known("choice:own*", leadsTo("#choice a[href*='account']", "account.xhtml"));
        known("choice account.xhtml", with("choice:own*"));
        // Nobody of the household has an address.
        known("choice:save", with("choice:own*"));
        known("choice:places*", with("choice:own*"));
        known("choice:groups*", with("choice:own*"));
    }

    @Override
    String page() {
        return "reports.xhtml";
    }

    private void hasOneMade() {
        visitor.see("[id='order:place_input']").sendKeys(household.house(language));
        visitor.click("[id='order:make']");
        visitor.see("[id='archive:list_data'] a[href*='/api/v1/reports/']");
        assertThat(visitor.text("[id='archive:list_data']")).contains(household.house(language));
    }

    private void hasOneOfAGroupMade() {
        String name = household.lightsGroupName(language);
        visitor.focus("[id='order:group_input']");
        visitor.press(name);
        visitor.click(visitor.seeText(".ui-autocomplete-item", name));
        visitor.settle();
        visitor.click("[id='order:make']");
        visitor.until(
                "the report of the group", () -> visitor.text("[id='archive']").contains(name));
    }
}
