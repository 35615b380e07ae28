package energy.ems.web.api;

import energy.ems.group.GroupEntry;
import energy.ems.group.Groups;
import energy.ems.metering.Finder;
import energy.ems.metering.FoundDevice;
import energy.ems.metering.PlaceEntry;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** What a few words find: devices, places, groups and a period. It is asked with every letter that somebody types. */
@Path("search")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class SearchResource {

    private static final int MOST_LETTERS = 120;
    private static final int MOST = 8;

    @Inject
    private Finder finder;

    @Inject
    private Groups groups;

    @Inject
    private Spans spans;

    @Inject
    private Clock clock;

    /**
     * What was found.
     *
     * @param period the period that was named among the words; null for none
     */
    public record FoundJson(
            List<FoundDevice> devices, List<PlaceEntry> places, List<GroupJson> groups, PeriodJson period) {}

    /** A group that was found. */
    public record GroupJson(String id, String name) {

        static GroupJson of(GroupEntry group) {
            return new GroupJson(group.id(), group.name());
        }
    }

    /**
     * A period of the portal.
     *
     * @param day its first day
     * @param view its length: day, week, month or year
     */
    public record PeriodJson(LocalDate day, String view) {}

    /**
     * Words that name a period are not looked for in names, unless nothing is found without them: a device may be called
     * "Sunday oven". Without a zone, today is the caller's own.
     */
    @GET
    public FoundJson search(@QueryParam("q") String typed, @QueryParam("zone") String zoneName) {
        String words = typed == null ? "" : typed.strip();
        if (words.length() > MOST_LETTERS) {
            throw new BadRequest("q", "must have at most " + MOST_LETTERS + " letters");
        }
        ZoneId zone = Query.zone("zone", zoneName, null);
        Optional<PeriodInWords> period =
                PeriodInWords.read(words, LocalDate.now(clock.withZone(zone == null ? spans.ownZone() : zone)));
        String names = period.map(PeriodInWords::rest).orElse(words);
        List<FoundDevice> devices = finder.devices(names, MOST);
        List<PlaceEntry> places = finder.places(names, MOST);
        List<GroupEntry> found = groups.named(names, MOST);
        if (period.isPresent() && devices.isEmpty() && places.isEmpty() && found.isEmpty()) {
            devices = finder.devices(words, MOST);
            places = finder.places(words, MOST);
            found = groups.named(words, MOST);
        }
        return new FoundJson(
                devices,
                places,
                found.stream().map(GroupJson::of).toList(),
                period.map(each -> new PeriodJson(each.day(), each.view())).orElse(null));
    }
}
