package energy.ems.web.api.devices;

import energy.ems.device.DeviceChangeView;
import energy.ems.device.DeviceImport;
import energy.ems.device.DeviceQuery;
import energy.ems.device.DeviceView;
import energy.ems.device.Devices;
import energy.ems.device.ImportReport;
import energy.ems.web.api.Fields;
import energy.ems.web.api.Listing;
import energy.ems.web.api.Query;
import energy.ems.web.api.Versions;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
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
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Devices: administrators change them, users see their own. */
@Path("devices")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class DevicesResource {

    @Inject
    private Devices devices;

    @Inject
    private DeviceImport deviceImport;

    @GET
    public Listing<DeviceJson> find(
            @QueryParam("q") String text,
            @QueryParam("owner") String owner,
            @QueryParam("unassigned") boolean unassigned,
            @QueryParam("place") String place,
            @QueryParam("sort") String sort,
            @QueryParam("page") String page,
            @QueryParam("size") String size) {
        return Listing.of(devices.find(new DeviceQuery(
                        text, owner, unassigned, place, Query.paging(sort, page, size, DeviceQuery.SORTABLE)))
                .map(DeviceJson::of));
    }

    @GET
    @Path("{id}")
    public Response get(@PathParam("id") String id) {
        return answer(devices.get(id));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(InputStream json, @Context UriInfo uri) {
        DeviceView created = devices.create(DeviceJson.draft(Fields.read(json)));
        return Versions.created(uri, created.id(), DeviceJson.of(created), created.version());
    }

    /** Changes what the body names and leaves the rest. */
    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response update(@PathParam("id") String id, @HeaderParam("If-Match") String ifMatch, InputStream json) {
        Fields body = Fields.read(json);
        DeviceView present = devices.get(id);
        return answer(devices.update(
                id, DeviceJson.draft(body, present.device()), Versions.seen(ifMatch, body, present.version())));
    }

    @DELETE
    @Path("{id}")
    public void delete(@PathParam("id") String id, @HeaderParam("If-Match") String ifMatch) {
        devices.delete(id, Versions.seen(ifMatch, null, devices.get(id).version()));
    }

    @GET
    @Path("{id}/history")
    public Listing<DeviceChangeView> history(@PathParam("id") String id) {
        List<DeviceChangeView> changes = devices.history(id);
        return Listing.of(changes);
    }

    /** A list of devices in CSV: checked only, or with {@code apply=true} stored, all or none. */
    @POST
    @Path("import")
    @Consumes("text/csv")
    public Response importList(InputStream csv, @QueryParam("apply") boolean apply) {
        // By a decoder, which refuses what is not UTF-8; by the charset alone it would become question marks.
        Reader reader = new InputStreamReader(csv, StandardCharsets.UTF_8.newDecoder());
        ImportReport report = apply ? deviceImport.apply(reader) : deviceImport.preview(reader);
        return Response.status(report.errorCount() == 0 ? 200 : 422)
                .entity(ImportJson.of(report))
                .build();
    }

    private static Response answer(DeviceView device) {
        return Versions.answer(DeviceJson.of(device), device.version());
    }
}
