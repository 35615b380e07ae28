package energy.ems.web.api.desk;

import energy.ems.metering.OperatorDesk;
import energy.ems.metering.recomputation.RecomputationView;
import energy.ems.web.api.Fields;
import energy.ems.web.api.Listing;
import energy.ems.web.api.Query;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.time.ZoneOffset;

/** Recomputations of a device's hours from its stored readings, and how far they have come. */
@Path("recomputations")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class RecomputationsResource {

    @Inject
    private OperatorDesk desk;

    /** The latest, newest first. */
    @GET
    public Listing<RecomputationView> find() {
        return Listing.of(desk.recomputations());
    }

    @GET
    @Path("{id}")
    public RecomputationView get(@PathParam("id") String id) {
        return desk.recomputation(Query.id("recomputation", id));
    }

    /** Orders one: {@code {"device_id": "…", "from": …, "to": …}}; without a range, everything. Runs in the background. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response order(InputStream json, @Context UriInfo uri) {
        Fields body = Fields.read(json);
        long id = desk.recompute(
                body.required("device_id"),
                Query.instant("from", body.scalar("from"), ZoneOffset.UTC),
                Query.instant("to", body.scalar("to"), ZoneOffset.UTC));
        return Response.accepted(desk.recomputation(id))
                .location(uri.getAbsolutePathBuilder().path("{id}").build(id))
                .build();
    }
}
