package energy.ems.web.api.desk;

import energy.ems.device.Reconciliation;
import energy.ems.device.ReconciliationReport;
import energy.ems.web.api.Fields;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** Whether device management and monitoring agree, and what to do when they do not. */
@Path("synchronisation")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class SynchronisationResource {

    @Inject
    private Reconciliation reconciliation;

    /** The latest comparison; a fresh one when there is none yet. */
    @GET
    public ReconciliationReport latest() {
        return reconciliation.latest().orElseGet(reconciliation::compare);
    }

    @POST
    @Path("compare")
    public ReconciliationReport compare() {
        return reconciliation.compare();
    }

    /** Sends the named devices again, or all that drifted when the body names none. */
    @POST
    @Path("resend")
    @Consumes(MediaType.APPLICATION_JSON)
    public Map<String, Integer> resend(InputStream json) {
        Fields body = Fields.read(json);
        List<String> ids = body.texts("device_ids");
        return Map.of("resent", ids == null ? reconciliation.resendDrifted() : reconciliation.resend(ids));
    }
}
