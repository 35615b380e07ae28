package energy.ems.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.ems.launcher.Problem;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FleetTest {

    @Test
    void itsMetersSendInTurnEveryTenMinutesAndNothingFromTheFuture() {
        Fleet fleet = new Fleet("test", 3, Fleet.Mode.INTERVAL, 9);
        List<JsonObject> sent = new ArrayList<>();
        assertThat(fleet.messages(9, 1, body -> sent.add(object(body)))).isEqualTo(9);

        assertThat(sent)
                .extracting(each -> each.getString("device_id"))
                .startsWith(fleet.id(0), fleet.id(1), fleet.id(2), fleet.id(0));
        List<Long> times = sent.stream()
                .map(each -> each.getJsonNumber("timestamp").longValueExact())
                .toList();
        assertThat(times.get(2)).isEqualTo(times.get(0));
        assertThat(times.get(3) - times.get(0)).isEqualTo(Fleet.SPACING.toMillis());
        assertThat(times.get(8)).isLessThan(Instant.now().toEpochMilli());
        assertThat(fleet.sent()).isEqualTo(9);
    }

    @Test
    void aRegisterRises() {
        Fleet fleet = new Fleet("test", 1, Fleet.Mode.CUMULATIVE, 2);
        BigDecimal first = value(object(fleet.message(1)));
        BigDecimal second = value(object(fleet.message(1)));

        assertThat(second).isGreaterThan(first);
    }

    @Test
    void anArrayHoldsMeasurementsOfAsManyMeters() {
        Fleet fleet = new Fleet("test", 200, Fleet.Mode.INTERVAL, 250);
        List<JsonArray> sent = new ArrayList<>();
        assertThat(fleet.messages(250, 100, body -> sent.add(array(body)))).isEqualTo(200);

        assertThat(sent).hasSize(2);
        assertThat(sent.get(1).getValuesAs(JsonObject.class))
                .extracting(each -> each.getString("device_id"))
                .doesNotHaveDuplicates()
                .hasSize(100)
                .contains(fleet.id(199));
    }

    @Test
    void aMeterMaySendManyBeforeTheNextOne() {
        Fleet fleet = new Fleet("test", 2, Fleet.Mode.INTERVAL, 12, 3);
        List<JsonObject> sent = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            sent.addAll(array(fleet.message(3)).getValuesAs(JsonObject.class));
        }

        assertThat(sent.subList(0, 3))
                .extracting(each -> each.getString("device_id"))
                .containsOnly(fleet.id(0));
        assertThat(sent.subList(3, 6))
                .extracting(each -> each.getString("device_id"))
                .containsOnly(fleet.id(1));
        List<Long> ofTheFirst = sent.stream()
                .filter(each -> each.getString("device_id").equals(fleet.id(0)))
                .map(each -> each.getJsonNumber("timestamp").longValueExact())
                .toList();
        assertThat(ofTheFirst).hasSize(6).isSorted().doesNotHaveDuplicates();
        assertThat(ofTheFirst.get(5)).isLessThan(Instant.now().toEpochMilli());
    }

    @Test
    void howManyEachSendsChangesBetweenRoundsAlone() {
        Fleet fleet = new Fleet("test", 2, Fleet.Mode.INTERVAL, 12);
        fleet.message(1);
        assertThat(fleet.leftOfRound()).isOne();
        assertThatThrownBy(() -> fleet.changeStint(3)).isInstanceOf(IllegalStateException.class);
        fleet.message(1);
        fleet.changeStint(3);
        List<JsonObject> sent = new ArrayList<>();
        sent.addAll(array(fleet.message(2)).getValuesAs(JsonObject.class));
        assertThat(fleet.leftOfRound()).isEqualTo(4);
        sent.addAll(array(fleet.message(4)).getValuesAs(JsonObject.class));
        fleet.changeStint(1);
        sent.addAll(array(fleet.message(2)).getValuesAs(JsonObject.class));

        for (int meter = 0; meter < 2; meter++) {
            String id = fleet.id(meter);
            List<Long> times = sent.stream()
                    .filter(each -> each.getString("device_id").equals(id))
                    .map(each -> each.getJsonNumber("timestamp").longValueExact())
                    .toList();
            assertThat(times).hasSize(4).isSorted();
            assertThat(times.get(3) - times.get(0)).isEqualTo(3 * Fleet.SPACING.toMillis());
        }
    }

    @Test
    void saysThatTooFewFillNoMessage() {
        Fleet fleet = new Fleet("test", 10, Fleet.Mode.INTERVAL, 50);

        assertThatThrownBy(() -> fleet.messages(50, 100, body -> {}))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("--measurements");
    }

    private static BigDecimal value(JsonObject measurement) {
        return measurement.getJsonNumber("measurement_value").bigDecimalValue();
    }

    private static JsonObject object(byte[] body) {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(body))) {
            return reader.readObject();
        }
    }

    private static JsonArray array(byte[] body) {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(body))) {
            return reader.readArray();
        }
    }
}
