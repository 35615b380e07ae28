package energy.ems.web.api.tariffs;

import energy.ems.tariff.PlaceTariff;
import energy.ems.tariff.PlaceTariffs;
import energy.ems.web.api.BadRequest;
import energy.ems.web.api.Fields;
import energy.ems.web.api.Listing;
import energy.ems.web.api.Query;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;

/** Which tariff a place has since which day; it counts for the devices below it that have none of their own. */
@Path("places/tariffs")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class PlaceTariffsResource {

    @Inject
    private PlaceTariffs tariffs;

    /** @param validFrom the first local day in the tariff's zone */
    public record PlaceTariffJson(String place, String validFrom, Long tariffId, String tariffName) {

        static PlaceTariffJson of(PlaceTariff each) {
            return new PlaceTariffJson(each.place(), each.validFrom().toString(), each.tariffId(), each.tariffName());
        }
    }

    @GET
    public Listing<PlaceTariffJson> all() {
        return Listing.of(tariffs.all().stream().map(PlaceTariffJson::of).toList());
    }

    /** {@code {"tariff_id": 3}}, or null for none of its own from that day on. */
    @PUT
    @Path("{date}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Listing<PlaceTariffJson> assign(
            @PathParam("date") String date, @QueryParam("place") String place, InputStream json) {
        Fields body = Fields.read(json);
        if (!body.has("tariff_id")) {
            throw new BadRequest("tariff_id", "is required, null for no tariff");
        }
        tariffs.assign(place, Query.date("valid_from", date), body.wholeNumber("tariff_id"));
        return all();
    }

    @DELETE
    @Path("{date}")
    public void withdraw(@PathParam("date") String date, @QueryParam("place") String place) {
        tariffs.withdraw(place, Query.date("valid_from", date));
    }
}
