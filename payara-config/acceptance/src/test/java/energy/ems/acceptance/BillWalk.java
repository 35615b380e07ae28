package energy.ems.acceptance;

import java.time.YearMonth;

/** The page of a meter's bill. */
final class BillWalk extends Walk {

    BillWalk(Visitor visitor, Household household, Language language) {
        super(visitor, household, language);
        known("previous", leadsTo("#previous", "month=" + month().minusMonths(1)));
        known("next", leadsTo("#next", "month=" + month().plusMonths(1)));
        known("hours", leadsTo("#hours", "consumption.xhtml"));
        known("sheet", in(BillOfOctoberIT.class));
        known("paper", in(BillOfOctoberIT.class));
        known("print", this::prints);
        known("budget:save", this::setsABudgetAndTakesItBack);
        known("budget:budgetKwh", with("budget:save"));
    }

    private YearMonth month() {
        return YearMonth.from(household.day).minusMonths(1);
    }

    @Override
    String page() {
        return "bill.xhtml?device=" + household.heatPump(language).id() + "&month=" + month();
    }

    private void setsABudgetAndTakesItBack() {
        String budget = "devices/" + household.heatPump(language).id() + "/budget?month=" + month();
        visitor.see("[id='budget:budgetKwh']").sendKeys("0.5");
        visitor.click("[id='budget:save']");
        visitor.until(
                "it is stored",
                () -> household.administrator.get(budget).body().toString().contains("0.5"));
        visitor.settle();
        visitor.see("[id='budget:budgetKwh']").clear();
        visitor.click("[id='budget:save']");
        visitor.until(
                "it is gone", () -> household.administrator.get(budget).body().isNull("budget_kwh"));
        visitor.settle();
    }

    private void prints() {
        visitor.script("window.print = function () { window.printed = true; }");
        visitor.click("#print");
        visitor.until("the page is printed", () -> Boolean.TRUE.equals(visitor.script("return window.printed")));
    }
}
