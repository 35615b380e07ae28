package energy.ems.web.api.desk;

import energy.ems.metering.QuarantineDecisions;
import energy.ems.metering.profile.Plausibility;
import energy.ems.metering.readings.QuarantineGroup;
import energy.ems.web.api.Fields;
import energy.ems.web.api.Listing;
import energy.ems.web.api.Query;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.Map;

/**
 * Readings that are not believed and wait for a decision. The bodies name them, {@code {"ids": [1, 2]}}, or all that wait
 * of a device for one reason, {@code {"device": "…", "reason": "ABOVE_MAXIMUM"}}.
 */
@Path("quarantine")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class QuarantineResource {

    @Inject
    private QuarantineDecisions desk;

    @GET
    public Listing<QuarantinedReadingJson> find(
            @QueryParam("device") String device,
            @QueryParam("reason") String reason,
            @QueryParam("page") String page,
            @QueryParam("size") String size) {
        return Listing.of(desk.quarantine(device, reason("reason", reason), Query.paging(page, size))
                .map(QuarantinedReadingJson::of));
    }

    /** The same by device and reason. */
    @GET
    @Path("groups")
    public Listing<QuarantineGroup> groups(
            @QueryParam("device") String device, @QueryParam("page") String page, @QueryParam("size") String size) {
        return Listing.of(desk.quarantineGroups(device, Query.paging(page, size)));
    }

    private static Plausibility.Reason reason(String name, String text) {
        return Query.choice(name, text, Plausibility.Reason.class, null);
    }

    /** Lets the readings count; of a group so many at once as the answer says. */
    @POST
    @Path("release")
    @Consumes(MediaType.APPLICATION_JSON)
    public Map<String, Integer> release(InputStream json) {
        Fields body = Fields.read(json);
        return Map.of(
                "released",
                body.has("ids")
                        ? desk.release(body.wholeNumbers("ids"))
                        : desk.releaseGroup(body.required("device"), reason("reason", body.required("reason"))));
    }

    /** Decides that the readings never count; they stay on record. */
    @POST
    @Path("discard")
    @Consumes(MediaType.APPLICATION_JSON)
    public Map<String, Integer> discard(InputStream json) {
        Fields body = Fields.read(json);
        return Map.of(
                "discarded",
                body.has("ids")
                        ? desk.discard(body.wholeNumbers("ids"))
                        : desk.discardGroup(body.required("device"), reason("reason", body.required("reason"))));
    }
}
