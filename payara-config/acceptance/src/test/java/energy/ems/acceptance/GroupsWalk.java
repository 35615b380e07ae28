package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;

/** The page of all groups, where they are made. */
final class GroupsWalk extends Walk {

    GroupsWalk(Visitor visitor, Household household, Language language) {
        super(visitor, household, language);
        known("content groups.xhtml group", leadsTo("#content a[href*='group=']", "group="));
        known("new:name", with("new:create"));
        known("new:create", this::makesFillsRenamesAndDeletesOne);
    }

    @Override
    String page() {
        return "groups.xhtml";
    }

    private void makesFillsRenamesAndDeletesOne() {
        String name = "Made " + household.tag;
        visitor.see("[id='new:name']").sendKeys(name);
        visitor.click("[id='new:create']");
        visitor.until("its page", () -> visitor.address().contains("group="));
        visitor.settle();
        assertThat(visitor.text(".ems-path")).contains(name);
        visitor.focus("[id='members:devices_input']");
        visitor.press(household.heatPump(language).name());
        visitor.click(visitor.seeText(
                ".ui-autocomplete-item", household.heatPump(language).name()));
        visitor.until("its figures", () -> !visitor.all("#figures").isEmpty());
        visitor.settle();
        visitor.focus("[id='members:name']");
        visitor.replace(name + " again");
        visitor.click("[id='members:rename']");
        visitor.until("the new name", () -> visitor.text(".ems-path").contains("again"));
        visitor.settle();
        visitor.click("[id='members:device:0:out']");
        visitor.until("it is empty", () -> visitor.all("#figures").isEmpty());
        visitor.settle();
        visitor.click("[id='members:delete']");
        visitor.see("#questionDialog");
        visitor.click("[id='questionForm:yes']");
        visitor.until("the list", () -> !visitor.address().contains("group="));
        visitor.settle();
        assertThat(household
                        .administrator
                        .get("groups")
                        .body()
                        .getJsonArray("items")
                        .getValuesAs(JsonObject.class))
                .noneMatch(group -> group.getString("name").startsWith(name));
    }
}
