package energy.ems.web.api.consumption;

import energy.ems.account.Accounts;
import energy.ems.document.ConsumptionSheet;
import energy.ems.document.PrintedConsumption;
import energy.ems.document.Words;
import energy.ems.metering.Consumption;
import energy.ems.metering.ConsumptionReport;
import energy.ems.metering.ConsumptionReport.Question;
import energy.ems.metering.profile.Resolution;
import energy.ems.tariff.Costs;
import energy.ems.tariff.EnergyCosts;
import energy.ems.web.api.AnswerFormat;
import energy.ems.web.api.BadRequest;
import energy.ems.web.api.BulkReads;
import energy.ems.web.api.Query;
import energy.ems.web.api.Span;
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
import java.util.List;

/** What a device has consumed. */
@Path("devices/{id}/consumption")
@RequestScoped
@Produces({MediaType.APPLICATION_JSON, AnswerFormat.SPREADSHEET, AnswerFormat.PAPER})
public class ConsumptionResource {

    private static final int MOST_PRINTED = 1_000;

    @Inject
    private Consumption consumption;

    @Inject
    private Costs costs;

    @Inject
    private Spans spans;

    @Inject
    private Accounts accounts;

    @Inject
    private BulkReads bulkReads;

    @Inject
    private Clock clock;

    /** Without a range, today; without a zone, the caller's own. */
    @GET
    public Response report(
            @PathParam("id") String id,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("zone") String zoneName,
            @QueryParam("resolution") String resolution,
            @QueryParam("format") String format,
            @Context Request request) {
        // A device of somebody else is not found, whatever else is wrong with the question.
        consumption.meter(id);
        AnswerFormat wanted = AnswerFormat.asked(format, request);
        Span span = spans.asked(from, to, zoneName);
        Question question = new Question(
                span.from(),
                span.to(),
                Query.choice("resolution", resolution, Resolution.class, Resolution.HOUR),
                wanted == AnswerFormat.PDF);
        ConsumptionReport report =
                consumption.reports(id, span.zone(), List.of(question)).get(0);
        if (wanted == AnswerFormat.JSON) {
            ConsumptionJson json = ConsumptionJson.of(report);
            bulkReads.note(id, "figures", json.buckets().size(), span);
            return AnswerFormat.json(json);
        }
        if (wanted == AnswerFormat.PDF && report.buckets().size() > MOST_PRINTED) {
            throw new BadRequest("to", "the range has more than " + MOST_PRINTED + " buckets, too many for paper");
        }
        bulkReads.noteFile(id, "figures as " + wanted, span);
        String name = "ems-consumption-" + LocalDate.ofInstant(span.from(), span.zone());
        EnergyCosts known = costs(report);
        Words words = AnswerFormat.wordsOf(accounts);
        Instant now = clock.instant();
        return wanted == AnswerFormat.XLSX
                ? wanted.file(
                        name,
                        out -> ConsumptionSheet.write(
                                report.meter(), report.zone(), report.buckets(), List.of(), known, words, out))
                : wanted.file(name, out -> PrintedConsumption.write(report, List.of(), known, words, now, out));
    }

    /** Of whole buckets: the first may begin before the range. Null when no price is known. */
    private EnergyCosts costs(ConsumptionReport report) {
        if (report.buckets().isEmpty()) {
            return null;
        }
        Instant first = report.buckets().get(0).start().toInstant();
        Instant end = report.buckets().get(report.buckets().size() - 1).end().toInstant();
        return costs.ofHours(report.meter(), first, end, report.zone()).orElse(null);
    }
}
