package energy.ems.web.api.tariffs;

import energy.ems.account.Accounts;
import energy.ems.document.BillSheet;
import energy.ems.document.PrintedBill;
import energy.ems.document.Words;
import energy.ems.metering.Consumption;
import energy.ems.tariff.CostStatement;
import energy.ems.tariff.Costs;
import energy.ems.web.api.AnswerFormat;
import energy.ems.web.api.BulkReads;
import energy.ems.web.api.Query;
import energy.ems.web.api.Spans;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** What a device has cost, month by month. */
@Path("devices/{id}/cost")
@RequestScoped
@Produces({MediaType.APPLICATION_JSON, AnswerFormat.SPREADSHEET, AnswerFormat.PAPER})
public class CostResource {

    @Inject
    private Costs costs;

    @Inject
    private Consumption consumption;

    @Inject
    private Spans spans;

    @Inject
    private Accounts accounts;

    @Inject
    private BulkReads bulkReads;

    @Inject
    private Clock clock;

    /** Days of the tariff's zone; without a range, the running month. */
    @GET
    public Response cost(
            @PathParam("id") String id,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("format") String format,
            @Context Request request) {
        // A device of somebody else is not found, whatever else is wrong with the question.
        consumption.meter(id);
        AnswerFormat wanted = AnswerFormat.asked(format, request);
        ZoneId zone = spans.ownZone();
        LocalDate start = Query.date("from", from);
        if (start == null) {
            start = LocalDate.now(clock.withZone(zone)).withDayOfMonth(1);
        }
        LocalDate end = Query.date("to", to);
        CostStatement statement = costs.statement(id, start, end == null ? start.plusMonths(1) : end);
        if (wanted == AnswerFormat.JSON) {
            return AnswerFormat.json(CostJson.of(statement));
        }
        bulkReads.noteFile(id, "bill as " + wanted, statement.from(), statement.to());
        Words words = AnswerFormat.wordsOf(accounts);
        Instant now = clock.instant();
        String name = "ems-bill-" + start;
        return wanted == AnswerFormat.XLSX
                ? wanted.file(name, out -> BillSheet.write(statement, words, out))
                : wanted.file(name, out -> PrintedBill.write(statement, words, zone, now, out));
    }
}
