package energy.ems.web.api.consumption;

import energy.ems.metering.PlaceEntry;
import energy.ems.metering.PlaceReport;
import energy.ems.metering.Places;
import energy.ems.metering.profile.Resolution;
import energy.ems.web.api.BadRequest;
import energy.ems.web.api.BulkReads;
import energy.ems.web.api.Listing;
import energy.ems.web.api.Query;
import energy.ems.web.api.Span;
import energy.ems.web.api.Spans;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The places in which the caller's devices stand, and what was used and produced there. */
@Path("places")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class PlacesResource {

    @Inject
    private Places places;

    @Inject
    private Spans spans;

    @Inject
    private BulkReads bulkReads;

    /** Every place that holds devices or other places, so that the paths are the tree. */
    @GET
    public Listing<PlaceEntry> all() {
        List<PlaceEntry> all = places.all();
        return Listing.of(all);
    }

    /** Without a range, today; without a zone, the caller's own. */
    @GET
    @Path("consumption")
    public PlaceConsumptionJson report(
            @QueryParam("place") String place,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("zone") String zoneName,
            @QueryParam("resolution") String resolution) {
        if (place == null || place.isBlank()) {
            throw new BadRequest("place", "is required");
        }
        Span span = spans.asked(from, to, zoneName);
        PlaceReport report = places.report(
                place,
                span.from(),
                span.to(),
                span.zone(),
                Query.choice("resolution", resolution, Resolution.class, Resolution.HOUR));
        bulkReads.note(report.sum().name(), "figures", report.buckets().size(), span);
        return PlaceConsumptionJson.of(report);
    }
}
