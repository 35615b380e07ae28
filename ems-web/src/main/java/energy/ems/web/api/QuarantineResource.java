package energy.ems.web.api;

import energy.ems.metering.OperatorDesk;
import energy.ems.metering.readings.QuarantinedReading;
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

/** Readings that are not believed and wait for a decision. The bodies name them: {@code {"ids": [1, 2]}}. */
@Path("quarantine")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class QuarantineResource {

    @Inject
    private OperatorDesk desk;

    @GET
    public Listing<QuarantinedReading> find(
            @QueryParam("device") String device, @QueryParam("page") String page, @QueryParam("size") String size) {
        return Listing.of(
                device == null
                        ? desk.quarantine(Query.paging(page, size))
                        : desk.quarantine(device, Query.paging(page, size)));
    }

    /** Lets the readings count. */
    @POST
    @Path("release")
    @Consumes(MediaType.APPLICATION_JSON)
    public Map<String, Integer> release(InputStream json) {
        return Map.of("released", desk.release(Fields.read(json).wholeNumbers("ids")));
    }

    /** Decides that the readings never count; they stay on record. */
    @POST
    @Path("discard")
    @Consumes(MediaType.APPLICATION_JSON)
    public Map<String, Integer> discard(InputStream json) {
        return Map.of("discarded", desk.discard(Fields.read(json).wholeNumbers("ids")));
    }
}
