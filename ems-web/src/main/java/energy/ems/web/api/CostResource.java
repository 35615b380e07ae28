package energy.ems.web.api;

import energy.ems.metering.Consumption;
import energy.ems.tariff.Costs;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;

/** What a device has cost, month by month. */
@Path("devices/{id}/cost")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class CostResource {

    @Inject
    private Costs costs;

    @Inject
    private Consumption consumption;

    @Inject
    private Spans spans;

    @Inject
    private Clock clock;

    /** Days of the tariff's zone; without a range, the running month. */
    @GET
    public CostJson cost(@PathParam("id") String id, @QueryParam("from") String from, @QueryParam("to") String to) {
        // A device of somebody else is not found, whatever else is wrong with the question.
        consumption.meter(id);
        LocalDate start = Query.date("from", from);
        if (start == null) {
            start = LocalDate.now(clock.withZone(spans.ownZone())).withDayOfMonth(1);
        }
        LocalDate end = Query.date("to", to);
        return CostJson.of(costs.statement(id, start, end == null ? start.plusMonths(1) : end));
    }
}
