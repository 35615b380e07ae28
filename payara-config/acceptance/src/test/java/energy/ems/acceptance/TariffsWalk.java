package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

/** The page of the tariffs. */
final class TariffsWalk extends Walk {

    TariffsWalk(Visitor visitor, Household household, Language language) {
        super(visitor, household, language);
        known("tariffs:new", this::makesATariffChangesItAndDeletesIt);
        known("tariffs:table:*:edit", with("tariffs:new"));
        known("tariffs:table:*:delete", with("tariffs:new"));
        known("placeTariffs:place_input", with("placeTariffs:assign"));
        known("placeTariffs:placeTariff*", with("placeTariffs:assign"));
        known("placeTariffs:tariffValidFrom_input", with("placeTariffs:assign"));
        known("placeTariffs:tariffValidFrom button.ui-datepicker-trigger.ui-button", in(DayChoiceIT.class));
        known("placeTariffs:assign", this::givesAPlaceATariffAndTakesItBack);
    }

    @Override
    String page() {
        return "tariffs.xhtml";
    }

    private void makesATariffChangesItAndDeletesIt() {
        String name = "Made " + household.tag;
        visitor.click("[id='tariffs:new']");
        visitor.see("[id='tariffs:name']").sendKeys(name);
        visitor.see("[id='tariffs:usualPrice']").sendKeys("0.9");
        visitor.click("[id='tariffs:addPrice']");
        visitor.see("[id$=':0:ruleName']").sendKeys("Night");
        visitor.see("[id$=':0:rulePrice']").sendKeys("0.5");
        visitor.click("[id='tariffs:preview']");
        visitor.until("the week", () -> visitor.text("[id='tariffs:week']").contains("Night"));
        assertThat(visitor.text(".ems-week tbody tr")).contains("A").contains("B");
        visitor.settle();
        visitor.click("[id='tariffs:save']");
        visitor.until("it is stored", () -> tariffs().contains(name));
        visitor.see("[id='tariffs:table']");
        visitor.settle();
        visitor.click(edit(name));
        assertThat(visitor.see("[id='tariffs:name']").getDomProperty("value")).isEqualTo(name);
        assertThat(visitor.see("[id$=':0:ruleName']").getDomProperty("value")).isEqualTo("Night");
        visitor.click("[id='tariffs:cancel']");
        visitor.see("[id='tariffs:table']");
        visitor.settle();
        visitor.click(edit(name).replace(":edit", ":delete"));
        visitor.see("#questionDialog");
        visitor.click("[id='questionForm:yes']");
        visitor.until("it is gone", () -> !tariffs().contains(name));
        visitor.settle();
    }

    private void givesAPlaceATariffAndTakesItBack() {
        String place = household.house(language);
        visitor.see("[id='placeTariffs:place_input']").sendKeys(place);
        visitor.settle();
        visitor.click("[id='placeTariffs:assign']");
        visitor.until("it is stored", () -> placesWithTariffs().contains(place));
        visitor.settle();
        assertThat(visitor.text("[id='placeTariffs']")).contains(place);
        visitor.click("[id='placeTariffs'] button[id$=':withdraw']");
        visitor.until("it is gone", () -> !placesWithTariffs().contains(place));
        visitor.settle();
    }

    private String placesWithTariffs() {
        return household.administrator.get("places/tariffs").body().toString();
    }

    /** The button of that tariff's row. */
    private String edit(String name) {
        Object row = visitor.script(
                "return [...document.querySelectorAll(\"[id='tariffs:table_data'] tr\")]"
                        + ".findIndex(row => row.textContent.includes(arguments[0]))",
                name);
        return "[id='tariffs:table:" + row + ":edit']";
    }

    private String tariffs() {
        return household.administrator.get("tariffs").body().toString();
    }
}
