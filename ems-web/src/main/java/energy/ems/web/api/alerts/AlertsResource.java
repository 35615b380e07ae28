package energy.ems.web.api.alerts;

import energy.ems.alerting.AlertEntry;
import energy.ems.alerting.AlertHandling;
import energy.ems.alerting.AlertKind;
import energy.ems.alerting.AlertQuery;
import energy.ems.alerting.AlertState;
import energy.ems.alerting.Alerts;
import energy.ems.web.api.BadRequest;
import energy.ems.web.api.Fields;
import energy.ems.web.api.Listing;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/** The alerts that the caller may see. */
@Path("alerts")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class AlertsResource {

    private static final Set<String> SORTABLE = Set.of("hour_start", "raised_at", "kind", "state");

    /** In one transaction, because it holds the locks of the meters. */
    private static final int MOST_AT_ONCE = 100;

    @Inject
    private Alerts alerts;

    @Inject
    private AlertHandling handling;

    /**
     * Newest first. {@code open=true} leaves out what is cleared or acknowledged, and the hours of the past that a sum
     * tells of; {@code mine=true} shows only what is assigned to the caller.
     */
    @GET
    public Listing<AlertJson> find(
            @QueryParam("device") String device,
            @QueryParam("kind") String kind,
            @QueryParam("state") String state,
            @QueryParam("open") boolean open,
            @QueryParam("mine") boolean mine,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("sort") String sort,
            @QueryParam("page") String page,
            @QueryParam("size") String size) {
        return Listing.of(alerts.find(new AlertQuery(
                        device,
                        Query.choice("kind", kind, AlertKind.class, null),
                        Query.choice("state", state, AlertState.class, null),
                        open,
                        mine,
                        Query.instant("from", from, ZoneOffset.UTC),
                        Query.instant("to", to, ZoneOffset.UTC),
                        Query.paging(sort, page, size, SORTABLE)))
                .map(AlertJson::of));
    }

    @GET
    @Path("{id}")
    public AlertJson get(@PathParam("id") String id) {
        return AlertJson.of(alerts.get(Query.id("alert", id)));
    }

    /** Notes that the caller has seen it; the first to do so stays on record. */
    @POST
    @Path("{id}/acknowledge")
    public AlertJson acknowledge(@PathParam("id") String id) {
        return AlertJson.of(alerts.acknowledge(Query.id("alert", id)));
    }

    /** Acknowledges many, all or none. */
    @POST
    @Path("acknowledge")
    @Consumes(MediaType.APPLICATION_JSON)
    public AcknowledgedJson acknowledgeMany(InputStream json) {
        List<Long> ids = Fields.read(json).wholeNumbers("ids");
        if (ids.size() > MOST_AT_ONCE) {
            throw new BadRequest("ids", "must not be more than " + MOST_AT_ONCE);
        }
        return new AcknowledgedJson(alerts.acknowledge(ids));
    }

    /** @param acknowledged those that nobody had acknowledged before */
    public record AcknowledgedJson(List<Long> acknowledged) {}

    /** What became of it, the oldest first. */
    @GET
    @Path("{id}/history")
    public Listing<AlertEntry> history(@PathParam("id") String id) {
        return Listing.of(handling.history(Query.id("alert", id)));
    }

    /** Says something of it, to everybody who sees it. */
    @POST
    @Path("{id}/comments")
    @Consumes(MediaType.APPLICATION_JSON)
    public AlertJson comment(@PathParam("id") String id, InputStream json) {
        long alert = Query.id("alert", id);
        handling.comment(alert, Fields.read(json).text("text"));
        return AlertJson.of(alerts.get(alert));
    }

    /** Gives it to a user, or with null to nobody; where the body says whom it was taken from, only if it still is. */
    @PUT
    @Path("{id}/assignment")
    @Consumes(MediaType.APPLICATION_JSON)
    public AlertJson assign(@PathParam("id") String id, InputStream json) {
        long alert = Query.id("alert", id);
        Fields body = Fields.read(json);
        if (!body.has("assigned_to")) {
            throw new BadRequest("assigned_to", "is required, null for nobody");
        }
        if (body.has("instead_of")) {
            handling.assign(alert, body.text("assigned_to"), body.text("instead_of"));
        } else {
            handling.assign(alert, body.text("assigned_to"));
        }
        return AlertJson.of(alerts.get(alert));
    }
}
