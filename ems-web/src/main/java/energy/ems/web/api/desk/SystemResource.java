package energy.ems.web.api.desk;

import energy.ems.operation.SystemReport;
import energy.ems.operation.SystemState;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** How the system is doing, as the node that answers sees it. */
@Path("system")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class SystemResource {

    @Inject
    private SystemState state;

    @GET
    public SystemReport report() {
        return state.report();
    }
}
