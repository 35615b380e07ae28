package energy.ems.web.api.desk;

import energy.ems.metering.FindingRulings;
import energy.ems.metering.ReadingRuling;
import energy.ems.web.api.Listing;
import energy.ems.web.api.Query;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** What people have ruled of the readings of all devices, the latest first. */
@Path("rulings")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class RulingsResource {

    @Inject
    private FindingRulings desk;

    @GET
    public Listing<ReadingRuling> find(
            @QueryParam("device") String device, @QueryParam("page") String page, @QueryParam("size") String size) {
        return Listing.of(desk.rulings(device, Query.paging(page, size)));
    }
}
