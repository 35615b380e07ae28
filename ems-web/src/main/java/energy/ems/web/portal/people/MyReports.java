package energy.ems.web.portal.people;

import energy.ems.account.Accounts;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.NotFoundException;
import energy.ems.metering.PlaceEntry;
import energy.ems.metering.Places;
import energy.ems.notification.Notifications;
import energy.ems.reporting.ArchivedReport;
import energy.ems.reporting.ReportChoice;
import energy.ems.reporting.ReportSubject;
import energy.ems.reporting.Reports;
import energy.ems.web.portal.frame.Problems;
import energy.ems.web.portal.frame.Texts;
import energy.ems.web.portal.frame.Viewer;
import jakarta.annotation.PostConstruct;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The viewer's reports of months: which come by mail, and those that there are. */
@Named
@ViewScoped
public class MyReports implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int SUGGESTIONS = 20;
    private static final int MONTHS_OFFERED = 24;

    @Inject
    private Reports reports;

    @Inject
    private Places places;

    @Inject
    private Notifications notifications;

    @Inject
    private Accounts accounts;

    @Inject
    private Viewer viewer;

    private boolean own;
    private List<String> chosen;
    private List<String> offered;
    private String another;
    private List<String> chosenGroups;
    private List<String> offeredGroups;
    private String anotherGroup;

    private String month;
    private String place;
    private String group;
    private List<String> months;

    private String email;
    private boolean mailIsSetUp;
    private transient List<ArchivedReport> all;

    @PostConstruct
    void load() {
        show(reports.choice());
        email = accounts.own().email();
        mailIsSetUp = notifications.mailIsSetUp();
        YearMonth last = reports.lastMonth();
        months = Stream.iterate(last, each -> each.minusMonths(1))
                .limit(MONTHS_OFFERED)
                .map(YearMonth::toString)
                .toList();
        month = months.get(0);
    }

    private void show(ReportChoice choice) {
        own = choice.own();
        chosen = new ArrayList<>(choice.places());
        offered = choice.places();
        another = null;
        chosenGroups = new ArrayList<>(choice.groups());
        offeredGroups = choice.groups();
        anotherGroup = null;
    }

    public void save() {
        try {
            show(reports.choose(new ReportChoice(own, with(chosen, another), with(chosenGroups, anotherGroup))));
            Texts.inform("reports.saved");
        } catch (InvalidInputException invalid) {
            Problems.show("choice", invalid);
        }
    }

    private static List<String> with(List<String> ticked, String typed) {
        List<String> wanted = new ArrayList<>(ticked == null ? List.of() : ticked);
        if (isTyped(typed)) {
            wanted.add(typed);
        }
        return wanted;
    }

    private static boolean isTyped(String text) {
        return text != null && !text.isBlank();
    }

    public void make() {
        if (isTyped(place) && isTyped(group)) {
            Texts.refuse("reports.placeOrGroup");
            return;
        }
        try {
            reports.make(
                    isTyped(group) ? ReportSubject.ofGroup(group) : ReportSubject.ofPlace(place),
                    YearMonth.parse(month));
            Texts.inform("reports.made", monthName(month));
        } catch (NotFoundException unknown) {
            Texts.refuse(isTyped(group) ? "groups.unknown" : "reports.noSuchPlace");
        } catch (InvalidInputException invalid) {
            Problems.show("order", invalid);
        }
        all = null;
    }

    /** Paths of the viewer's places that hold what was typed, in any case. */
    public List<String> suggest(String typed) {
        String part = typed == null ? "" : typed.strip().toLowerCase(Locale.ROOT);
        return places.all().stream()
                .map(PlaceEntry::path)
                .filter(path -> path.toLowerCase(Locale.ROOT).contains(part))
                .limit(SUGGESTIONS)
                .toList();
    }

    /** For instance "October 2026". @param text such as 2026-10 */
    public String monthName(String text) {
        return DateTimeFormatter.ofPattern("LLLL uuuu", viewer.getLocale()).format(YearMonth.parse(text));
    }

    public List<ArchivedReport> getAll() {
        if (all == null) {
            all = reports.list();
        }
        return all;
    }

    public List<String> getMonths() {
        return months;
    }

    /** Null when the account has no address. */
    public String getEmail() {
        return email;
    }

    /** Whether there is nothing to save: without an address none can be chosen, and there are none to be given up. */
    public boolean isWithoutAddress() {
        return email == null && !own && offered.isEmpty() && offeredGroups.isEmpty();
    }

    public boolean isMailSetUp() {
        return mailIsSetUp;
    }

    /** The places that were chosen when it was last saved. */
    public List<String> getOffered() {
        return offered;
    }

    public boolean isOwn() {
        return own;
    }

    public void setOwn(boolean own) {
        this.own = own;
    }

    public List<String> getChosen() {
        return chosen;
    }

    public void setChosen(List<String> chosen) {
        this.chosen = chosen;
    }

    public String getAnother() {
        return another;
    }

    public void setAnother(String another) {
        this.another = another;
    }

    /** The ids of the groups that were chosen when it was last saved. */
    public List<String> getOfferedGroups() {
        return offeredGroups;
    }

    public List<String> getChosenGroups() {
        return chosenGroups;
    }

    public void setChosenGroups(List<String> chosenGroups) {
        this.chosenGroups = chosenGroups;
    }

    public String getAnotherGroup() {
        return anotherGroup;
    }

    public void setAnotherGroup(String anotherGroup) {
        this.anotherGroup = anotherGroup;
    }

    public String getGroup() {
        return group;
    }

    public void setGroup(String group) {
        this.group = group;
    }

    public String getMonth() {
        return month;
    }

    public void setMonth(String month) {
        this.month = month;
    }

    public String getPlace() {
        return place;
    }

    public void setPlace(String place) {
        this.place = place;
    }
}
