package energy.ems.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        assertThat(english().sentence(AlertKind.LIMIT_EXCEEDED, AlertState.RAISED, null, VALUES))
                .isEqualTo("Heat pump used 2.91 kWh between 18:00 and 19:00, 0.41 over its limit of 2.5.");
    }

    @Test
    void saysSomethingElseOfWhatIsOver() {
        assertThat(english().sentence(AlertKind.DEVICE_SILENT, AlertState.CLEARED, null, VALUES))
                .isEqualTo("Heat pump sends readings again; it was silent from 19:20.");
    }

    @Test
    void takesNamesAsTheyAre() {
        assertThat(english()
                        .sentence(
                                AlertKind.DEVICE_SILENT,
                                AlertState.RAISED,
                                null,
                                Map.of("device", "$1 {to} \\", "to", "19:00", "noticed", "19:20")))
                .isEqualTo("$1 {to} \\ has sent no readings; noticed 19:20.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ro"})
    void knowsEveryKindInEveryState(String language) {
        AlertWording wording = new AlertWording(Locale.forLanguageTag(language));
        JsonObject patterns =
                Json.createReader(new StringReader(wording.json())).readObject();
        for (AlertKind kind : AlertKind.values()) {
            for (AlertState state : AlertState.values()) {
                if (kind == AlertKind.PAST_LIMIT_EXCEEDED) {
                    continue;
                }
                assertThat(patterns.getString(kind + "." + state))
                        .as(kind + " " + state)
                        .isNotBlank();
                assertThat(wording.sentence(kind, state, null, VALUES)).doesNotContain("{", "}");
            }
        }
        for (PluralForm form : PluralForm.values()) {
            assertThat(patterns.getString("PAST_LIMIT_EXCEEDED." + form.key()))
                    .as(form.key())
                    .isNotBlank();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en|   1|Heat pump: the hour between 2 Nov and 21 Nov was over the limit.",
                "en|   2|Heat pump: 2 hours between 2 Nov and 21 Nov were over the limit.",
                "en|  62|Heat pump: 62 hours between 2 Nov and 21 Nov were over the limit.",
                "ro|   1|Heat pump: ora dintre 2 Nov și 21 Nov a depășit limita.",
                "ro|  19|Heat pump: 19 ore între 2 Nov și 21 Nov au depășit limita.",
                "ro|  20|Heat pump: 20 de ore între 2 Nov și 21 Nov au depășit limita.",
                "ro| 100|Heat pump: 100 de ore între 2 Nov și 21 Nov au depășit limita.",
                "ro| 101|Heat pump: 101 ore între 2 Nov și 21 Nov au depășit limita.",
            })
    void tellsOfThePastInOneSentenceWithItsDates(String language, int hours, String sentence) {
        assertThat(new AlertWording(Locale.forLanguageTag(language))
                        .sentence(
                                AlertKind.PAST_LIMIT_EXCEEDED,
                                AlertState.RAISED,
                                hours,
                                Map.of(
                                        "device",
                                        "Heat pump",
                                        "hours",
                                        String.valueOf(hours),
                                        "first",
                                        "2 Nov",
                                        "last",
                                        "21 Nov")))
                .isEqualTo(sentence);
    }

    private static AlertWording english() {
        return new AlertWording(Locale.ENGLISH);
    }
}
