package energy.ems.web.portal.frame;

import energy.ems.group.GroupEntry;
import energy.ems.group.Groups;
import energy.ems.platform.SearchText;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.function.Predicate;

/** What a chooser of groups offers while somebody types, the same on every page that has one. */
@Named
@RequestScoped
public class GroupChooser {

    @Inject
    private Groups groups;

    @Inject
    private MeterChooser meters;

    private List<GroupEntry> all;

    /** All that the viewer sees, by name. */
    public List<GroupEntry> getAll() {
        if (all == null) {
            all = groups.all();
        }
        return all;
    }

    /** Whether the viewer sees any. */
    public boolean isAny() {
        return !getAll().isEmpty();
    }

    /** The ids of the groups whose name holds what was typed; one more than is shown says that there are more. */
    public List<String> suggest(String typed) {
        return suggest(typed, each -> true);
    }

    /** @param offered which of them are offered */
    public List<String> suggest(String typed, Predicate<GroupEntry> offered) {
        String part = typed == null ? "" : typed.strip();
        return getAll().stream()
                .filter(offered)
                .filter(each -> SearchText.isIn(part, each.name()))
                .map(GroupEntry::id)
                .limit(meters.getMostShown() + 1L)
                .toList();
    }

    /** The group's name; the id itself for none that the viewer sees. */
    public String nameOf(String id) {
        return getAll().stream()
                .filter(each -> each.id().equals(id))
                .map(GroupEntry::name)
                .findFirst()
                .orElse(id == null ? "" : id);
    }
}
