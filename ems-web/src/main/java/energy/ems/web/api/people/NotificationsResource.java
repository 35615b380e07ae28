package energy.ems.web.api.people;

import energy.ems.alerting.AlertKind;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.InvalidInputException.Rule;
import energy.ems.notification.Channel;
import energy.ems.notification.Notifications;
import energy.ems.notification.Preferences;
import energy.ems.notification.SavedPreferences;
import energy.ems.web.api.BadRequest;
import energy.ems.web.api.Fields;
import energy.ems.web.api.Listing;
import energy.ems.web.api.Query;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the caller is told of outside the portal, and what became of it. */
@Path("notifications")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class NotificationsResource {

    private static final int MOST_ASKED = 50;
    private static final Pattern NUMBERS = Pattern.compile("\\d{1,18}(,\\d{1,18})*");

    @Inject
    private Notifications notifications;

    @GET
    public PreferencesJson own() {
        return PreferencesJson.of(new SavedPreferences(notifications.own(), null));
    }

    /** Changes what the body names and leaves the rest; where the version is named, only if it is still the latest. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public PreferencesJson update(InputStream json) {
        Fields body = Fields.read(json);
        Preferences present = notifications.own();
        return PreferencesJson.of(notifications.update(new Preferences(
                body.has("mail") ? kinds("mail", body) : present.mail(),
                body.has("webhook") ? kinds("webhook", body) : present.webhook(),
                body.has("browser") ? kinds("browser", body) : present.browser(),
                body.has("all_devices") ? Boolean.TRUE.equals(body.flag("all_devices")) : present.allDevices(),
                body.has("escalate_after_minutes")
                        ? whole("escalate_after_minutes", body)
                        : present.escalateAfterMinutes(),
                body.has("quiet_from") ? time("quiet_from", body) : present.quietFrom(),
                body.has("quiet_to") ? time("quiet_to", body) : present.quietTo(),
                most(body, present),
                body.has("webhook_address") ? address(body) : present.webhookAddress(),
                present.hasSecret(),
                body.has("version") ? version(body) : present.version())));
    }

    /** Makes another secret for the webhook; it is in this answer and never again. */
    @POST
    @Path("secret")
    public SecretJson newSecret() {
        return new SecretJson(notifications.newSecret());
    }

    /** A secret that is shown once. */
    public record SecretJson(String webhookSecret) {}

    /** Sends the caller a test and says what became of it. */
    @POST
    @Path("test")
    @Consumes(MediaType.APPLICATION_JSON)
    public AttemptJson test(InputStream json) {
        Fields body = Fields.read(json);
        body.required("channel");
        return AttemptJson.of(notifications.test(body.choice("channel", Channel.class, null)));
    }

    /** The latest, the newest first. */
    @GET
    @Path("attempts")
    public Listing<AttemptJson> attempts() {
        return Listing.of(notifications.attempts().stream().map(AttemptJson::of).toList());
    }

    /** Which of these changes of alerts the caller's browser is to call out now. */
    @GET
    @Path("browser")
    public CalledOutJson browser(@QueryParam("sequences") String sequences) {
        return new CalledOutJson(notifications.forBrowser(numbers(sequences)));
    }

    /** @param sequences the numbers of those changes, as on the WebSocket */
    public record CalledOutJson(List<Long> sequences) {}

    private static List<Long> numbers(String text) {
        if (text == null || text.isBlank()) {
            return List.of();
        }
        String[] parts = text.split(",", MOST_ASKED + 1);
        if (parts.length > MOST_ASKED || !NUMBERS.matcher(text).matches()) {
            throw new BadRequest(
                    "sequences", "must be up to " + MOST_ASKED + " whole numbers with commas between them");
        }
        return Arrays.stream(parts).map(Long::valueOf).toList();
    }

    private static Set<AlertKind> kinds(String field, Fields body) {
        List<String> names = body.texts(field);
        return names == null
                ? Set.of()
                : names.stream()
                        .map(name -> Query.choice(field, name, AlertKind.class, null))
                        .collect(Collectors.toSet());
    }

    private static LocalTime time(String field, Fields body) {
        String text = body.text(field);
        try {
            return text == null ? null : LocalTime.parse(text);
        } catch (DateTimeException e) {
            throw new InvalidInputException(field, Rule.NOT_ONE_OF, "00:00–23:59");
        }
    }

    private static Integer whole(String field, Fields body) {
        Long number = body.wholeNumber(field);
        // What is too large for the one is too large for the other.
        return number == null ? null : (int) Math.max(-1, Math.min(Integer.MAX_VALUE, number));
    }

    private static int most(Fields body, Preferences present) {
        if (!body.has("most_per_hour")) {
            return present.mostPerHour();
        }
        Integer most = whole("most_per_hour", body);
        return most == null ? Preferences.DEFAULT_MOST : most;
    }

    private static String address(Fields body) {
        String text = body.text("webhook_address");
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static long version(Fields body) {
        Long version = body.wholeNumber("version");
        return version == null ? -1 : version;
    }
}
