package energy.ems.web.portal.consumption;

import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.metering.PlaceReport;
import energy.ems.metering.PlaceReport.PlaceBucket;
import energy.ems.metering.place.DeviceHours;
import energy.ems.metering.place.Flow;
import energy.ems.metering.place.PlaceSum;
import energy.ems.metering.place.PlaceTree;
import energy.ems.metering.place.PlacedDevice;
import energy.ems.metering.profile.Resolution;
import energy.ems.web.portal.consumption.ShownPeriod.View;
import energy.ems.web.portal.frame.Figures;
import energy.ems.web.portal.frame.Texts;
import energy.ems.web.portal.frame.Viewer;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What stands on the page of several devices, in English. */
class TogetherFiguresTest {

    private static final LocalDate DAY = LocalDate.parse("2026-11-17");
    private static final Instant LATER = Instant.parse("2026-11-20T00:00:00Z");

    private static final class Reader extends Viewer {

        private static final long serialVersionUID = 1L;

        @Override
        public Locale getLocale() {
            return Locale.ENGLISH;
        }
    }

    /** Of each device what it had in each hour: "1" used, "-1" produced, "1/-2" both, "?" unknown. */
    private static TogetherFigures figures(TogetherKind kind, Instant now, Map<String, String> hours) {
        List<PlacedDevice> devices = hours.keySet().stream()
                .sorted()
                .map(id -> new PlacedDevice(id, "Device " + id, null, false))
                .toList();
        PlaceTree tree = PlaceTree.ofAll(devices);
        int number = hours.values().iterator().next().split(" ").length;
        List<PlaceBucket> buckets = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            int hour = i;
            ZonedDateTime start = DAY.atTime(i, 0).atZone(ZoneOffset.UTC);
            UnaryOperator<String> word = id -> hours.get(id).split(" ")[hour];
            buckets.add(new PlaceBucket(
                    start,
                    start.plusHours(1),
                    tree.sum(
                            id -> flow(word.apply(id)),
                            id -> word.apply(id).equals("?") ? new DeviceHours(1, 0, 0) : new DeviceHours(1, 1, 1))));
        }
        PlaceSum sum = tree.sum(
                id -> Flow.sum(buckets.stream()
                        .map(bucket -> flow(hours.get(id).split(" ")[buckets.indexOf(bucket)]))
                        .filter(flow -> flow != null)
                        .toList()),
                id -> new DeviceHours(number, number, number));
        ShownPeriod period = ShownPeriod.of(View.DAY, DAY, ZoneOffset.UTC);
        Figures words = new Figures(new Reader());
        return new TogetherFigures(
                new PlaceReport(ZoneOffset.UTC, Resolution.HOUR, sum, buckets),
                kind,
                new PeriodWords(period, words.words()),
                Texts.in(Locale.ENGLISH),
                words,
                now,
                day -> null);
    }

    private static Flow flow(String word) {
        if (word.equals("?")) {
            return null;
        }
        Flow flow = new Flow(BigDecimal.ZERO, BigDecimal.ZERO);
        for (String each : word.split("/")) {
            BigDecimal kwh = new BigDecimal(each);
            flow = Flow.plus(
                    flow, kwh.signum() < 0 ? new Flow(BigDecimal.ZERO, kwh.negate()) : new Flow(kwh, BigDecimal.ZERO));
        }
        return flow;
    }

    private static JsonObject chart(TogetherFigures figures) {
        return Json.createReader(new StringReader(figures.getChartJson())).readObject();
    }

    private static List<JsonObject> layers(TogetherFigures figures) {
        return chart(figures).getJsonObject("data").getJsonArray("datasets").getValuesAs(JsonObject.class);
    }

    private static String tips(JsonObject layer, int bucket) {
        return lines(layer, "tips", bucket);
    }

    /** What is said of a whole bucket. */
    private static String said(TogetherFigures figures, String what, int bucket) {
        return lines(chart(figures).getJsonObject("data"), what, bucket);
    }

    private static String lines(JsonObject holder, String name, int bucket) {
        JsonArray lines = holder.getJsonArray(name).getJsonArray(bucket);
        return String.join("|", lines.getValuesAs(JsonString::getString));
    }

    @Test
    void whatIsNotKnownIsAGapAndMarked() {
        TogetherFigures figures = figures(TogetherKind.STACKED, LATER, Map.of("a", "1 ? 0", "b", "2 2 2"));

        List<JsonObject> layers = layers(figures);
        assertThat(layers).hasSize(2);
        assertThat(layers.get(0).getJsonArray("data").get(1)).isEqualTo(JsonValue.NULL);
        assertThat(layers.get(0).getJsonArray("data").getInt(2)).isZero();
        assertThat(chart(figures).getJsonObject("data").getJsonArray("gaps"))
                .containsExactly(JsonValue.FALSE, JsonValue.TRUE, JsonValue.FALSE);
        assertThat(said(figures, "headings", 1)).contains("01:00 – 02:00", "Sum: 2 kWh");
        assertThat(said(figures, "footings", 1)).isEqualTo("Device a: no data");
        assertThat(said(figures, "footings", 2)).isEmpty();
        assertThat(tips(layers.get(0), 2)).contains("Device a: 0 kWh");
        assertThat(tips(layers.get(1), 1)).isEqualTo("Device b: 2 kWh");
        assertThat(figures.isGaps()).isTrue();
        assertThat(figures.getBiggestName()).isEqualTo("Device b · 86 %");
    }

    @Test
    void whatIsProducedHangsBelowZeroAndIsToldOfOnce() {
        TogetherFigures figures = figures(TogetherKind.BESIDE, LATER, Map.of("a", "3/-1 1", "b", "-2 -2", "c", "1 1"));

        List<JsonObject> layers = layers(figures);
        assertThat(layers)
                .extracting(layer -> layer.getString("label") + " " + layer.getString("stack") + " "
                        + layer.getString("shade") + " " + layer.getJsonArray("data"))
                .containsExactly(
                        "Device a s0 0 [3,1]", "Device a s0 0 [-1,0]", "Device b s1 1 [-2,-2]", "Device c s2 2 [1,1]");
        assertThat(tips(layers.get(0), 0)).contains("Device a: 2 kWh");
        assertThat(tips(layers.get(1), 0)).isEmpty();
        assertThat(figures.isProducing()).isTrue();
        assertThat(figures.getSums().getBalance()).isEqualByComparingTo("1");
        assertThat(figures.share(figures.getDevices().get(2).sum()))
                .as("of what")
                .isEmpty();
    }

    @Test
    void linesAreOfTheBalanceAndOfOneDeviceOnce() {
        TogetherFigures figures = figures(TogetherKind.LINES, LATER, Map.of("a", "3/-1 ?", "b", "-2 -2"));

        assertThat(chart(figures).getString("type")).isEqualTo("line");
        assertThat(layers(figures))
                .extracting(layer -> layer.getJsonArray("data").toString())
                .containsExactly("[2,null]", "[-2,-2]");
        assertThat(layers(figures)).as("nothing is added up").noneMatch(layer -> layer.containsKey("stack"));
    }

    @Test
    void whatHasNotBegunIsNotSaidToBeMissing() {
        TogetherFigures figures =
                figures(TogetherKind.STACKED, Instant.parse("2026-11-17T00:30:00Z"), Map.of("a", "1 ?"));

        assertThat(tips(layers(figures).get(0), 0)).isEqualTo("Device a: 1 kWh");
        assertThat(said(figures, "headings", 0)).as("of one device").doesNotContain("Sum");
        assertThat(said(figures, "footings", 1)).isEmpty();
    }

    @Test
    void eachCanBeTakenOut() {
        TogetherFigures figures = figures(TogetherKind.STACKED, LATER, Map.of("a", "1", "b", "2", "c", "3"));

        assertThat(figures.getIds()).isEqualTo("a,b,c");
        assertThat(figures.getDevices())
                .extracting(TogetherFigures.Device::others)
                .containsExactly("b,c", "a,c", "a,b");
        assertThat(figures.isFull()).isFalse();
        assertThat(figures.getChartSummary()).contains("Device a 1 kWh, Device b 2 kWh", "in all 6 kWh");
    }
}
