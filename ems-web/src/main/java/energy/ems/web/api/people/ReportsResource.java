package energy.ems.web.api.people;

import energy.ems.notification.Enclosure;
import energy.ems.reporting.ArchivedReport;
import energy.ems.reporting.ReportChoice;
import energy.ems.reporting.ReportSubject;
import energy.ems.reporting.Reports;
import energy.ems.web.api.AnswerFormat;
import energy.ems.web.api.Fields;
import energy.ems.web.api.Listing;
import energy.ems.web.api.Months;
import energy.ems.web.api.Query;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.List;

/** The caller's own reports of months, and which of them come by mail. */
@Path("reports")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ReportsResource {

    @Inject
    private Reports reports;

    @Inject
    private Months months;

    /** The latest months first. */
    @GET
    public Listing<ReportJson> list() {
        return Listing.of(reports.list().stream().map(ReportJson::of).toList());
    }

    /** {@code {"month": "2026-10", "place": "Site B"}}; or a group by its id; without either, of the caller's own devices. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response make(InputStream json, @Context UriInfo uri) {
        Fields body = Fields.read(json);
        ArchivedReport made = reports.make(
                new ReportSubject(body.text("place"), body.text("group")),
                months.asked(body.required("month")).month());
        return Response.created(uri.getAbsolutePathBuilder().path("{id}").build(made.id()))
                .entity(ReportJson.of(made))
                .build();
    }

    /** The file. */
    @GET
    @Path("{id}")
    @Produces(AnswerFormat.PAPER)
    public Response file(@PathParam("id") String id) {
        Enclosure file = reports.file(Query.id("report", id));
        return AnswerFormat.PDF.file("EMS-" + file.month(), out -> out.write(file.pdf()));
    }

    @GET
    @Path("choice")
    public ReportChoice choice() {
        return reports.choice();
    }

    /** Changes what the body names and leaves the rest. */
    @PUT
    @Path("choice")
    @Consumes(MediaType.APPLICATION_JSON)
    public ReportChoice choose(InputStream json) {
        Fields body = Fields.read(json);
        ReportChoice present = reports.choice();
        return reports.choose(new ReportChoice(
                body.has("own") ? Boolean.TRUE.equals(body.flag("own")) : present.own(),
                body.has("places") ? texts(body, "places") : present.places(),
                body.has("groups") ? texts(body, "groups") : present.groups()));
    }

    private static List<String> texts(Fields body, String field) {
        List<String> texts = body.texts(field);
        return texts == null ? List.of() : texts;
    }
}
