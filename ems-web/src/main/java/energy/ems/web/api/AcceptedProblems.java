package energy.ems.web.api;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;

/**
 * Takes whoever accepts problem details for somebody who accepts JSON, if nothing better. Clients that are generated from the
 * description say of an operation without an answer that they accept its refusals, and would be refused for that (406).
 */
@Provider
@PreMatching
public class AcceptedProblems implements ContainerRequestFilter {

    private static final String AFTER_ALL_OTHERS = MediaType.APPLICATION_JSON + ";q=0.001";

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getAcceptableMediaTypes().stream()
                .map(type -> type.getType() + "/" + type.getSubtype())
                .anyMatch(Problems.MEDIA_TYPE::equalsIgnoreCase)) {
            request.getHeaders().add(HttpHeaders.ACCEPT, AFTER_ALL_OTHERS);
        }
    }
}
