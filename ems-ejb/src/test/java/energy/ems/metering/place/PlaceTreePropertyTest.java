package energy.ems.metering.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever stands wherever: nothing is counted twice, and nothing is lost. */
class PlaceTreePropertyTest {

    /** @param flow null for nothing known */
    record Standing(String path, boolean mainMeter, Flow flow) {}

    @Provide
    Arbitrary<List<Standing>> withoutMainMeters() {
        return standing(0);
    }

    @Provide
    Arbitrary<List<Standing>> withMainMeters() {
        return standing(0.3);
    }

    private static Arbitrary<List<Standing>> standing(double mainMeters) {
        Arbitrary<String> path = Arbitraries.of("B", "C", "B C")
                .list()
                .ofMaxSize(4)
                .map(names -> String.join(
                        "/", Stream.concat(Stream.of("A"), names.stream()).toList()));
        Arbitrary<BigDecimal> energy = Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, BigDecimal.TEN)
                .ofScale(15);
        Arbitrary<Flow> flow = Combinators.combine(energy, energy).as(Flow::new).injectNull(0.15);
        Arbitrary<Boolean> main = Arbitraries.doubles().between(0, 1).map(chance -> chance < mainMeters);
        return Combinators.combine(path, main, flow)
                .as(Standing::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(30);
    }

    private static PlaceSum sum(List<Standing> standing) {
        Map<String, Flow> flows = new HashMap<>();
        List<PlacedDevice> devices = IntStream.range(0, standing.size())
                .mapToObj(i -> {
                    flows.put("d" + i, standing.get(i).flow());
                    return new PlacedDevice(
                            "d" + i,
                            "d" + i,
                            standing.get(i).path(),
                            standing.get(i).mainMeter());
                })
                .toList();
        return PlaceTree.of("A", devices).sum(flows::get, id -> new DeviceHours(1, 0, 0));
    }

    @Property(tries = 300)
    void withoutMainMetersAPlaceHasTheSumOfItsLeaves(@ForAll("withoutMainMeters") List<Standing> standing) {
        PlaceSum sum = sum(standing);

        assertThat(sum.total())
                .isEqualTo(Flow.sum(standing.stream().map(Standing::flow).toList()));
        assertThat(sum.devices()).hasSize(standing.size());
        assertThat(sum.hours().all()).isEqualTo(standing.size());
    }

    @Property(tries = 300)
    void partsAndWhatTheyDoNotExplainAreTheMainMeterEverywhere(@ForAll("withMainMeters") List<Standing> standing) {
        PlaceSum sum = sum(standing);

        assertThat(sum.hours().all()).isEqualTo(standing.size());
        holds(sum, standing);
    }

    private static void holds(PlaceSum place, List<Standing> standing) {
        if (!place.isPlace()) {
            return;
        }
        Flow parts = Flow.sum(place.parts().stream().map(PlaceSum::total).toList());
        Flow mains = Flow.sum(standing.stream()
                .filter(each -> each.mainMeter() && each.path().equals(place.path()))
                .map(Standing::flow)
                .toList());
        assertThat(place.total()).isEqualTo(place.hasMainMeter() ? mains : parts);
        if (place.unexplainedKwh() != null) {
            BigDecimal explained = parts == null ? BigDecimal.ZERO : parts.balanceKwh();
            assertThat(explained.add(place.unexplainedKwh())).isEqualByComparingTo(mains.balanceKwh());
        }
        place.parts().forEach(part -> holds(part, standing));
    }
}
