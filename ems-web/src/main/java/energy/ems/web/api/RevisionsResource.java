package energy.ems.web.api;

import energy.ems.account.Accounts;
import energy.ems.metering.Consumption;
import energy.ems.metering.HourRevision;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.ZoneId;

/** What a device's hours said before they were computed anew. */
@Path("devices/{id}/revisions")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class RevisionsResource {

    @Inject
    private Consumption consumption;

    @Inject
    private Accounts accounts;

    @Inject
    private Clock clock;

    /** Without a range, those of today's hours; without a zone, the caller's own. */
    @GET
    public Listing<HourRevision> find(
            @PathParam("id") String id,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("zone") String zoneName) {
        consumption.meter(id);
        ZoneId zone = Query.zone("zone", zoneName, null);
        Span span = Span.of(from, to, zone == null ? accounts.own().zone() : zone, clock);
        return Listing.of(consumption.revisions(id, span.from(), span.to()));
    }
}
