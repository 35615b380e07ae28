package energy.ems.reporting;

import energy.ems.account.AccountDirectory;
import energy.ems.account.Addressee;
import energy.ems.notification.ReportMails;
import energy.ems.reporting.Subscriptions.Subscription;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Makes the reports that are due, each once, on whatever node: the row of the wish is locked, and the report, its mail and
 * the month that is next are one transaction.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class ReportBook {

    /** By the reader's clock, on the first of the month: what was measured until midnight has come by then. */
    static final LocalTime MADE_AT = LocalTime.of(6, 0);

    private static final int MOST = 100;
    private static final Duration PAUSE = Duration.ofHours(1);

    @Inject
    Subscriptions subscriptions;

    @Inject
    ReportArchive archive;

    @Inject
    MonthlyReport report;

    @Inject
    ReportMails mails;

    @Inject
    AccountDirectory accounts;

    @Inject
    Clock clock;

    /** For how many months reports are kept ({@code EMS_REPORTS_MONTHS}). */
    @Inject
    @ConfigProperty(name = "ems.reports.months", defaultValue = "36")
    int keptMonths;

    /** When the report of that month is made. */
    static Instant due(YearMonth month, ZoneId zone) {
        return month.plusMonths(1).atDay(1).atTime(MADE_AT).atZone(zone).toInstant();
    }

    public List<Subscription> due() {
        return subscriptions.due(clock.instant(), MOST);
    }

    /** Makes what is due of that wish, unless another node does, or has. */
    public void make(Subscription wish) {
        Instant now = clock.instant();
        Optional<YearMonth> next = subscriptions.lock(wish, now);
        if (next.isEmpty()) {
            return;
        }
        Addressee person = accounts.addressees(Set.of(wish.username())).get(wish.username());
        YearMonth month = next.get();
        if (person == null) {
            // Not allowed in any more: they are told of nothing until they are again.
            moveOn(wish, month, ZoneOffset.UTC);
            return;
        }
        Instant due = due(month, person.zone());
        if (now.isBefore(due)) {
            // They have moved westwards since it was written down.
            subscriptions.moveTo(wish, month, due);
            return;
        }
        // Of a group that they do not see there is nothing to tell, not even that it is there.
        report.make(person, wish.subject(), month).ifPresent(made -> {
            OptionalLong number =
                    archive.addScheduled(new ReportArchive.Entry(wish.subject(), month, person, now, made));
            if (number.isPresent()) {
                mails.send(person, number.getAsLong());
            }
        });
        moveOn(wish, month, person.zone());
    }

    private void moveOn(Subscription wish, YearMonth month, ZoneId zone) {
        subscriptions.moveTo(wish, month.plusMonths(1), due(month.plusMonths(1), zone));
    }

    /** What cannot be made now is tried again later, and holds nobody up. */
    public void putOff(Subscription wish) {
        Instant now = clock.instant();
        Optional<YearMonth> next = subscriptions.lock(wish, now);
        next.ifPresent(month -> subscriptions.moveTo(wish, month, now.plus(PAUSE)));
    }

    public void forgetOld() {
        archive.forgetOlderThan(clock.instant()
                .atOffset(ZoneOffset.UTC)
                .minus(Period.ofMonths(Math.max(1, keptMonths)))
                .toInstant());
    }
}
