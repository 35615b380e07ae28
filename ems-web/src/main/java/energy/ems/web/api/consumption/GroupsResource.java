package energy.ems.web.api.consumption;

import energy.ems.group.GroupEntry;
import energy.ems.group.GroupView;
import energy.ems.group.Groups;
import energy.ems.metering.DeviceSets;
import energy.ems.metering.PlaceReport;
import energy.ems.metering.profile.Resolution;
import energy.ems.web.api.BulkReads;
import energy.ems.web.api.Fields;
import energy.ems.web.api.Listing;
import energy.ems.web.api.Query;
import energy.ems.web.api.Span;
import energy.ems.web.api.Spans;
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

/** Groups of devices, places and other groups: administrators make them for all, others for themselves. */
@Path("groups")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class GroupsResource {

    @Inject
    private Groups groups;

    @Inject
    private DeviceSets sums;

    @Inject
    private Spans spans;

    @Inject
    private BulkReads bulkReads;

    /** Those that the caller sees, each with how many of its members they see. */
    @GET
    public Listing<GroupEntry> all() {
        return Listing.of(groups.all());
    }

    @GET
    @Path("{id}")
    public Response get(@PathParam("id") String id) {
        return answer(groups.get(id));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(InputStream json, @Context UriInfo uri) {
        GroupView created = groups.create(GroupJson.read(Fields.read(json), GroupJson.none()));
        return Versions.created(uri, created.id(), GroupJson.of(created), created.version());
    }

    /** Changes what the body names and leaves the rest; the members of a kind are changed together. */
    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response update(@PathParam("id") String id, @HeaderParam("If-Match") String ifMatch, InputStream json) {
        Fields body = Fields.read(json);
        GroupJson present = GroupJson.of(groups.get(id));
        return answer(
                groups.update(id, GroupJson.read(body, present), Versions.seen(ifMatch, body, present.version())));
    }

    @DELETE
    @Path("{id}")
    public void delete(@PathParam("id") String id, @HeaderParam("If-Match") String ifMatch) {
        groups.delete(id, Versions.seen(ifMatch, null, groups.get(id).version()));
    }

    /** Without a range, today; without a zone, the caller's own. */
    @GET
    @Path("{id}/consumption")
    public GroupConsumptionJson report(
            @PathParam("id") String id,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("zone") String zoneName,
            @QueryParam("resolution") String resolution) {
        // A group that is not the caller's to see is not found, whatever else is wrong with the question.
        GroupView group = groups.get(id);
        Span span = spans.asked(from, to, zoneName);
        PlaceReport report = sums.report(
                group.name(),
                group.content(),
                span.from(),
                span.to(),
                span.zone(),
                Query.choice("resolution", resolution, Resolution.class, Resolution.HOUR));
        bulkReads.note(id, "figures", report.buckets().size(), span);
        return GroupConsumptionJson.of(id, group.name(), PlaceConsumptionJson.of(report));
    }

    private static Response answer(GroupView group) {
        return Versions.answer(GroupJson.of(group), group.version());
    }
}
