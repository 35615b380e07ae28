package energy.ems.web.api;

import energy.ems.account.Accounts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.ZoneId;

/** Reads what time a question is about, as the caller means it. */
@RequestScoped
public class Spans {

    @Inject
    private Accounts accounts;

    @Inject
    private Clock clock;

    /** Without a zone, the caller's own; without a range, today there. */
    public Span asked(String from, String to, String zoneName) {
        ZoneId zone = Query.zone("zone", zoneName, null);
        return Span.of(from, to, zone == null ? ownZone() : zone, clock);
    }

    /** The caller's own. */
    public ZoneId ownZone() {
        return accounts.own().zone();
    }
}
