package energy.ems.web.api.tariffs;

import energy.ems.tariff.TariffJson;
import energy.ems.tariff.TariffView;
import energy.ems.tariff.Tariffs;
import energy.ems.web.api.Fields;
import energy.ems.web.api.Listing;
import energy.ems.web.api.Query;
import energy.ems.web.api.Versions;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;

/** What energy costs: operators read tariffs, administrators change them. */
@Path("tariffs")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class TariffsResource {

    @Inject
    private Tariffs tariffs;

    @GET
    public Listing<JsonObject> find() {
        return Listing.of(tariffs.all().stream().map(TariffJson::write).toList());
    }

    @GET
    @Path("{number}")
    public Response get(@PathParam("number") String number) {
        return answer(tariffs.get(Query.id("tariff", number)));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(InputStream json, @Context UriInfo uri) {
        TariffView created = tariffs.create(TariffJson.read(Fields.read(json).json(), null));
        return Versions.created(uri, created.id(), TariffJson.write(created), created.version());
    }

    /** Changes what the body names and leaves the rest; versions are changed together. */
    @PUT
    @Path("{number}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response update(
            @PathParam("number") String number, @HeaderParam("If-Match") String ifMatch, InputStream json) {
        Fields body = Fields.read(json);
        TariffView present = tariffs.get(Query.id("tariff", number));
        return answer(tariffs.update(
                present.id(),
                TariffJson.read(body.json(), present.tariff()),
                Versions.seen(ifMatch, body, present.version())));
    }

    @DELETE
    @Path("{number}")
    public void delete(@PathParam("number") String number, @HeaderParam("If-Match") String ifMatch) {
        TariffView present = tariffs.get(Query.id("tariff", number));
        tariffs.delete(present.id(), Versions.seen(ifMatch, null, present.version()));
    }

    private static Response answer(TariffView tariff) {
        return Versions.answer(TariffJson.write(tariff), tariff.version());
    }
}
