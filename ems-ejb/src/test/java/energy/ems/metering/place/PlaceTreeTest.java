package energy.ems.metering.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceTreeTest {

    /**
     * Devices as "path consumption production", a main meter's path with an exclamation mark, what is unknown as "-".
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            one device                         | A 3 0                                   | 3   | 0  | -
            devices at and below               | A 3 0, A/B 4 1, A/B/C 5 0               | 12  | 1  | -
            production and its balance         | A 3 0, A 0 5                            | 3   | 5  | -
            a main meter's is the total        | A! 10 0, A 3 0, A/B 4 0                 | 10  | 0  | 3
            parts that are more than the main  | A! 10 0, A 3 0, A/B 9 0                 | 10  | 0  | -2
            a nested one stands for its place  | A! 10 0, A/B! 6 0, A/B 5 0              | 10  | 0  | 4
            nested alone                       | A 1 0, A/B! 6 0, A/B 5 0, A/B/C 9 0     | 7   | 0  | -
            a roof behind a two-way main       | A! 8 2, A 11 0, A 0 5                   | 8   | 2  | 0
            two main meters, one a direction   | A! 10 0, A! 0 2, A 0 5, A 11 0          | 10  | 2  | 2
            what a main explains without parts | A! 10 0                                 | 10  | 0  | -
            an unknown part                    | A! 10 0, A - -, A 4 0                   | 10  | 0  | 6
            an unknown main meter              | A! - -, A 4 0                           | -   | -  | -
            a main of a place in between       | A! 10 0, A/B/C! 6 0, A/B/D 1 0          | 10  | 0  | 3
            nothing known                      | A - -, A/B - -                          | -   | -  | -
            hundredths add up exactly          | A 0.1 0, A 0.2 0, A! 0.3 0              | 0.3 | 0  | 0
            """)
    void sums(String what, String devices, BigDecimal consumption, BigDecimal production, BigDecimal unexplained) {
        PlaceSum sum = sum(devices);

        assertThat(sum.total() == null).isEqualTo(consumption == null);
        if (consumption != null) {
            assertThat(sum.total().consumptionKwh()).isEqualByComparingTo(consumption);
            assertThat(sum.total().productionKwh()).isEqualByComparingTo(production);
            assertThat(sum.total().balanceKwh()).isEqualByComparingTo(consumption.subtract(production));
        }
        assertThat(sum.unexplainedKwh() == null).isEqualTo(unexplained == null);
        if (unexplained != null) {
            assertThat(sum.unexplainedKwh()).isEqualByComparingTo(unexplained);
        }
    }

    private static PlaceSum sum(String text) {
        List<PlacedDevice> devices = new ArrayList<>();
        Map<String, Flow> flows = new HashMap<>();
        for (String each : text.split(", ")) {
            String[] parts = each.split(" ");
            String id = "d" + devices.size();
            devices.add(new PlacedDevice(id, id, parts[0].replace("!", ""), parts[0].endsWith("!")));
            if (!parts[1].equals("-")) {
                flows.put(id, new Flow(new BigDecimal(parts[1]), new BigDecimal(parts[2])));
            }
        }
        return PlaceTree.of("A", devices)
                .sum(flows::get, id -> flows.containsKey(id) ? new DeviceHours(2, 1, 2) : new DeviceHours(2, 0, 0));
    }

    @Test
    void thePartsAreThePlacesRightBelowAndTheDevicesRightHere() {
        PlaceSum sum = sum("A 1 0, A/B/C 2 0, A/B/D 3 0, A/E! 4 0");

        assertThat(sum.parts()).extracting(PlaceSum::path).containsExactly("A/B", "A/E", "A");
        assertThat(sum.parts()).extracting(PlaceSum::name).containsExactly("B", "E", "d0");
        assertThat(sum.parts()).extracting(PlaceSum::isPlace).containsExactly(true, true, false);
        assertThat(sum.parts().get(0).total().consumptionKwh()).isEqualByComparingTo("5");
        assertThat(sum.devices()).extracting(PlaceSum::deviceId).containsExactly("d1", "d2", "d3", "d0");
    }

    @Test
    void amongTheDevicesIsNoMainMeterOfOthers() {
        assertThat(sum("A! 10 0, A/B! 6 0, A/B 5 0, A/C! 2 0").devices())
                .extracting(PlaceSum::deviceId)
                .containsExactly("d2", "d3");
    }

    @Test
    void missingHoursAreSaidOfMainMetersAndPartsAlike() {
        assertThat(sum("A! 1 0, A/B 2 0, A/B - -").hours()).isEqualTo(new DeviceHours(6, 2, 4));
        assertThat(sum("A! 1 0, A/B 2 0, A/B - -").hours().missing()).isEqualTo(2);
        assertThat(sum("A! 1 0, A/B 2 0, A/B - -").hours().estimated()).isEqualTo(2);
    }

    @Test
    void aNamesakeIsNotBelow() {
        assertThatIllegalArgumentException().isThrownBy(() -> sum("A 1 0, AB 1 0"));
        assertThatIllegalArgumentException().isThrownBy(() -> sum("B/A 1 0"));
    }
}
