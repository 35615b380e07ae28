package energy.ems.web.portal.alerts;

import energy.ems.alerting.AlertKind;
import energy.ems.alerting.AlertState;
import energy.ems.web.portal.frame.Texts;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What alerts say, in one language: a pattern for each kind, and another one for a state of it where that says something
 * else. Pages fill the patterns on the server, notifications in the browser ({@code live.js}); neither has words of its
 * own. A pattern names what it needs: {@code {device}}, {@code {energy}}, {@code {limit}}, {@code {over}} (both in kWh),
 * {@code {from}} and {@code {to}} of the hour, {@code {noticed}}.
 */
final class AlertWording {

    private static final String KEY = "alert.says.";
    private static final Pattern NAME = Pattern.compile("\\{(\\w+)}");

    private final Texts texts;

    AlertWording(Texts texts) {
        this.texts = texts;
    }

    /** @param values by the names in the patterns; a name without a value stays as it is */
    String sentence(AlertKind kind, AlertState state, Map<String, String> values) {
        return NAME.matcher(pattern(kind, state))
                .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
    }

    /** All patterns by kind and state, for instance {@code {"DEVICE_SILENT.CLEARED": "…"}}. */
    String json() {
        JsonObjectBuilder json = Json.createObjectBuilder();
        for (AlertKind kind : AlertKind.values()) {
            for (AlertState state : AlertState.values()) {
                json.add(kind + "." + state, pattern(kind, state));
            }
        }
        return json.build().toString();
    }

    private String pattern(AlertKind kind, AlertState state) {
        String ofState = KEY + kind + "." + state;
        return texts.get(texts.has(ofState) ? ofState : KEY + kind);
    }
}
