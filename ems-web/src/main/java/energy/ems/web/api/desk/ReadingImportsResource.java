package energy.ems.web.api.desk;

import energy.ems.metering.ReadingImports;
import energy.ems.metering.ReadingImports.Preview;
import energy.ems.metering.backfill.BackfillView;
import energy.ems.web.api.Fields;
import energy.ems.web.api.Listing;
import energy.ems.web.api.Query;
import energy.ems.web.api.desk.ReadingImportJson.PreviewJson;
import energy.ems.web.api.desk.ReadingImportJson.ProblemJson;
import energy.ems.web.api.desk.ReadingImportJson.ReadingImport;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Readings of the past, brought in files: send the file, say what was not recognised, confirm, look how far it is, undo.
 */
@Path("devices/{id}/imports")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ReadingImportsResource {

    @Inject
    private ReadingImports imports;

    /** An import with the first lines that were left out. */
    public record Progress(ReadingImport readingImport, List<ProblemJson> problems) {}

    @GET
    public Listing<ReadingImport> find(@PathParam("id") String device) {
        return Listing.of(imports.latest(device).stream().map(ReadingImport::of).toList());
    }

    /** Keeps the file and says what was recognised in it; stores nothing of its readings. */
    @POST
    @Consumes("text/csv")
    public Response send(
            @PathParam("id") String device,
            @QueryParam("file_name") String fileName,
            InputStream csv,
            @Context UriInfo uri)
            throws IOException {
        Preview preview = imports.send(device, fileName, csv);
        return Response.created(uri.getAbsolutePathBuilder()
                        .path("{number}")
                        .build(preview.backfill().id()))
                .entity(PreviewJson.of(preview))
                .build();
    }

    @GET
    @Path("{number}")
    public Progress get(@PathParam("id") String device, @PathParam("number") String number) {
        BackfillView view = imports.find(device, number(number));
        return new Progress(ReadingImport.of(view), ProblemJson.of(imports.problems(device, view.id())));
    }

    @DELETE
    @Path("{number}")
    public void discard(@PathParam("id") String device, @PathParam("number") String number) {
        imports.discard(device, number(number));
    }

    @GET
    @Path("{number}/preview")
    public PreviewJson preview(@PathParam("id") String device, @PathParam("number") String number) {
        return PreviewJson.of(imports.preview(device, number(number)));
    }

    /** Says how the file is to be read: all that is to be said, the rest is recognised. */
    @PUT
    @Path("{number}/layout")
    @Consumes(MediaType.APPLICATION_JSON)
    public PreviewJson say(@PathParam("id") String device, @PathParam("number") String number, InputStream json) {
        return PreviewJson.of(imports.say(device, number(number), ReadingImportJson.layout(Fields.read(json))));
    }

    /** Has the readings stored, in the background. */
    @POST
    @Path("{number}/confirm")
    public Response confirm(@PathParam("id") String device, @PathParam("number") String number) {
        return Response.accepted(ReadingImport.of(imports.confirm(device, number(number))))
                .build();
    }

    /** Has all taken back that the import has brought, in the background. */
    @POST
    @Path("{number}/undo")
    public Response undo(@PathParam("id") String device, @PathParam("number") String number) {
        return Response.accepted(ReadingImport.of(imports.undo(device, number(number))))
                .build();
    }

    private static long number(String text) {
        return Query.id("import", text);
    }
}
