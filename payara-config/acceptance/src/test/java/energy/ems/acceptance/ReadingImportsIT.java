package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Readings of the past by REST: sent, asked about, imported, undone. */
@Timeout(300)
class ReadingImportsIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Instant START = Instant.parse("2023-10-28T22:00:00Z");
    private static final int QUARTERS = 100;

    private final TestedSystem system = TestedSystem.open();
    private final Api administrator = new Api(system.portal(), system.administrator(), system.password());
    private final String device = "past-" + UUID.randomUUID();

    /** The day on which the clocks were put back, each quarter-hour with a tenth of a kWh. */
    private static String fluvius() {
        DateTimeFormatter written = DateTimeFormatter.ofPattern("dd-MM-yyyy;HH:mm:ss");
        StringBuilder csv = new StringBuilder("\uFEFFVan (datum);Van (tijdstip);Tot (datum);Tot (tijdstip);EAN-code;"
                + "Meter;Metertype;Register;Volume;Eenheid;Validatiestatus;Omschrijving\r\n");
        for (int i = 0; i < QUARTERS; i++) {
            var from = START.plus(Duration.ofMinutes(15L * i)).atZone(ZoneId.of("Europe/Brussels"));
            for (String register : new String[] {"Afname Nacht", "Injectie Nacht"}) {
                csv.append(written.format(from)).append(';').append(written.format(from.plusMinutes(15)));
                csv.append(";=\"541400000000000000\";1SAG0000000000;Digitale meter;")
                        .append(register);
                csv.append(register.startsWith("A") ? ";0,100" : ";0,000").append(";kWh;Uitgelezen;\r\n");
            }
        }
        return csv.toString();
    }

    private JsonObject hours() {
        return administrator
                .get("devices/" + device
                        + "/consumption?resolution=day&zone=Europe/Brussels&from=2023-10-29&to=2023-10-30")
                .body()
                .getJsonArray("buckets")
                .getJsonObject(0);
    }

    @Test
    void aFileIsSentAskedAboutImportedAndUndone() {
        assertThat(administrator
                        .post(
                                "devices",
                                Json.createObjectBuilder()
                                        .add("id", device)
                                        .add("name", "Read in the past")
                                        .add("expected_interval", "PT15M")
                                        .build())
                        .status())
                .isEqualTo(201);
        await().atMost(SOON).until(() -> administrator.isMonitored(device));

        Api.Answer sent = administrator.sendReadings(device, fluvius());
        assertThat(sent.status()).isEqualTo(201);
        assertThat(sent.body().getString("format")).isEqualTo("FLUVIUS");
        assertThat(sent.body().getJsonArray("questions").toString()).contains("SERIES");
        String path = "devices/" + device + "/imports/"
                + sent.body().getJsonObject("reading_import").getInt("id");
        assertThat(administrator
                        .post(path + "/confirm", JsonObject.EMPTY_JSON_OBJECT)
                        .status())
                .isEqualTo(409);

        JsonObject layout = Json.createObjectBuilder()
                .add(
                        "series",
                        Json.createObjectBuilder()
                                .add("Register", Json.createArrayBuilder().add("Afname Nacht")))
                .add("doubled_hour", "IN_ORDER")
                .build();
        Api.Answer said = administrator.put(path + "/layout", layout);
        assertThat(said.status()).isEqualTo(200);
        assertThat(said.body().getJsonArray("questions")).isEmpty();
        assertThat(said.body().getJsonObject("content").getInt("readings")).isEqualTo(QUARTERS);
        assertThat(said.body()
                        .getJsonObject("content")
                        .getJsonNumber("energy_kwh")
                        .bigDecimalValue())
                .isEqualByComparingTo("10");

        assertThat(administrator
                        .post(path + "/confirm", JsonObject.EMPTY_JSON_OBJECT)
                        .status())
                .isEqualTo(202);
        await().atMost(SOON).until(() -> state(path).equals("DONE"));
        assertThat(hours().getJsonNumber("energy_kwh").bigDecimalValue()).isEqualByComparingTo("10");
        assertThat(hours().getInt("readings")).isEqualTo(QUARTERS);

        assertThat(administrator
                        .post(path + "/undo", JsonObject.EMPTY_JSON_OBJECT)
                        .status())
                .isEqualTo(202);
        await().atMost(SOON).until(() -> state(path).equals("UNDONE"));
        await().atMost(SOON).until(() -> hours().isNull("energy_kwh"));
        administrator.delete("devices/" + device);
    }

    private String state(String path) {
        return administrator.get(path).body().getJsonObject("reading_import").getString("state");
    }
}
