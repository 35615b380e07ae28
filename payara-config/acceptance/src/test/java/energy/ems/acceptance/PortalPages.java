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

    private PortalPages() {}

    static List<View> all(Household household, Language language) {
        String meter = "?device=" + household.heatPump(language).id();
        return List.of(
                new View("index.xhtml" + meter, null),
                new View("consumption.xhtml" + meter + "&date=" + household.day, null),
                new View("alerts.xhtml", null),
                new View("devices.xhtml?q=" + household.tag, null),
                new View("devices.xhtml?q=" + household.tag, "actions:new"),
                new View("users.xhtml?q=" + household.tag, null),
                new View("users.xhtml?q=" + household.tag, "actions:new"),
                new View("unassigned.xhtml", null),
                new View("quarantine.xhtml", null),
                new View("dead-letters.xhtml", null),
                new View("readings.xhtml", null),
                new View("synchronisation.xhtml", null),
                new View("system.xhtml", null),
                new View("audit.xhtml", null),
                new View("account.xhtml", null));
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
