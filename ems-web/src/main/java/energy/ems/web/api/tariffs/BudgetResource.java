package energy.ems.web.api.tariffs;

import energy.ems.budget.BudgetState;
import energy.ems.budget.Budgets;
import energy.ems.metering.Consumption;
import energy.ems.metering.ConsumptionReport;
import energy.ems.metering.ConsumptionReport.Question;
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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** How much energy a device may use in a month, and whether it keeps to it. */
@Path("devices/{id}/budget")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class BudgetResource {

    @Inject
    private Budgets budgets;

    @Inject
    private Consumption consumption;

    @Inject
    private Months months;

    @Inject
    private Clock clock;

    /** Without a month, the running one. */
    @GET
    public BudgetJson get(@PathParam("id") String id, @QueryParam("month") String month) {
        // A device of somebody else is not found, whatever else is wrong with the question.
        consumption.meter(id);
        Months.Asked asked = months.asked(month);
        Question question = Question.withHours(asked.start(), asked.end(), Resolution.DAY);
        ConsumptionReport report =
                consumption.reports(id, asked.zone(), List.of(question)).get(0);
        Optional<BigDecimal> budget = budgets.ofDevice(report.meter(), asked.month());
        return budget.map(kwh -> BudgetJson.of(asked, BudgetState.of(kwh, report, clock.instant())))
                .orElseGet(() -> BudgetJson.none(asked));
    }

    /** {@code {"budget_kwh": 400}}, or null for none; from that month on. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public BudgetJson set(@PathParam("id") String id, @QueryParam("month") String month, InputStream json) {
        consumption.meter(id);
        budgets.setOfDevice(id, months.asked(month).month(), kwh(Fields.read(json)));
        return get(id, month);
    }

    static BigDecimal kwh(Fields body) {
        if (!body.has("budget_kwh")) {
            throw new BadRequest("budget_kwh", "is required, null for no budget");
        }
        return body.decimal("budget_kwh");
    }
}
