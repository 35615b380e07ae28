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
import energy.ems.group.GroupEntry;
import energy.ems.group.Groups;
import energy.ems.metering.Places;
import energy.ems.notification.Enclosure;
import energy.ems.reporting.MonthlyReport.Made;
import energy.ems.reporting.Subscriptions.Subscription;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

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
    Groups groups;

    @Inject
    AccountDirectory accounts;

    @Inject
    AuditLog auditLog;

    @Inject
    Caller caller;

    @Inject
    Clock clock;

    /** Which reports the caller gets each month: the groups by name, without those that they do not see any more. */
    public ReportChoice choice() {
        List<ReportSubject> wanted = subscriptions.of(caller.username());
        List<String> ids = wanted.stream()
                .map(ReportSubject::group)
                .filter(Objects::nonNull)
                .toList();
        return new ReportChoice(
                wanted.contains(ReportSubject.OWN),
                wanted.stream()
                        .map(ReportSubject::place)
                        .filter(Objects::nonNull)
                        .toList(),
                ids.isEmpty()
                        ? ids
                        : groups.all().stream()
                                .map(GroupEntry::id)
                                .filter(ids::contains)
                                .toList());
    }

    /**
     * Changes which reports the caller gets. The first is that of the running month, when it is over.
     *
     * @throws InvalidInputException when the caller has no mail address, or a place is none of theirs, or
     *     they see no such group
     */
    public ReportChoice choose(ReportChoice wanted) {
        Addressee self = self();
        Set<ReportSubject> present = new LinkedHashSet<>(subscriptions.of(self.username()));
        Set<ReportSubject> next = new LinkedHashSet<>();
        if (wanted.own()) {
            next.add(ReportSubject.OWN);
        }
        InputCheck check = new InputCheck();
        check.require(
                wanted.places().size() <= ReportChoice.MOST_PLACES, "places", Rule.TOO_LARGE, ReportChoice.MOST_PLACES);
        check.require(
                wanted.groups().size() <= ReportChoice.MOST_GROUPS, "groups", Rule.TOO_LARGE, ReportChoice.MOST_GROUPS);
        check.finish();
        for (String typed : wanted.places()) {
            String place = DevicePlace.normalized(typed);
            // One that has no device any more may stay, or go.
            boolean had = present.contains(ReportSubject.ofPlace(place));
            check.require(place != null && (had || places.isThere(place)), "places", Rule.UNKNOWN);
            if (place != null) {
                next.add(ReportSubject.ofPlace(place));
            }
        }
        Set<String> seen = wanted.groups().isEmpty()
                ? Set.of()
                : groups.all().stream().map(GroupEntry::id).collect(Collectors.toSet());
        for (String id : wanted.groups()) {
            check.require(seen.contains(id), "groups", Rule.UNKNOWN);
            next.add(ReportSubject.ofGroup(id));
        }
        check.require(next.isEmpty() || self.email() != null, "email", Rule.REQUIRED);
        check.finish();
        if (!next.equals(present)) {
            change(self, present, next);
        }
        return choice();
    }

    private void change(Addressee self, Set<ReportSubject> present, Set<ReportSubject> next) {
        YearMonth month = YearMonth.from(clock.instant().atZone(self.zone()));
        for (ReportSubject subject : next) {
            if (!present.contains(subject)) {
                subscriptions.add(
                        new Subscription(self.username(), subject), month, ReportBook.due(month, self.zone()));
            }
        }
        for (ReportSubject subject : present) {
            if (!next.contains(subject)) {
                subscriptions.remove(new Subscription(self.username(), subject));
            }
        }
        long ofPlaces = next.stream().filter(each -> each.place() != null).count();
        long ofGroups = next.stream().filter(each -> each.group() != null).count();
        auditLog.record(
                AuditAction.MESSAGES_CHANGED,
                self.username(),
                "monthly reports: own devices " + (next.contains(ReportSubject.OWN) ? "yes" : "no") + ", places "
                        + ofPlaces + ", groups " + ofGroups);
    }

    /** The caller's, the latest months first. */
    public List<ArchivedReport> list() {
        return archive.list(caller, MOST_LISTED);
    }

    /** @throws NotFoundException when the caller has no such report, or may not see any more what it shows */
    public Enclosure file(long id) {
        Enclosure file =
                archive.file(caller, id).orElseThrow(() -> new NotFoundException("Report", String.valueOf(id)));
        // A group by its id: how somebody's own is called is not for those who read the log.
        String subject = file.group() != null ? file.group() : file.place() != null ? file.place() : caller.username();
        auditLog.record(AuditAction.DATA_EXPORTED, subject, "report of " + file.month() + " as PDF");
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
     * @throws NotFoundException when no device of the caller stands in such a place, or they see no such group
     * @throws InvalidInputException when the month is not over, or both a place and a group are said
     */
    public ArchivedReport make(ReportSubject about, YearMonth month) {
        Addressee self = self();
        YearMonth last = YearMonth.from(clock.instant().atZone(self.zone())).minusMonths(1);
        InputCheck check = new InputCheck();
        check.require(month != null, "month", Rule.REQUIRED);
        check.require(month == null || !month.isAfter(last), "month", Rule.TOO_LARGE, last);
        check.require(month == null || !month.isBefore(EARLIEST), "month", Rule.TOO_EARLY, EARLIEST);
        String path = DevicePlace.normalized(about.place());
        check.require(path == null || about.group() == null, "group", Rule.MALFORMED, "name a place or a group");
        check.finish();
        if (path != null && !places.isThere(path)) {
            throw new NotFoundException("Place", about.place());
        }
        ReportSubject subject = new ReportSubject(path, about.group());
        Instant now = clock.instant();
        Made made = report.make(self, subject, month).orElseThrow(() -> new NotFoundException("Group", about.group()));
        long id = archive.putOrdered(new ReportArchive.Entry(subject, month, self, now, made));
        return new ArchivedReport(
                id,
                subject,
                subject.group() == null ? path : made.groupName(),
                month,
                false,
                self.language(),
                now,
                made.pdf().length);
    }

    private Addressee self() {
        Addressee self = accounts.addressees(Set.of(caller.username())).get(caller.username());
        if (self == null) {
            throw new NotFoundException("User", caller.username());
        }
        return self;
    }
}
