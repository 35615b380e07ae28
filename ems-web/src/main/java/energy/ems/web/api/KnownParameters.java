package energy.ems.web.api;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Refuses query parameters that the asked method does not know. A filter with a typing error would otherwise be answered
 * by the whole list, which whoever asked takes for what the filter lets through.
 */
@Provider
public class KnownParameters implements ContainerRequestFilter {

    @Context
    private ResourceInfo asked;

    @Override
    public void filter(ContainerRequestContext request) {
        Set<String> known = Arrays.stream(asked.getResourceMethod().getParameters())
                .map(parameter -> parameter.getAnnotation(QueryParam.class))
                .filter(Objects::nonNull)
                .map(QueryParam::value)
                .collect(Collectors.toCollection(TreeSet::new));
        for (String name : request.getUriInfo().getQueryParameters().keySet()) {
            if (!known.contains(name)) {
                String shown = name.length() > 40 ? name.substring(0, 40) + "…" : name;
                throw new BadRequest(
                        shown, "is not known here" + (known.isEmpty() ? "" : "; " + String.join(", ", known) + " are"));
            }
        }
    }
}
