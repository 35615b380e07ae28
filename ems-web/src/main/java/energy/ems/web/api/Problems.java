package energy.ems.web.api;

import energy.ems.boundary.ConflictException;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.NotFoundException;
import energy.ems.boundary.ThrottledException;
import energy.ems.web.security.ArrivingBodies;
import energy.ems.web.security.BodyLimit;
import energy.ems.web.security.Refusal;
import jakarta.ejb.EJBAccessException;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;

/** Turns whatever goes wrong into problem details (RFC 9457). What is unexpected is logged and answered with 500 only. */
@Provider
public class Problems implements ExceptionMapper<Throwable> {

    private static final Logger LOG = System.getLogger(Problems.class.getName());
    static final String MEDIA_TYPE = "application/problem+json";

    @Override
    public Response toResponse(Throwable thrown) {
        for (Throwable each = thrown; each != null && each != each.getCause(); each = each.getCause()) {
            Response known = known(each);
            if (known != null) {
                return known;
            }
        }
        LOG.log(Level.ERROR, "unexpected failure of the REST API", thrown);
        return problem(500, null, null);
    }

    private static Response known(Throwable thrown) {
        if (thrown instanceof BadRequest bad) {
            return problem(400, bad.field() + " " + bad.getMessage(), bad.field());
        }
        if (thrown instanceof InvalidInputException invalid) {
            return problem(400, invalid.getMessage(), invalid.field());
        }
        if (thrown instanceof NotFoundException) {
            return problem(404, thrown.getMessage(), null);
        }
        if (thrown instanceof ConflictException) {
            return problem(409, thrown.getMessage(), null);
        }
        if (thrown instanceof PreconditionFailed) {
            return problem(412, thrown.getMessage(), null);
        }
        if (thrown instanceof BodyLimit.BodyTooLargeException) {
            return problem(413, thrown.getMessage(), null);
        }
        if (thrown instanceof ArrivingBodies.BodyTooSlowException) {
            return problem(408, thrown.getMessage(), null);
        }
        if (thrown instanceof EJBAccessException) {
            return problem(403, "Your role does not allow this.", null);
        }
        if (thrown instanceof ThrottledException throttled) {
            return Response.fromResponse(problem(429, "Too many attempts.", null))
                    .header(
                            HttpHeaders.RETRY_AFTER,
                            Math.max(1, throttled.retryAfter().toSeconds()))
                    .build();
        }
        if (thrown instanceof WebApplicationException web) {
            return ofContainer(web);
        }
        return null;
    }

    /** What Jersey refuses by itself: unknown paths, methods, media types. Its own messages name classes. */
    private static Response ofContainer(WebApplicationException web) {
        int status = web.getResponse().getStatus();
        if (status < 400) {
            return web.getResponse();
        }
        Response.ResponseBuilder answer = Response.fromResponse(problem(status, null, null));
        if (web instanceof NotAllowedException) {
            answer.header(HttpHeaders.ALLOW, web.getResponse().getHeaderString(HttpHeaders.ALLOW));
        }
        return answer.build();
    }

    private static Response problem(int status, String detail, String field) {
        JsonObjectBuilder problem = Json.createObjectBuilder()
                .add("type", "about:blank")
                .add("title", Refusal.title(status))
                .add("status", status);
        if (detail != null) {
            problem.add("detail", detail);
        }
        if (field != null) {
            problem.add(
                    "errors",
                    Json.createArrayBuilder()
                            .add(Json.createObjectBuilder().add("field", field).add("message", detail)));
        }
        // Bytes, not an entity: no writer is chosen by what the caller accepts, so 406 gets its explanation too.
        return Response.status(status)
                .type(MEDIA_TYPE)
                .entity(problem.build().toString().getBytes(StandardCharsets.UTF_8))
                .build();
    }
}
