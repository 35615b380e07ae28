package energy.ems.web.api.desk;

import energy.ems.audit.AuditAction;
import energy.ems.audit.AuditEntry;
import energy.ems.audit.AuditLog;
import energy.ems.audit.AuditQuery;
import energy.ems.web.api.Listing;
import energy.ems.web.api.Query;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.ZoneOffset;

/** Who did what to whom from where; read only, newest first. */
@Path("audit")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {

    @Inject
    private AuditLog auditLog;

    @GET
    public Listing<AuditEntry> find(
            @QueryParam("actor") String actor,
            @QueryParam("action") String action,
            @QueryParam("subject") String subject,
            @QueryParam("q") String text,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("page") String page,
            @QueryParam("size") String size) {
        return Listing.of(auditLog.find(new AuditQuery(
                actor,
                Query.choice("action", action, AuditAction.class, null),
                subject,
                text,
                Query.instant("from", from, ZoneOffset.UTC),
                Query.instant("to", to, ZoneOffset.UTC),
                Query.paging(page, size))));
    }
}
