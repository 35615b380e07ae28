package energy.ems.web.api.desk;

import energy.ems.metering.Consumption;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** When a device was last heard of: cheap enough to be asked every second by a page that is looked at. */
@Path("devices/{id}/state")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class MeterStateResource {

    @Inject
    private Consumption consumption;

    @GET
    public MeterStateJson state(@PathParam("id") String id) {
        return MeterStateJson.of(consumption.meter(id));
    }
}
