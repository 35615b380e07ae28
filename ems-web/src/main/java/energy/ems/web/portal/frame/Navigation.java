package energy.ems.web.portal.frame;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;

/** What the navigation at the left offers to this viewer. */
@Named
@RequestScoped
public class Navigation {

    /** @param title key of the heading, or null for none */
    public record Section(String title, List<Item> items) {
        public String getTitle() {
            return title;
        }

        public List<Item> getItems() {
            return items;
        }
    }

    /** One page; {@code current} when it is the one that is shown, {@code waiting} how much is to be done there. */
    public record Item(String page, String label, String icon, boolean current, long waiting) {
        public long getWaiting() {
            return waiting;
        }

        /** As it fits. */
        public String getWaitingLabel() {
            return waiting > MOST_SHOWN ? MOST_SHOWN + "+" : Long.toString(waiting);
        }

        public String getPage() {
            return page;
        }

        public String getLabel() {
            return label;
        }

        public String getIcon() {
            return icon;
        }

        public boolean isCurrent() {
            return current;
        }
    }

    private static final long MOST_SHOWN = 99;

    @Inject
    private Viewer viewer;

    @Inject
    private WaitingWork waitingWork;

    private final List<Section> sections = new ArrayList<>();

    @PostConstruct
    void arrange() {
        sections.add(new Section(
                null,
                List.of(
                        item("/index", "nav.dashboard", "pi-home"),
                        item("/consumption", "nav.consumption", "pi-chart-bar"),
                        item("/places", "nav.places", "pi-map-marker"),
                        item("/groups", "nav.groups", "pi-clone"),
                        item("/alerts", "nav.alerts", "pi-bell"),
                        item("/reports", "nav.reports", "pi-file-pdf"))));
        if (viewer.isStaff()) {
            List<Item> management = new ArrayList<>();
            management.add(item("/portfolio", "nav.portfolio", "pi-list"));
            management.add(item("/devices", "nav.devices", "pi-bolt"));
            if (viewer.isAdministrator()) {
                management.add(item("/users", "nav.users", "pi-users"));
                management.add(item("/tariffs", "nav.tariffs", "pi-tag"));
            }
            sections.add(new Section("nav.section.management", management));
            WaitingWork.Counts waiting = waitingWork.counts();
            List<Item> operation = new ArrayList<>(List.of(
                    item("/unassigned", "nav.unassigned", "pi-question-circle", waiting.unassigned()),
                    item("/quarantine", "nav.quarantine", "pi-shield", waiting.quarantined()),
                    item("/dead-letters", "nav.deadLetters", "pi-envelope", waiting.deadLetters()),
                    item("/findings", "nav.findings", "pi-flag"),
                    item("/readings", "nav.readings", "pi-pencil"),
                    item("/imports", "nav.imports", "pi-upload"),
                    item("/synchronisation", "nav.synchronisation", "pi-sync", waiting.drifted()),
                    item("/system", "nav.system", "pi-server")));
            if (viewer.isAdministrator()) {
                operation.add(item("/storage", "nav.storage", "pi-database"));
            }
            operation.add(item("/security", "nav.security", "pi-lock"));
            operation.add(item("/audit", "nav.audit", "pi-history"));
            sections.add(new Section("nav.section.operation", operation));
        }
    }

    private static Item item(String page, String label, String icon) {
        return item(page, label, icon, 0);
    }

    private static Item item(String page, String label, String icon, long waiting) {
        String shown = FacesContext.getCurrentInstance().getViewRoot().getViewId();
        return new Item(page, label, icon, shown.equals(page + ".xhtml"), waiting);
    }

    public List<Section> getSections() {
        return sections;
    }
}
