package energy.ems.web.portal;

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

    /** One page; {@code current} when it is the one that is shown. */
    public record Item(String page, String label, String icon, boolean current) {
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

    @Inject
    private Viewer viewer;

    private final List<Section> sections = new ArrayList<>();

    @PostConstruct
    void arrange() {
        sections.add(new Section(
                null,
                List.of(
                        item("/index", "nav.dashboard", "pi-home"),
                        item("/consumption", "nav.consumption", "pi-chart-bar"),
                        item("/alerts", "nav.alerts", "pi-bell"))));
        if (viewer.isStaff()) {
            List<Item> management = new ArrayList<>();
            management.add(item("/devices", "nav.devices", "pi-bolt"));
            if (viewer.isAdministrator()) {
                management.add(item("/users", "nav.users", "pi-users"));
            }
            sections.add(new Section("nav.section.management", management));
            sections.add(new Section(
                    "nav.section.operation",
                    List.of(
                            item("/unassigned", "nav.unassigned", "pi-question-circle"),
                            item("/quarantine", "nav.quarantine", "pi-shield"),
                            item("/dead-letters", "nav.deadLetters", "pi-envelope"),
                            item("/readings", "nav.readings", "pi-pencil"),
                            item("/synchronisation", "nav.synchronisation", "pi-sync"),
                            item("/audit", "nav.audit", "pi-history"))));
        }
    }

    private static Item item(String page, String label, String icon) {
        String shown = FacesContext.getCurrentInstance().getViewRoot().getViewId();
        return new Item(page, label, icon, shown.equals(page + ".xhtml"));
    }

    public List<Section> getSections() {
        return sections;
    }
}
