package energy.ems.web.api.desk;

import energy.ems.retention.Storage;
import energy.ems.retention.StorageReport;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** How much is stored of what, how long it stays, and what goes next. */
@Path("storage")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class StorageResource {

    @Inject
    private Storage storage;

    @GET
    public StorageReport report() {
        return storage.report();
    }
}
