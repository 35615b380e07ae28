package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;

/** The list of devices, of which this test's own are seen. */
final class DevicesWalk extends Walk {

    DevicesWalk(Visitor visitor, Household household, Language language) {
        super(visitor, household, language);
        known("actions:import", opens("[id='actions:import']", "#importDialog"));
        known("actions:new", this::makesADevice);
        known("list:text", in(EnterKeyIT.class));
        known("list:withoutOwner_input", this::findsThoseWithoutOwner);
        known("list:place_input", this::findsAPlaceAndAllBelow);
        known("list:renamePlace", opens("[id='list:renamePlace']", "#renameDialog"));
        known("list:assign", in(AssignOwnerIT.class));
        known("list:deleteMany", this::deletesWhatIsTicked);
        known("list:table:*:history", opens("[id$=':history']", "#historyDialog"));
        known("list:table:*:tariffs", opens("[id$=':tariffs']", "#tariffDialog"));
        known("list:table:*:edit", this::renamesADevice);
        known("list:table:*:delete", this::asksBeforeItDeletes);
        known("list:table_data consumption.xhtml device", leadsTo("[id='list:table'] a[href*='device=']", "device="));
        known("list:table_head *", in(LongListsIT.class));
        // A phone has no headings; it sorts by a menu.
        known("list:table_reflowDD", onAPhone(() -> visitor.sortByMenu("list:table")));
        known("list:table_paginator_bottom *", in(LongListsIT.class));
        known("list:table*input*", in(AssignOwnerIT.class));
    }

    @Override
    String page() {
        return "devices.xhtml?q=" + household.tag;
    }

    private void makesADevice() {
        Household.Meter made = new Household.Meter("made-" + household.tag, "Made by hand " + household.tag);
        visitor.click("[id='actions:new']");
        visitor.see("[id='deviceForm:name']").sendKeys(made.name());
        visitor.see("[id='deviceForm:id']").sendKeys(made.id());
        visitor.click("[id='deviceForm:save']");
        visitor.until("the panel closes", () -> visitor.openDialogs().isEmpty());
        assertThat(household.administrator.get("devices/" + made.id()).body().getString("name"))
                .isEqualTo(made.name());
        household.removeDevice(made);
    }

    private void findsThoseWithoutOwner() {
        visitor.click("[id='list:withoutOwner'] .ui-chkbox-box");
        visitor.until(
                "none of the household",
                () -> !visitor.text("[id='list:table']").contains(household.home(language)));
    }

    private void findsAPlaceAndAllBelow() {
        Household.Meter meter =
                household.makeDevice(new Household.Meter("stands-" + household.tag, "Stands " + household.tag), null);
        household.administrator.put(
                "devices/" + meter.id(),
                Json.createObjectBuilder()
                        .add("place", "Yard " + household.tag + "/Shed")
                        .build());
        visitor.open("devices.xhtml?q=" + household.tag);
        visitor.see("[id='list:place_input']").sendKeys("Yard " + household.tag);
        visitor.click(visitor.seeText(".ui-autocomplete-item", "Yard " + household.tag));
        visitor.until(
                "that alone",
                () -> visitor.text("[id='list:table_data']").contains(meter.name())
                        && visitor.all("[id='list:table_data'] > tr").size() == 1);
        household.removeDevice(meter);
    }

    private void renamesADevice() {
        Household.Meter meter =
                household.makeDevice(new Household.Meter("rename-" + household.tag, "Dryer " + household.tag), null);
        visitor.open("devices.xhtml?q=" + meter.id());
        visitor.click("[id$=':edit']");
        visitor.see("[id='deviceForm:name']").clear();
        visitor.see("[id='deviceForm:name']").sendKeys("Washer " + household.tag);
        visitor.click("[id='deviceForm:save']");
        visitor.until("the panel closes", () -> visitor.openDialogs().isEmpty());
        assertThat(household.administrator.get("devices/" + meter.id()).body().getString("name"))
                .isEqualTo("Washer " + household.tag);
        household.removeDevice(meter);
    }

    private void deletesWhatIsTicked() {
        Household.Meter meter =
                household.makeDevice(new Household.Meter("many-" + household.tag, "Kettle " + household.tag), null);
        visitor.open("devices.xhtml?q=" + meter.id());
        visitor.click("[id='list:table_data'] .ui-chkbox-box");
        visitor.settle();
        visitor.click("[id='list:deleteMany']");
        visitor.see("#questionDialog");
        visitor.click("[id='questionForm:yes']");
        visitor.until(
                "the device is gone",
                () -> household.administrator.get("devices/" + meter.id()).status() == 404);
    }

    private void asksBeforeItDeletes() {
        Household.Meter meter =
                household.makeDevice(new Household.Meter("delete-" + household.tag, "Toaster " + household.tag), null);
        visitor.open("devices.xhtml?q=" + meter.id());
        visitor.click("[id$=':delete']");
        assertThat(visitor.see(".ui-dialog, .ui-confirm-dialog").getText()).contains(meter.name());
        assertThat(household.administrator.get("devices/" + meter.id()).status())
                .isEqualTo(200);
        visitor.click(".ui-dialog .ui-button-danger, .ui-confirm-dialog .ui-confirmdialog-yes");
        visitor.until(
                "the device is gone",
                () -> household.administrator.get("devices/" + meter.id()).status() == 404);
    }
}
