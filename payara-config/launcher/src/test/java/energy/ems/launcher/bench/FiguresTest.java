package energy.ems.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.ems.launcher.Problem;
import org.junit.jupiter.api.Test;

class FiguresTest {

    private static final String METRICS = """
            # TYPE ems_consumer_messages_total counter
            # HELP ems_consumer_messages_total Messages that this node has processed
            ems_consumer_messages_total{mp_scope="application",queue="ems.alerts"} 3
            ems_consumer_messages_total{mp_scope="application",queue="ems.measurements"} 1.25E7
            ems_consumer_messages{queue="ems.measurements"} 9
            ems_measurements_inserted_total 20.0
            """;

    @Test
    void areFoundByNameAndLabel() {
        assertThat(Figures.figure(METRICS, "ems_consumer_messages_total", "queue=\"ems.measurements\""))
                .isEqualTo(12_500_000);
        assertThat(Figures.figure(METRICS, "ems_measurements_inserted_total", ""))
                .isEqualTo(20);
    }

    @Test
    void areMissedAloud() {
        assertThatThrownBy(() -> Figures.figure(METRICS, "ems_consumer_messages_total", "queue=\"other\""))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("ems_consumer_messages");
    }
}
