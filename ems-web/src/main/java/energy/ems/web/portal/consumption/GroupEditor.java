package energy.ems.web.portal.consumption;

import energy.ems.boundary.ConflictException;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.NotFoundException;
import energy.ems.group.GroupDraft;
import energy.ems.group.GroupEntry;
import energy.ems.group.GroupView;
import energy.ems.group.Groups;
import energy.ems.metering.MeterChoice;
import energy.ems.metering.PlaceEntry;
import energy.ems.metering.Places;
import energy.ems.platform.SearchText;
import energy.ems.web.portal.frame.GroupChooser;
import energy.ems.web.portal.frame.MeterChooser;
import energy.ems.web.portal.frame.Pages;
import energy.ems.web.portal.frame.Problems;
import energy.ems.web.portal.frame.Question;
import energy.ems.web.portal.frame.Texts;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Makes, fills, renames and deletes groups; each change is made at once, and the page is shown anew. */
@Named
@ViewScoped
public class GroupEditor implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private Groups groups;

    @Inject
    private Places metering;

    @Inject
    private GroupsPage page;

    @Inject
    private MeterChooser meters;

    @Inject
    private GroupChooser chooser;

    @Inject
    private Question question;

    private String newName;
    private String name;
    private String device;
    private String place;
    private String group;

    public void create() {
        attempt("new", () -> {
            GroupView made = groups.create(new GroupDraft(newName, List.of(), List.of(), List.of()));
            return Map.of("group", made.id());
        });
    }

    public void rename() {
        change("groups.renamed", name, ids(), paths(), groupIds());
    }

    // ---------------------------------------------------------------- members

    public void addDevice() {
        if (device != null && !device.isEmpty()) {
            change(null, page.getShown().name(), with(ids(), device), paths(), groupIds());
        }
    }

    public void addPlace() {
        if (place != null && !place.isBlank()) {
            change(null, page.getShown().name(), ids(), with(paths(), place), groupIds());
        }
    }

    public void addGroup() {
        if (group != null && !group.isEmpty()) {
            change(null, page.getShown().name(), ids(), paths(), with(groupIds(), group));
        }
    }

    public void removeDevice(String id) {
        change(null, page.getShown().name(), without(ids(), id), paths(), groupIds());
    }

    public void removePlace(String path) {
        change(null, page.getShown().name(), ids(), without(paths(), path), groupIds());
    }

    public void removeGroup(String id) {
        change(null, page.getShown().name(), ids(), paths(), without(groupIds(), id));
    }

    private List<String> ids() {
        return page.getShown().devices().stream().map(MeterChoice::deviceId).toList();
    }

    private List<String> paths() {
        return page.getShown().places().stream().map(PlaceEntry::path).toList();
    }

    private List<String> groupIds() {
        return page.getShown().groups().stream().map(GroupEntry::id).toList();
    }

    private static List<String> with(Collection<String> members, String member) {
        List<String> more = new ArrayList<>(members);
        more.add(member);
        return more;
    }

    private static List<String> without(Collection<String> members, String member) {
        return members.stream().filter(each -> !each.equals(member)).toList();
    }

    private void change(
            String done, String name, Collection<String> ids, Collection<String> paths, Collection<String> groupIds) {
        GroupView shown = page.getShown();
        attempt("members", () -> {
            groups.update(shown.id(), new GroupDraft(name, ids, paths, groupIds), shown.version());
            if (done != null) {
                Texts.inform(done);
            }
            Map<String, String> here = page.getAddress().parameters(null);
            here.put("group", shown.id());
            return here;
        });
    }

    public void askToDelete() {
        GroupView shown = page.getShown();
        Texts texts = Texts.ofView();
        question.ask(
                texts.get("groups.delete.ask", shown.name()),
                texts.get("groups.delete.effect"),
                texts.get("action.delete"),
                () -> attempt("members", () -> {
                    groups.delete(shown.id(), shown.version());
                    Texts.inform("groups.deleted", shown.name());
                    return Map.of();
                }));
    }

    /** @param done does it, and says with which parameters the page is shown then */
    private static void attempt(String form, Supplier<Map<String, String>> done) {
        try {
            Map<String, String> parameters = done.get();
            Texts.keepForNextPage();
            Pages.go("/groups.xhtml", parameters);
        } catch (InvalidInputException invalid) {
            Problems.show(form, invalid);
        } catch (ConflictException conflict) {
            Texts.refuse(conflict.messageKey());
        } catch (NotFoundException gone) {
            Texts.refuse("groups.unknown");
        }
    }

    // ---------------------------------------------------------------- choosing

    /** The devices that are not named yet; one more than is shown says that there are more. */
    public List<String> suggestDevices(String typed) {
        List<String> ids = ids();
        return meters.suggest(typed).stream().filter(id -> !ids.contains(id)).toList();
    }

    /** The places that are not named yet; one more than is shown says that there are more. */
    public List<String> suggestPlaces(String typed) {
        List<String> paths = paths();
        return metering.all().stream()
                .map(PlaceEntry::path)
                .filter(path -> !paths.contains(path) && SearchText.isIn(typed.strip(), path))
                .limit(meters.getMostShown() + 1L)
                .toList();
    }

    /** The groups that are not in it yet; one more than is shown says that there are more. */
    public List<String> suggestGroups(String typed) {
        return chooser.suggest(typed, this::couldBePutIn);
    }

    /** What one for all holds is for all. */
    private boolean couldBePutIn(GroupEntry each) {
        GroupView shown = page.getShown();
        return !each.id().equals(shown.id())
                && (each.shared() || !shown.shared())
                && shown.groups().stream().noneMatch(in -> in.id().equals(each.id()));
    }

    /** Whether there is a group that could be put in. */
    public boolean isWithOthers() {
        return chooser.getAll().stream().anyMatch(this::couldBePutIn);
    }

    // ---------------------------------------------------------------- what is typed

    public String getNewName() {
        return newName;
    }

    public void setNewName(String newName) {
        this.newName = newName;
    }

    /** The shown group's until another is typed. */
    public String getName() {
        return name == null && page.getShown() != null ? page.getShown().name() : name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getDevice() {
        return device;
    }

    public void setDevice(String device) {
        this.device = device;
    }

    public String getPlace() {
        return place;
    }

    public void setPlace(String place) {
        this.place = place;
    }

    public String getGroup() {
        return group;
    }

    public void setGroup(String group) {
        this.group = group;
    }
}
