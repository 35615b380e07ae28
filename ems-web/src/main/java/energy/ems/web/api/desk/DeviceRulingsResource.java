package energy.ems.web.api.desk;

import energy.ems.metering.FindingRulings;
import energy.ems.metering.profile.Finding;
import energy.ems.metering.profile.Ruling;
import energy.ems.web.api.Fields;
import energy.ems.web.api.Query;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.time.ZoneOffset;

/** What a person rules of a device's readings against what was made of them. */
@Path("devices/{id}/rulings")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class DeviceRulingsResource {

    @Inject
    private FindingRulings desk;

    /** Overrules a finding: {@code {"kind": "SWAP", "until": …, "ruling": "REAL", "reason": "…"}}. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public void overrule(@PathParam("id") String id, InputStream json) {
        Fields body = Fields.read(json);
        desk.overrule(
                id,
                Query.choice("kind", body.required("kind"), Finding.Kind.class, null),
                Query.required("until", body.scalar("until"), ZoneOffset.UTC),
                Query.choice("ruling", body.required("ruling"), Ruling.class, null),
                body.required("reason"));
    }

    /** Takes a ruling back. */
    @DELETE
    @Path("{timestamp}")
    public void withdraw(@PathParam("id") String id, @PathParam("timestamp") String timestamp) {
        desk.withdrawRuling(id, Query.required("timestamp", timestamp, ZoneOffset.UTC));
    }
}
