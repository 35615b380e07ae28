package energy.ems.alerting;

import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What alerts say, in one language: a pattern for each kind, and another one for a state of it where that says something
 * else; for what is about many hours, one for each {@link PluralForm}. Pages and messages fill the patterns on the server,
 * notifications in the browser ({@code live.js}); none has words of its own. A pattern names what it needs:
 * {@code {device}}, {@code {energy}}, {@code {limit}}, {@code {over}} (both in kWh), {@code {from}} and {@code {to}} of
 * the hour, {@code {hours}} from {@code {first}} to {@code {last}}, {@code {noticed}}.
 */
public final class AlertWording {

    // BEWARE: the methods of Json look for a provider at each call, by opening every library.
    private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

    private static final String BUNDLE = "energy.ems.alerting.sentences";
    private static final Pattern NAME = Pattern.compile("\\{(\\w+)}");

    private final ResourceBundle patterns;

    public AlertWording(Locale language) {
        this.patterns = ResourceBundle.getBundle(BUNDLE, language);
    }

    /**
     * @param hours how many it is about; null for a kind that is never about many
     * @param values by the names in the patterns; a name without a value stays as it is
     */
    public String sentence(AlertKind kind, AlertState state, Integer hours, Map<String, String> values) {
        return NAME.matcher(hours == null ? pattern(kind, state) : pattern(kind, PluralForm.of(hours)))
                .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
    }

    /**
     * All patterns by kind and state, for instance {@code {"DEVICE_SILENT.CLEARED": "…"}}, or kind and form, for instance
     * {@code {"PAST_LIMIT_EXCEEDED.one": "…"}}.
     */
    public String json() {
        JsonObjectBuilder json = JSON.createObjectBuilder();
        for (AlertKind kind : AlertKind.values()) {
            if (kind == AlertKind.PAST_LIMIT_EXCEEDED) {
                for (PluralForm form : PluralForm.values()) {
                    json.add(kind + "." + form.key(), pattern(kind, form));
                }
                continue;
            }
            for (AlertState state : AlertState.values()) {
                json.add(kind + "." + state, pattern(kind, state));
            }
        }
        return json.build().toString();
    }

    private String pattern(AlertKind kind, PluralForm form) {
        return patterns.getString(kind + "." + form.key());
    }

    private String pattern(AlertKind kind, AlertState state) {
        String ofState = kind + "." + state;
        return patterns.getString(patterns.containsKey(ofState) ? ofState : kind.name());
    }
}
