package energy.ems.web.api.desk;

import energy.ems.metering.Consumption;
import energy.ems.web.api.Listing;
import energy.ems.web.api.Span;
import energy.ems.web.api.Spans;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** What was noticed about a device's readings. */
@Path("devices/{id}/findings")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class FindingsResource {

    @Inject
    private Consumption consumption;

    @Inject
    private Spans spans;

    /** Without a range, today's; without a zone, the caller's own. */
    @GET
    public Listing<FindingJson> find(
            @PathParam("id") String id,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("zone") String zoneName) {
        consumption.meter(id);
        Span span = spans.asked(from, to, zoneName);
        return Listing.of(consumption.findings(id, span.from(), span.to()).stream()
                .map(FindingJson::of)
                .toList());
    }
}
