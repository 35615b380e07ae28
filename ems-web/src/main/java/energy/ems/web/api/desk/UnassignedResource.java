package energy.ems.web.api.desk;

import energy.ems.metering.OperatorDesk;
import energy.ems.metering.meter.UnassignedMeter;
import energy.ems.web.api.Listing;
import energy.ems.web.api.Query;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** Meters that send although nobody has registered a device of their id; {@code POST devices} registers it. */
@Path("unassigned")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class UnassignedResource {

    @Inject
    private OperatorDesk desk;

    @GET
    public Listing<UnassignedMeter> find(@QueryParam("page") String page, @QueryParam("size") String size) {
        return Listing.of(desk.unassigned(Query.paging(page, size)));
    }
}
