package energy.ems.web.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** The application of the REST API. Resources and providers are found by their annotations. */
@ApplicationPath(RestApi.ROOT)
public class RestApi extends Application {

    public static final String ROOT = "/api/v1";

    @Override
    public Map<String, Object> getProperties() {
        return Map.of(
                // The WADL would describe every resource to strangers.
                "jersey.config.server.wadl.disableWadl", true,
                // Refusals are problem details: the container's error pages must not replace them.
                "jersey.config.server.response.setStatusOverSendError", true);
    }
}
