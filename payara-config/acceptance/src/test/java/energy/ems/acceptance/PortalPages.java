package energy.ems.acceptance;

import java.util.List;

/** The pages that an administrator has, and the panels that open on them. */
final class PortalPages {

    /** A page, or a panel on it that a button opens. */
    record View(String page, String opener) {

        @Override
        public String toString() {
            return opener == null ? page : page + " " + opener;
        }
    }

    /**
     * What opens on a page: a dialog, a menu, a calendar, or mistakes that are told.
     *
     * @param presses what is pressed for it, one after the other
     * @param opened what is seen then
     * @param width where it is; on all widths when null
     */
    record Opening(String page, List<String> presses, String opened, Visitor.Width width) {

        @Override
        public String toString() {
            return page + " " + presses;
        }
    }

    private PortalPages() {}

    static List<View> all(Household household, Language language) {
        String meter = "?device=" + household.heatPump(language).id();
        return List.of(
                new View("index.xhtml" + meter, null),
                new View("consumption.xhtml" + meter + "&date=" + household.day, null),
                new View("places.xhtml?place=" + household.house(language) + "&date=" + household.day, null),
                new View("groups.xhtml", null),
                new View("groups.xhtml?group=" + household.group(language) + "&date=" + household.day, null),
                new View("bill.xhtml" + meter, null),
                new View("alerts.xhtml", null),
                new View("alerts.xhtml" + meter, "list:table:0:details"),
                new View("portfolio.xhtml?place=" + household.house(language), null),
                new View("devices.xhtml?q=" + household.tag, null),
                new View("devices.xhtml?q=" + household.tag, "actions:new"),
                new View("users.xhtml?q=" + household.tag, null),
                new View("users.xhtml?q=" + household.tag, "actions:new"),
                new View("tariffs.xhtml", null),
                new View("unassigned.xhtml", null),
                new View("quarantine.xhtml", null),
                new View("findings.xhtml", null),
                new View("dead-letters.xhtml", null),
                new View("readings.xhtml", null),
                new View("imports.xhtml", null),
                new View("synchronisation.xhtml", null),
                new View("system.xhtml", null),
                new View("storage.xhtml", null),
                new View("security.xhtml", null),
                new View("audit.xhtml", null),
                new View("account.xhtml", null),
                new View("messages.xhtml", null),
                new View("reports.xhtml", null),
                new View("rest.xhtml", null));
    }

    static List<Opening> openings(Household household, Language language) {
        String meter = "?device=" + household.heatPump(language).id();
        String devices = "devices.xhtml?q=" + household.tag;
        String users = "users.xhtml?q=" + household.tag;
        String day = "consumption.xhtml" + meter + "&date=" + household.day;
        return List.of(
                opening("index.xhtml" + meter, "[id='preferences:accountMenu']", "#accountButton"),
                opening("index.xhtml" + meter, "[id='preferences:languageMenu']", "#languageButton"),
                opening("index.xhtml" + meter, "#palette [role=option]", "#paletteButton"),
                opening("index.xhtml" + meter, ".ui-autocomplete-panel", "[id='choice:device_button']"),
                new Opening(
                        "index.xhtml" + meter,
                        List.of("[data-ems='nav-toggle']"),
                        "#nav a[href*='alerts']",
                        Visitor.Width.PHONE),
                opening(day, ".p-datepicker-panel", "[id='choice:day'] .ui-datepicker-trigger"),
                opening(day, "[id='choice:compareMenu']", "#compareButton"),
                opening(day, "[id='choice:rangeMenu']", "#rangeButton"),
                opening(day + "&chart=heat", "#heatTable table", "[data-ems-heat-table] summary"),
                opening(day, "[id='choice:exportMenu']", "#exportButton"),
                opening(day, "#table table", ".ems-details summary"),
                opening(
                        "places.xhtml?place=" + household.house(language) + "&date=" + household.day,
                        "#flowTable table",
                        ".ems-flow-details summary"),
                opening(
                        "groups.xhtml?group=" + household.group(language) + "&date=" + household.day,
                        "[id='choice:exportMenu']",
                        "#exportButton"),
                opening(
                        "groups.xhtml?compare=week&group=" + household.group(language) + "&date=" + household.day,
                        "#table table",
                        ".ems-details summary"),
                opening(
                        "groups.xhtml?group=" + household.group(language),
                        ".ui-autocomplete-panel",
                        "[id='members:groups_button']"),
                opening("groups.xhtml", ".ui-message-error", "[id='new:create']"),
                opening("groups.xhtml?group=" + household.group(language), "#questionDialog", "[id='members:delete']"),
                opening("alerts.xhtml", ".ui-selectonemenu-panel", "[id='list:kind'] .ui-selectonemenu-trigger"),
                opening("alerts.xhtml" + meter, "[id='alertForm:history']", "[id='list:table:0:details']"),
                opening("alerts.xhtml", "#questionDialog", "[id='list:acknowledgeAll']"),
                opening("alerts.xhtml", ".ems-selected", "[id='list:table_data'] .ui-chkbox-box"),
                opening(devices, "#importDialog", "[id='actions:import']"),
                opening(devices, "#deviceSidebar", "[id='actions:new']"),
                opening(devices, "#deviceSidebar .ui-message-error", "[id='actions:new']", "[id='deviceForm:save']"),
                opening(devices, "[id='deviceForm:factor']", "[id='actions:new']", "[id='deviceForm:details'] summary"),
                opening(devices, "#deviceSidebar", "[id$=':edit']"),
                opening(devices, "#renameDialog", "[id='list:renamePlace']"),
                opening(devices, "#historyDialog", "[id$=':history']"),
                opening(devices, "#questionDialog", "[id$=':delete']"),
                opening(devices, "#assignDialog", "[id='list:table_data'] .ui-chkbox-box", "[id='list:assign']"),
                opening(users, "#userSidebar", "[id='actions:new']"),
                opening(users, "#userSidebar .ui-message-error", "[id='actions:new']", "[id='userForm:save']"),
                opening(users, "#userSidebar", "[id$=':edit']"),
                opening(users, "#passwordDialog", "[id$=':password']"),
                opening(users, "#tokensDialog", "[id$=':tokens']"),
                opening(users, "#questionDialog", "[id$=':delete']"),
                opening("tariffs.xhtml", "[id='tariffs:editor']", "[id='tariffs:new']"),
                opening(devices, "#tariffDialog", "[id$=':tariffs']"),
                opening("unassigned.xhtml", "#deviceSidebar", "[id$=':details']"),
                opening(
                        "quarantine.xhtml",
                        "#questionDialog",
                        "[id='list:table_data'] .ui-chkbox-box",
                        "[id='list:release']"),
                opening("dead-letters.xhtml", "#letterDialog", "[id$=':open']"),
                opening("readings.xhtml", ".p-datepicker-panel", "[id='reading:timestamp'] .ui-datepicker-trigger"),
                opening("readings.xhtml", ".ui-message-error", "[id='reading:enter']"),
                opening("account.xhtml", ".ui-growl-message", "[id='profile:save']"),
                opening("messages.xhtml", ".ui-growl-message", "[id='choices:save']"),
                opening("reports.xhtml", ".ui-selectonemenu-panel", "[id='order:month'] .ui-selectonemenu-trigger"),
                opening("account.xhtml", ".ems-qr", "[id='factor:begin']"),
                opening("rest.xhtml", ".opblock-tag-section.is-open", "#operations-tag-devices"),
                opening(
                        "rest.xhtml",
                        "#operations-devices-getDevice.is-open",
                        "#operations-tag-devices",
                        "#operations-devices-getDevice .opblock-summary-control"),
                opening("account.xhtml", ".ui-selectonemenu-panel", "[id='tokens:scope'] .ui-selectonemenu-trigger"));
    }

    private static Opening opening(String page, String opened, String... presses) {
        return new Opening(page, List.of(presses), opened, null);
    }

    static void open(Visitor visitor, Opening opening) {
        visitor.open(opening.page());
        for (String press : opening.presses()) {
            visitor.click(press);
            visitor.settle();
            visitor.rest();
        }
        visitor.see(opening.opened());
        // What was pressed is pale until its answer is through.
        visitor.settle();
    }

    /** Shows the page, and the panel when it is one. */
    static void open(Visitor visitor, View view) {
        visitor.open(view.page());
        if (view.opener() != null) {
            visitor.click("[id='" + view.opener() + "']");
            visitor.settle();
            visitor.see(".ui-sidebar, .ui-dialog");
        }
    }
}
