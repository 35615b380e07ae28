package energy.ems.web.portal.consumption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import energy.ems.metering.place.DeviceHours;
import energy.ems.metering.place.Flow;
import energy.ems.metering.place.PlaceTree;
import energy.ems.metering.place.PlacedDevice;
import energy.ems.web.portal.consumption.EnergyFlow.Box;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnergyFlowTest {

    /** Devices as "path kWh", the path of a main meter with an exclamation mark. */
    private static EnergyFlow flow(String... devices) {
        List<PlacedDevice> placed = new ArrayList<>();
        Map<String, Flow> flows = new HashMap<>();
        for (String each : devices) {
            String[] parts = each.split(" ");
            String id = "d" + placed.size();
            placed.add(new PlacedDevice(id, id, parts[0].replace("!", ""), parts[0].endsWith("!")));
            flows.put(id, new Flow(new BigDecimal(parts[1]), BigDecimal.ZERO));
        }
        return new EnergyFlow(
                PlaceTree.of("A", placed).sum(flows::get, id -> DeviceHours.NONE), "unexplained", "others");
    }

    private static List<String> rows(EnergyFlow flow) {
        return flow.getBoxes().stream()
                .map(box -> box.getDepth() + " " + box.getName() + " "
                        + box.getKwh().stripTrailingZeros().toPlainString())
                .toList();
    }

    @Test
    void goesAsDeepAsThePlacesDoAndThePartsThatUsedMostComeFirst() {
        EnergyFlow flow = flow("A 1", "A/B/C/D/E 4", "A/B/F 2");

        assertThat(rows(flow))
                .containsExactly("0 A 7", "1 B 6", "2 C 4", "3 D 4", "4 E 4", "5 d1 4", "2 F 2", "3 d2 2", "1 d0 1");
        assertThat(flow.isThere()).isTrue();
        assertThat(flow.isFed()).isFalse();
        assertThat(flow.getBands()).hasSize(8);
    }

    @Test
    void theOutermostIsWhatTheMainMeterMeasuredWhateverTheLevelsBelow() {
        EnergyFlow flow = flow("A! 20", "A/B! 12", "A/B 5", "A/B/C 3", "A 2");

        assertThat(rows(flow))
                .containsExactly(
                        "0 A 20",
                        "1 B 12",
                        "2 d2 5",
                        "2 C 3",
                        "3 d3 3",
                        "2 unexplained 4",
                        "1 d4 2",
                        "1 unexplained 6");
        assertThat(flow.totalKwh()).isEqualByComparingTo("20");
        assertThat(flow.isFed()).isFalse();
    }

    @Test
    void saysWherePartsMeasuredMoreThanTheMainMeter() {
        EnergyFlow flow = flow("A 1", "A/B! 3", "A/B 5");

        assertThat(rows(flow)).containsExactly("0 A 4", "1 B 3", "2 d2 5", "1 d0 1");
        assertThat(flow.isFed()).isTrue();
    }

    @Test
    void drawsNothingWhereNothingGoesOn() {
        assertThat(flow("A 5").isThere()).isTrue();
        assertThat(flow("A! 5").isThere()).isFalse();
        assertThat(flow("A 0", "A/B 0").isThere()).isFalse();
    }

    @Test
    void manyPartsAreTakenTogether() {
        EnergyFlow flow = flow("A 9", "A 8", "A 7", "A 6", "A 5", "A 4", "A 3", "A 2", "A 1", "A 0.5");

        assertThat(rows(flow)).hasSize(9).endsWith("1 others 3.5");
    }

    @Test
    void nothingOverlapsAndWordsHaveRoom() {
        EnergyFlow flow = flow("A 1000", "A 0.001", "A/B 0.001", "A/B 0.001", "A/C 500");
        double height = Double.parseDouble(flow.getViewBox().split(" ")[3]);

        for (int depth = 0; depth <= 2; depth++) {
            int column = depth;
            List<Box> boxes = flow.getBoxes().stream()
                    .filter(box -> box.getDepth() == column)
                    .sorted((one, other) -> Double.compare(one.y(), other.y()))
                    .toList();
            for (int i = 1; i < boxes.size(); i++) {
                Box above = boxes.get(i - 1);
                Box below = boxes.get(i);
                assertThat(below.y()).isGreaterThanOrEqualTo(above.y() + above.height());
                assertThat(below.y() + below.height() / 2 - above.y() - above.height() / 2)
                        .isGreaterThan(34);
            }
            // In two lines where one is too narrow; the bands of what follows begin at the next bar.
            assertThat(boxes).allSatisfy(box -> {
                double end = Double.parseDouble(box.getLabelX()) + Double.parseDouble(box.getLabelWidth());
                assertThat(Double.parseDouble(box.getLabelWidth())).isGreaterThan(100);
                assertThat(end).isLessThanOrEqualTo(EnergyFlow.WIDTH);
                flow.getBoxes().stream()
                        .filter(next -> next.depth() == column + 1
                                && !box.node().parts().isEmpty())
                        .forEach(next -> assertThat(end).isLessThan(next.x()));
            });
            Box last = boxes.get(boxes.size() - 1);
            assertThat(last.y() + last.height()).isLessThan(height + 0.1);
        }
        assertThat(flow.getBoxes().get(0).height()).isCloseTo(280, within(0.1));
    }
}
