package energy.ems.web.api.alerts;

import energy.ems.alerting.AlertKind;
import energy.ems.alerting.SnoozeView;
import energy.ems.alerting.Snoozes;
import energy.ems.web.api.Fields;
import energy.ems.web.api.Listing;
import energy.ems.web.api.Query;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.time.ZoneOffset;

/** What is kept quiet of one device. */
@Path("devices/{id}/snoozes")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class DeviceSnoozesResource {

    @Inject
    private Snoozes snoozes;

    @GET
    public Listing<SnoozeView> of(@PathParam("id") String id) {
        return Listing.of(snoozes.of(id));
    }

    /** Keeps one kind of alert quiet until then; the latest to say so counts. */
    @PUT
    @Path("{kind}")
    @Consumes(MediaType.APPLICATION_JSON)
    public SnoozeView snooze(@PathParam("id") String id, @PathParam("kind") String kind, InputStream json) {
        String until = Fields.read(json).required("until");
        return snoozes.snooze(
                id, Query.choice("kind", kind, AlertKind.class, null), Query.instant("until", until, ZoneOffset.UTC));
    }

    /** Ends it before its time. */
    @DELETE
    @Path("{kind}")
    public void end(@PathParam("id") String id, @PathParam("kind") String kind) {
        snoozes.end(id, Query.choice("kind", kind, AlertKind.class, null));
    }
}
