package energy.ems.web.api.tariffs;

import energy.ems.tariff.TariffAssignment;
import energy.ems.tariff.TariffAssignments;
import energy.ems.web.api.BadRequest;
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

/** Which tariff a device has since which day. */
@Path("devices/{id}/tariffs")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class TariffAssignmentsResource {

    @Inject
    private TariffAssignments assignments;

    /** @param validFrom the first local day in the tariff's zone */
    public record AssignmentJson(String validFrom, Long tariffId, String tariffName) {

        static AssignmentJson of(TariffAssignment assignment) {
            return new AssignmentJson(
                    assignment.validFrom().toString(), assignment.tariffId(), assignment.tariffName());
        }
    }

    @GET
    public Listing<AssignmentJson> find(@PathParam("id") String id) {
        return Listing.of(assignments.of(id).stream().map(AssignmentJson::of).toList());
    }

    /** {@code {"tariff_id": 3}}, or null for none from that day on. */
    @PUT
    @Path("{date}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Listing<AssignmentJson> assign(
            @PathParam("id") String id, @PathParam("date") String date, InputStream json) {
        Fields body = Fields.read(json);
        if (!body.has("tariff_id")) {
            throw new BadRequest("tariff_id", "is required, null for no tariff");
        }
        assignments.assign(id, Query.date("valid_from", date), body.wholeNumber("tariff_id"));
        return find(id);
    }

    @DELETE
    @Path("{date}")
    public void withdraw(@PathParam("id") String id, @PathParam("date") String date) {
        assignments.withdraw(id, Query.date("valid_from", date));
    }
}
