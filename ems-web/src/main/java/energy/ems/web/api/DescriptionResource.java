package energy.ems.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;

/**
 * The description of the API in OpenAPI 3. It is written by hand, because what the platform derives from the classes says
 * nothing of bodies, refusals and who may call; a test holds it to what the resources do.
 */
@Path("openapi")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class DescriptionResource {

    static final String FILE = "openapi.json";

    @GET
    public InputStream description() {
        return DescriptionResource.class.getResourceAsStream(FILE);
    }
}
