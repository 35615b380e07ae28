package energy.ems.web.api.tariffs;

import energy.ems.budget.BudgetState;
import energy.ems.budget.Budgets;
import energy.ems.metering.PlaceReport;
import energy.ems.metering.Places;
import energy.ems.metering.profile.Resolution;
import energy.ems.web.api.BadRequest;
import energy.ems.web.api.Fields;
import energy.ems.web.api.Months;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.time.Clock;

/** How much energy a place and everything below it may use in a month, and whether it keeps to it. */
@Path("places/budget")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class PlaceBudgetResource {

    @Inject
    private Budgets budgets;

    @Inject
    private Places places;

    @Inject
    private Months months;

    @Inject
    private Clock clock;

    /** Without a month, the running one. */
    @GET
    public BudgetJson get(@QueryParam("place") String place, @QueryParam("month") String month) {
        if (place == null || place.isBlank()) {
            throw new BadRequest("place", "is required");
        }
        Months.Asked asked = months.asked(month);
        PlaceReport report = places.report(place, asked.start(), asked.end(), asked.zone(), Resolution.DAY);
        return budgets.ofPlace(place, asked.month())
                .map(kwh -> BudgetJson.of(asked, BudgetState.of(kwh, report, clock.instant())))
                .orElseGet(() -> BudgetJson.none(asked));
    }

    /** {@code {"budget_kwh": 400}}, or null for none; from that month on. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public BudgetJson set(@QueryParam("place") String place, @QueryParam("month") String month, InputStream json) {
        if (place == null || place.isBlank()) {
            throw new BadRequest("place", "is required");
        }
        budgets.setOfPlace(place, months.asked(month).month(), BudgetResource.kwh(Fields.read(json)));
        return get(place, month);
    }
}
