package energy.ems.web.api;

import energy.ems.alerting.AlertKind;
import energy.ems.alerting.AlertQuery;
import energy.ems.alerting.AlertState;
import energy.ems.alerting.Alerts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.ZoneOffset;
import java.util.Set;

/** The alerts that the caller may see. */
@Path("alerts")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class AlertsResource {

    private static final Set<String> SORTABLE = Set.of("hour_start", "raised_at", "kind", "state");

    @Inject
    private Alerts alerts;

    /**
     * Newest first. {@code open=true} leaves out what is cleared or acknowledged, and the hours of the past that a sum
     * tells of.
     */
    @GET
    public Listing<AlertJson> find(
            @QueryParam("device") String device,
            @QueryParam("kind") String kind,
            @QueryParam("state") String state,
            @QueryParam("open") boolean open,
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
}
