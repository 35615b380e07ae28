package energy.ems.web.portal.people;

import energy.ems.account.Accounts;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.NotFoundException;
import energy.ems.metering.PlaceEntry;
import energy.ems.metering.Places;
import energy.ems.notification.Notifications;
import energy.ems.reporting.ArchivedReport;
import energy.ems.reporting.ReportChoice;
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

    private String month;
    private String place;
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
    }

    public void save() {
        List<String> wanted = new ArrayList<>(chosen == null ? List.of() : chosen);
        if (another != null && !another.isBlank()) {
            wanted.add(another);
        }
        try {
            show(reports.choose(new ReportChoice(own, wanted)));
            Texts.inform("reports.saved");
        } catch (InvalidInputException invalid) {
            Problems.show("choice", invalid);
        }
    }

    public void make() {
        try {
            reports.make(place, YearMonth.parse(month));
            Texts.inform("reports.made", monthName(month));
        } catch (NotFoundException unknown) {
            Texts.refuse("reports.noSuchPlace");
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
        return email == null && !own && offered.isEmpty();
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
