package energy.ems.web.api;

import energy.ems.metering.Consumption;
import energy.ems.metering.profile.Resolution;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** What a device has consumed. */
@Path("devices/{id}/consumption")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ConsumptionResource {

    @Inject
    private Consumption consumption;

    @Inject
    private Spans spans;

    @Inject
    private BulkReads bulkReads;

    /** Without a range, today; without a zone, the caller's own. */
    @GET
    public ConsumptionJson report(
            @PathParam("id") String id,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("zone") String zoneName,
            @QueryParam("resolution") String resolution) {
        // A device of somebody else is not found, whatever else is wrong with the question.
        consumption.meter(id);
        Span span = spans.asked(from, to, zoneName);
        ConsumptionJson report = ConsumptionJson.of(consumption.report(
                id,
                span.from(),
                span.to(),
                span.zone(),
                Query.choice("resolution", resolution, Resolution.class, Resolution.HOUR)));
        bulkReads.note(id, "figures", report.buckets().size(), span);
        return report;
    }
}
