package energy.ems.web.api.alerts;

import energy.ems.alerting.SnoozeView;
import energy.ems.alerting.Snoozes;
import energy.ems.web.api.Listing;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What is kept quiet, of all devices that the caller sees. */
@Path("snoozes")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class SnoozesResource {

    @Inject
    private Snoozes snoozes;

    /** The first to end first. */
    @GET
    public Listing<SnoozeView> standing() {
        return Listing.of(snoozes.standing());
    }
}
