package energy.ems.web.api.desk;

import energy.ems.metering.FindingRulings;
import energy.ems.metering.profile.Finding;
import energy.ems.web.api.Listing;
import energy.ems.web.api.Query;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** What was noticed about the readings of all devices, the latest first. */
@Path("findings")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class AllFindingsResource {

    @Inject
    private FindingRulings desk;

    @GET
    public Listing<FindingJson> find(
            @QueryParam("device") String device,
            @QueryParam("kind") String kind,
            @QueryParam("page") String page,
            @QueryParam("size") String size) {
        return Listing.of(
                desk.findings(device, Query.choice("kind", kind, Finding.Kind.class, null), Query.paging(page, size))
                        .map(FindingJson::of));
    }
}
