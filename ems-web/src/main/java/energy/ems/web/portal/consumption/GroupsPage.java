package energy.ems.web.portal.consumption;

import energy.ems.boundary.NotFoundException;
import energy.ems.group.GroupEntry;
import energy.ems.group.GroupView;
import energy.ems.group.Groups;
import energy.ems.metering.Bucket;
import energy.ems.metering.DeviceSets;
import energy.ems.metering.PlaceReport;
import energy.ems.metering.place.PlaceSum;
import energy.ems.web.portal.frame.Texts;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The page of groups: all of them, or one with what it is made of. What is changed there is for {@link GroupEditor}. */
@Named("groups")
@ViewScoped
public class GroupsPage extends SumPage {

    private static final long serialVersionUID = 1L;

    @Inject
    private Groups doors;

    @Inject
    private DeviceSets sums;

    private String group;

    private transient List<GroupEntry> all;
    private transient GroupView shown;

    @Override
    public String getOutcome() {
        return "/groups";
    }

    @Override
    public String getSubjectName() {
        return "group";
    }

    @Override
    public String getSubject() {
        return group;
    }

    @Override
    public void load() {
        begin();
        all = null;
        shown = null;
        if (group == null || group.isBlank()) {
            group = null;
            return;
        }
        try {
            shown = doors.get(group);
            if (!shown.isWithoutMembers()) {
                show();
            }
        } catch (NotFoundException none) {
            shown = null;
        }
    }

    @Override
    PlaceReport report(ShownPeriod period) {
        return sums.report(
                shown.name(),
                shown.content(),
                period.start(),
                period.end(),
                viewer().getZone(),
                period.view().resolution());
    }

    @Override
    List<Bucket> hours(ShownPeriod period) {
        return sums.hours(shown.content(), period.start(), period.end(), viewer().getZone());
    }

    /** How many devices the sum is made of, and how many of them a main meter measures, too. */
    @Override
    public String getSourceText() {
        PlaceSum sum = report().sum();
        long devices = sum.allDevices().count();
        long behind = devices - sum.counted().count();
        Texts texts = Texts.in(viewer().getLocale());
        return behind == 0 ? texts.get("groups.source", devices) : texts.get("groups.source.behind", devices, behind);
    }

    /** Every device that the sum is made of, each once, by name. */
    public List<PlaceSum> getDevices() {
        return report() == null
                ? List.of()
                : report().sum()
                        .allDevices()
                        .sorted(Comparator.comparing(PlaceSum::name, String.CASE_INSENSITIVE_ORDER)
                                .thenComparing(PlaceSum::deviceId))
                        .toList();
    }

    public String getGroup() {
        return group;
    }

    public void setGroup(String group) {
        this.group = group;
    }

    /** The group that is shown; null for none. */
    public GroupView getShown() {
        loaded();
        return shown;
    }

    /** Whether the address asks for a group that the viewer does not see. */
    public boolean isUnknown() {
        loaded();
        return group != null && shown == null;
    }

    /** All that the viewer sees, by name. */
    public List<GroupEntry> getAll() {
        loaded();
        if (all == null) {
            all = doors.all();
        }
        return all;
    }

    /** What a group is made of, for instance "2 devices · 1 place". */
    public String content(GroupEntry entry) {
        Texts texts = Texts.in(viewer().getLocale());
        List<String> parts = new ArrayList<>();
        if (entry.devices() > 0) {
            parts.add(texts.get("places.devices", entry.devices()));
        }
        if (entry.places() > 0) {
            parts.add(texts.get("groups.places", entry.places()));
        }
        if (entry.groups() > 0) {
            parts.add(texts.get("groups.groups", entry.groups()));
        }
        return parts.isEmpty() ? texts.get("groups.empty") : String.join(" · ", parts);
    }
}
