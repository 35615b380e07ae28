package energy.ems.web.portal.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.alerting.AlertKind;
import energy.ems.alerting.AlertState;
import energy.ems.web.portal.frame.Texts;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertWordingTest {

    private static final Map<String, String> VALUES = Map.of(
            "device", "Heat pump",
            "energy", "2.91",
            "limit", "2.5",
            "over", "0.41",
            "from", "18:00",
            "to", "19:00",
            "noticed", "19:20");

    @Test
    void namesTheDeviceTheHourAndHowMuchItIsOver() {
        assertThat(english().sentence(AlertKind.LIMIT_EXCEEDED, AlertState.RAISED, VALUES))
                .isEqualTo("Heat pump used 2.91 kWh between 18:00 and 19:00, 0.41 over its limit of 2.5.");
    }

    @Test
    void saysSomethingElseOfWhatIsOver() {
        assertThat(english().sentence(AlertKind.DEVICE_SILENT, AlertState.CLEARED, VALUES))
                .isEqualTo("Heat pump sends readings again; it was silent from 19:20.");
    }

    @Test
    void takesNamesAsTheyAre() {
        assertThat(english()
                        .sentence(
                                AlertKind.DEVICE_SILENT,
                                AlertState.RAISED,
                                Map.of("device", "$1 {to} \\", "to", "19:00", "noticed", "19:20")))
                .isEqualTo("$1 {to} \\ has sent no readings; noticed 19:20.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ro"})
    void knowsEveryKindInEveryState(String language) {
        AlertWording wording = new AlertWording(Texts.in(Locale.forLanguageTag(language)));
        JsonObject patterns =
                Json.createReader(new StringReader(wording.json())).readObject();
        for (AlertKind kind : AlertKind.values()) {
            for (AlertState state : AlertState.values()) {
                assertThat(patterns.getString(kind + "." + state))
                        .as(kind + " " + state)
                        .doesNotStartWith("alert.says");
                assertThat(wording.sentence(kind, state, VALUES)).doesNotContain("{", "}");
            }
        }
    }

    private static AlertWording english() {
        return new AlertWording(Texts.in(Locale.ENGLISH));
    }
}
