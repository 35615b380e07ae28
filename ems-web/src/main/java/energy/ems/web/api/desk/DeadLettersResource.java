package energy.ems.web.api.desk;

import energy.ems.metering.OperatorDesk;
import energy.ems.metering.intake.DeadLetter;
import energy.ems.web.api.BadRequest;
import energy.ems.web.api.Fields;
import energy.ems.web.api.Listing;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** Messages that could not be understood. The bodies name them: {@code {"ids": ["…"]}}. */
@Path("dead-letters")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class DeadLettersResource {

    @Inject
    private OperatorDesk desk;

    /** The oldest of them; {@code total} counts all. */
    @GET
    public Listing<DeadLetter> find() {
        return new Listing<>(desk.deadLetters(), desk.deadLetterCount());
    }

    /**
     * Puts the messages back to where they were meant for; a single one also with another text in its place: {@code
     * {"ids": ["…"], "text": "…"}}.
     */
    @POST
    @Path("replay")
    @Consumes(MediaType.APPLICATION_JSON)
    public Map<String, Integer> replay(InputStream json) {
        Fields body = Fields.read(json);
        List<String> ids = body.requiredTexts("ids");
        String text = body.text("text");
        if (text == null) {
            return Map.of("replayed", desk.replay(ids));
        }
        if (ids.size() != 1) {
            throw new BadRequest("text", "takes the place of one message");
        }
        desk.replayCorrected(ids.get(0), text);
        return Map.of("replayed", 1);
    }

    @POST
    @Path("discard")
    @Consumes(MediaType.APPLICATION_JSON)
    public Map<String, Integer> discard(InputStream json) {
        return Map.of("discarded", desk.discardDeadLetters(Fields.read(json).requiredTexts("ids")));
    }
}
