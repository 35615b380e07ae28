package energy.ems.web.api;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** Optimistic locking over HTTP: the version is the entity tag. */
public final class Versions {

    private Versions() {}

    /** Answers with something as it is now. */
    public static Response answer(Object json, long version) {
        return Response.ok(json).tag(tag(version)).build();
    }

    /** Answers with something that was just made below what was called. */
    public static Response created(UriInfo called, Object id, Object json, long version) {
        return Response.created(called.getAbsolutePathBuilder().path("{id}").build(id))
                .tag(tag(version))
                .entity(json)
                .build();
    }

    private static EntityTag tag(long version) {
        return new EntityTag(Long.toString(version));
    }

    /**
     * The version that the caller has seen: from {@code If-Match}, else from the body's {@code version}, else the present
     * one, for callers who do not care.
     */
    public static long seen(String ifMatch, Fields body, long present) {
        if (ifMatch != null && !ifMatch.isBlank() && !ifMatch.strip().equals("*")) {
            if (!ifMatch.strip().equals("\"" + present + "\"")) {
                throw new PreconditionFailed();
            }
            return present;
        }
        Long version = body == null ? null : body.wholeNumber("version");
        return version == null ? present : version;
    }
}
