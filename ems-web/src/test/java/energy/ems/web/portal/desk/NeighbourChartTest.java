package energy.ems.web.portal.desk;

import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.metering.profile.Plausibility;
import energy.ems.metering.readings.QuarantinedReading;
import energy.ems.metering.readings.QuarantinedReading.Neighbour;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A doubted reading is drawn where it stands among the stored ones. */
class NeighbourChartTest {

    private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");

    @Test
    void drawsInProportionToTimeAndValue() {
        NeighbourChart chart =
                chart("100", List.of(stored(0, "0"), stored(10, "50")), List.of(stored(40, "0"), stored(50, "0")));

        assertThat(chart.isThere()).isTrue();
        assertThat(chart.getLine()).isEqualTo("M5.0 27.0L27.0 16.0L93.0 27.0L115.0 27.0");
        // Taken at minute 20, the greatest of all.
        assertThat(chart.getDoubted()).isEqualTo("M49.0 0.5L53.5 5.0L49.0 9.5L44.5 5.0Z");
    }

    @Test
    void drawsWhatNobodyCanCalculateWith() {
        for (String value : List.of("1E+5000000", "-1E+5000000", "1E-5000000", "0E+5000000", "9".repeat(400))) {
            NeighbourChart chart = chart(value, List.of(stored(0, "0.2")), List.of());
            assertThat(chart.getLine() + chart.getDots() + chart.getDoubted())
                    .doesNotContain("NaN", "Infinity")
                    .hasSizeLessThan(200);
        }
    }

    @Test
    void drawsALevelLineInTheMiddle() {
        assertThat(chart("0.2", List.of(stored(10, "0.2")), List.of(stored(30, "0.2")))
                        .getLine())
                .isEqualTo("M5.0 16.0L115.0 16.0");
    }

    @Test
    void drawsNothingOfAReadingThatStandsAlone() {
        assertThat(chart("5", List.of(), List.of()).isThere()).isFalse();
    }

    private static NeighbourChart chart(String value, List<Neighbour> before, List<Neighbour> after) {
        return new NeighbourChart(new QuarantinedReading(
                1, "meter", null, at(20), value, null, Plausibility.Reason.ABOVE_MAXIMUM, NOON, before, after));
    }

    private static Neighbour stored(int minute, String value) {
        return new Neighbour(at(minute), new BigDecimal(value));
    }

    private static Instant at(int minute) {
        return NOON.plusSeconds(60L * minute);
    }
}
