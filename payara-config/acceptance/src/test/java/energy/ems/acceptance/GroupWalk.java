package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

/** The page of one group: the heat pump of a household, the house in which it stands, and a group of others. */
final class GroupWalk extends Walk {

    GroupWalk(Visitor visitor, Household household, Language language) {
        super(visitor, household, language);
        known("choice:day_input", this::goesToADay);
        known("choice:day button.ui-datepicker-trigger.ui-button", in(DayChoiceIT.class));
        known("choice groups.xhtml*group view", this::changesTheView);
        known("choice groups.xhtml chart date group view", this::showsEveryHour);
        known("compareButton", this::comparesWithTheWeekBefore);
        known("exportButton", opens("#exportButton", "[id='choice:exportMenu']"));
        known("content groups.xhtml*", this::goesToAllAndInside);
        known("members groups.xhtml*", with("content groups.xhtml*"));
        known("content consumption.xhtml*", leadsTo("#content a[href*='consumption.xhtml']", "consumption.xhtml"));
        known("members consumption.xhtml device", leadsTo("[id='members'] a[href*='device=']", "device="));
        known("members places.xhtml place", leadsTo("[id='members'] a[href*='place=']", "place="));
        known("content summary", this::showsTheTable);
        known("members summary", this::showsEveryDeviceOnce);
        known("members:devices_*", with("members:device:*:out"));
        known("members:places_*", with("members:place:*:out"));
        known("members:groups_*", with("members:group:*:out"));
        known(
                "members:device:*:out",
                () -> takesOutAndPutsBack(
                        "device", "devices", household.heatPump(language).name()));
        known("members:place:*:out", () -> takesOutAndPutsBack("place", "places", household.house(language)));
        known("members:group:*:out", () -> takesOutAndPutsBack("group", "groups", household.lightsGroupName(language)));
        known("members:name", with("members:rename"));
        known("members:rename", this::renamesItAndBack);
        known("members:delete", this::asksBeforeItIsDeleted);
    }

    @Override
    String page() {
        return "groups.xhtml?group=" + household.group(language) + "&date=" + household.day;
    }

    private void goesToADay() {
        visitor.click(".ems-day a[href*='groups']");
        visitor.until("the day before", () -> visitor.address().contains("date=" + household.day.minusDays(1)));
        assertThat(visitor.address()).contains("group=" + household.group(language));
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

    private void showsEveryHour() {
        visitor.click(".ems-segments a[href*='chart=heat']");
        visitor.until("a map", () -> visitor.address().contains("chart=heat"));
        visitor.see("#heat canvas");
    }

    private void goesToAllAndInside() {
        visitor.click(".ems-path-below a");
        visitor.until("the group inside", () -> !visitor.address().contains(household.group(language)));
        visitor.settle();
        visitor.click(".ems-path ol a");
        visitor.until("all groups", () -> !visitor.address().contains("group="));
    }

    private void showsTheTable() {
        visitor.click(".ems-details summary");
        assertThat(visitor.see("#table table").getText()).contains("23:00");
    }

    /** The heat pump is in the group by itself and by its house; the lights by their group, too. */
    private void showsEveryDeviceOnce() {
        visitor.click("[id='members'] summary");
        visitor.see("#allDevices table");
        assertThat(visitor.all("#allDevices tbody tr"))
                .extracting(row -> row.getText().lines().findFirst().orElse(""))
                .satisfiesExactlyInAnyOrder(
                        row -> assertThat(row)
                                .contains(household.heatPump(language).name()),
                        row -> assertThat(row)
                                .contains(household.lights(language).name()));
    }

    private void renamesItAndBack() {
        String name = visitor.see("[id='members:name']").getDomProperty("value");
        for (String next : new String[] {name + " again", name}) {
            // Without the notice of the change before, which lies over the button.
            open();
            visitor.focus("[id='members:name']");
            visitor.replace(next);
            visitor.click("[id='members:rename']");
            visitor.until(next, () -> visitor.text(".ems-path strong").equals(next));
            visitor.settle();
        }
    }

    private void asksBeforeItIsDeleted() {
        visitor.click("[id='members:delete']");
        assertThat(visitor.see("#questionDialog").getText()).contains(household.house(language));
        visitor.click("[id='questionForm:no']");
        visitor.until("it is closed", () -> visitor.openDialogs().isEmpty());
        assertThat(household
                        .administrator
                        .get("groups/" + household.group(language))
                        .status())
                .isEqualTo(200);
    }

    private void takesOutAndPutsBack(String kind, String field, String name) {
        int before = visitor.all("[id='members'] li button").size();
        visitor.click("[id='members:" + kind + ":0:out']");
        visitor.until("it is out", () -> visitor.all("[id='members'] li button").size() == before - 1);
        visitor.settle();
        visitor.focus("[id='members:" + field + "_input']");
        visitor.press(name);
        visitor.click(visitor.seeText(".ui-autocomplete-item", name));
        visitor.until(
                "it is back", () -> visitor.all("[id='members'] li button").size() == before);
        visitor.settle();
    }
}
