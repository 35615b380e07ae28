package energy.ems.reporting;

import energy.ems.account.AccountDirectory;
import energy.ems.account.Addressee;
import energy.ems.audit.AuditAction;
import energy.ems.audit.AuditLog;
import energy.ems.boundary.Caller;
import energy.ems.boundary.InputCheck;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.InvalidInputException.Rule;
import energy.ems.boundary.NotFoundException;
import energy.ems.boundary.Roles;
import energy.ems.deviceevents.DevicePlace;
import energy.ems.metering.Places;
import energy.ems.notification.Enclosure;
import energy.ems.reporting.Subscriptions.Subscription;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The door to the caller's own reports of months; nobody sees, orders or changes another's. */
@Stateless
@RolesAllowed({Roles.USER, Roles.OPERATOR, Roles.ADMINISTRATOR})
public class Reports {

    private static final int MOST_LISTED = 500;
    private static final YearMonth EARLIEST = YearMonth.of(2000, 1);

    @Inject
    Subscriptions subscriptions;

    @Inject
    ReportArchive archive;

    @Inject
    MonthlyReport report;

    @Inject
    Places places;

    @Inject
    AccountDirectory accounts;

    @Inject
    AuditLog auditLog;

    @Inject
    Caller caller;

    @Inject
    Clock clock;

    /** Which reports the caller gets each month. */
    public ReportChoice choice() {
        List<String> wanted = subscriptions.places(caller.username());
        return new ReportChoice(
                wanted.contains(Subscriptions.OWN),
                wanted.stream()
                        .filter(place -> !place.equals(Subscriptions.OWN))
                        .toList());
    }

    /**
     * Changes which reports the caller gets. The first is that of the running month, when it is over.
     *
     * @throws InvalidInputException when the caller has no mail address, or a place is none of theirs
     */
    public ReportChoice choose(ReportChoice wanted) {
        Addressee self = self();
        Set<String> present = new TreeSet<>(subscriptions.places(self.username()));
        Set<String> next = new TreeSet<>();
        if (wanted.own()) {
            next.add(Subscriptions.OWN);
        }
        InputCheck check = new InputCheck();
        check.require(
                wanted.places().size() <= ReportChoice.MOST_PLACES, "places", Rule.TOO_LARGE, ReportChoice.MOST_PLACES);
        check.finish();
        for (String typed : wanted.places()) {
            String place = DevicePlace.normalized(typed);
            // One that has no device any more may stay, or go.
            check.require(place != null && (present.contains(place) || places.isThere(place)), "places", Rule.UNKNOWN);
            if (place != null) {
                next.add(place);
            }
        }
        check.require(next.isEmpty() || self.email() != null, "email", Rule.REQUIRED);
        check.finish();
        if (!next.equals(present)) {
            change(self, present, next);
        }
        return choice();
    }

    private void change(Addressee self, Set<String> present, Set<String> next) {
        YearMonth month = YearMonth.from(clock.instant().atZone(self.zone()));
        for (String place : next) {
            if (!present.contains(place)) {
                subscriptions.add(new Subscription(self.username(), place), month, ReportBook.due(month, self.zone()));
            }
        }
        for (String place : present) {
            if (!next.contains(place)) {
                subscriptions.remove(new Subscription(self.username(), place));
            }
        }
        int ofPlaces = next.size() - (next.contains(Subscriptions.OWN) ? 1 : 0);
        auditLog.record(
                AuditAction.MESSAGES_CHANGED,
                self.username(),
                "monthly reports: own devices " + (next.contains(Subscriptions.OWN) ? "yes" : "no") + ", places "
                        + ofPlaces);
    }

    /** The caller's, the latest months first. */
    public List<ArchivedReport> list() {
        return archive.list(caller, MOST_LISTED);
    }

    /** @throws NotFoundException when the caller has no such report, or may not see any more what it shows */
    public Enclosure file(long id) {
        Enclosure file =
                archive.file(caller, id).orElseThrow(() -> new NotFoundException("Report", String.valueOf(id)));
        auditLog.record(
                AuditAction.DATA_EXPORTED,
                file.place() == null ? caller.username() : file.place(),
                "report of " + file.month() + " as PDF");
        return file;
    }

    /** The last month that is over for the caller. */
    public YearMonth lastMonth() {
        return YearMonth.from(clock.instant().atZone(self().zone())).minusMonths(1);
    }

    /**
     * Makes the report of a month that is over, as it stands now, in the caller's language. It takes the place of one that
     * was made so before; the one that was sent stays as it is.
     *
     * @param place null for the caller's own devices
     * @throws NotFoundException when no device of the caller stands in such a place
     * @throws InvalidInputException when the month is not over
     */
    public ArchivedReport make(String place, YearMonth month) {
        Addressee self = self();
        YearMonth last = YearMonth.from(clock.instant().atZone(self.zone())).minusMonths(1);
        InputCheck check = new InputCheck();
        check.require(month != null, "month", Rule.REQUIRED);
        check.require(month == null || !month.isAfter(last), "month", Rule.TOO_LARGE, last);
        check.require(month == null || !month.isBefore(EARLIEST), "month", Rule.TOO_EARLY, EARLIEST);
        check.finish();
        String path = DevicePlace.normalized(place);
        if (path != null && !places.isThere(path)) {
            throw new NotFoundException("Place", place);
        }
        String subject = path == null ? Subscriptions.OWN : path;
        Instant now = clock.instant();
        byte[] pdf = report.make(self, subject, month);
        long id = archive.putOrdered(
                new ReportArchive.Entry(new Subscription(self.username(), subject), month, self, now, pdf));
        return new ArchivedReport(id, path, month, false, self.language(), now, pdf.length);
    }

    private Addressee self() {
        Addressee self = accounts.addressees(Set.of(caller.username())).get(caller.username());
        if (self == null) {
            throw new NotFoundException("User", caller.username());
        }
        return self;
    }
}
