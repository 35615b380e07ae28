package energy.ems.web.api.consumption;

import energy.ems.metering.Consumption;
import energy.ems.metering.OperatorDesk;
import energy.ems.web.api.BadRequest;
import energy.ems.web.api.BulkReads;
import energy.ems.web.api.Fields;
import energy.ems.web.api.Listing;
import energy.ems.web.api.Query;
import energy.ems.web.api.Span;
import energy.ems.web.api.Spans;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** What a device has sent, as it is stored: in the unit that the device had at that time. */
@Path("devices/{id}/measurements")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class MeasurementsResource {

    @Inject
    private Consumption consumption;

    @Inject
    private OperatorDesk desk;

    @Inject
    private Spans spans;

    @Inject
    private BulkReads bulkReads;

    /** The same names as in the messages that meters send, and when it came. */
    public record MeasurementJson(
            Instant timestamp,
            String deviceId,
            BigDecimal measurementValue,
            Duration interval,
            String unit,
            Instant receivedAt) {}

    /** Without a range, today; without a zone, the caller's own. */
    @GET
    public Listing<MeasurementJson> find(
            @PathParam("id") String id,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("zone") String zoneName) {
        consumption.meter(id);
        Span span = spans.asked(from, to, zoneName);
        List<MeasurementJson> readings = consumption.readings(id, span.from(), span.to()).stream()
                .map(reading -> new MeasurementJson(
                        reading.timestamp(),
                        id,
                        reading.value(),
                        reading.interval(),
                        reading.unit().label(),
                        reading.receivedAt()))
                .toList();
        bulkReads.note(id, "readings", readings.size(), span);
        return Listing.of(readings);
    }

    /**
     * Enters a reading by hand, or corrects the one that is there: {@code {"timestamp": …, "measurement_value": …,
     * "reason": "…"}}, in the device's unit of that time; with {@code "interval"}, of an interval of that length.
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public void enter(@PathParam("id") String id, InputStream json) {
        Fields body = Fields.read(json);
        Instant timestamp = Query.required("timestamp", body.scalar("timestamp"), ZoneOffset.UTC);
        BigDecimal value = body.decimal("measurement_value");
        if (value == null) {
            throw new BadRequest("measurement_value", "is required");
        }
        desk.enterReading(id, timestamp, value, body.text("interval"), body.required("reason"));
    }
}
