package energy.ems.metering.readings;

import static energy.ems.container.MonitoringSystem.measurement;
import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.container.MonitoringSystem;
import energy.ems.container.TestDatabase;
import energy.ems.metering.meter.Meter;
import energy.ems.metering.meter.Meters;
import energy.ems.metering.profile.Reading;
import energy.ems.metering.profile.ReadingSource;
import energy.ems.metering.readings.StoredReadings.Range;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoredReadingsTest {

    private static final Instant START = Instant.parse("2026-11-20T10:20:00.123Z");

    /** As the clock tells the time, and people who ask for what has just come. */
    private static final Instant A_LITTLE_LATER = START.plusNanos(456_789);

    private MonitoringSystem system;
    private StoredReadings readings;

    @BeforeAll
    void start() {
        system = new MonitoringSystem(TestDatabase.running().newDatabase(), container -> {});
        readings = system.get(StoredReadings.class);
        system.device("m", 1, "alice", null, "INTERVAL");
        system.receive(measurement("m", START.minusSeconds(600), "0"), measurement("m", START, "1"));
    }

    @AfterAll
    void stop() {
        system.close();
    }

    @Test
    void readingsAreToldApartByTheMillisecond() {
        system.container().inTransaction(() -> {
            Meter meter = system.get(Meters.class).find("m").orElseThrow();
            Range range = new Range(meter.id(), A_LITTLE_LATER, A_LITTLE_LATER.plusMillis(1));
            ReadingSource source = readings.source(meter);

            assertThat(readings.received(range)).hasSize(1);
            assertThat(readings.load(List.of(range)).get(0)).containsOnlyKeys(START);
            assertThat(source.between(range.from(), range.to()))
                    .extracting(Reading::at)
                    .containsExactly(START);
            assertThat(source.from(A_LITTLE_LATER, 1)).extracting(Reading::at).containsExactly(START);
            assertThat(source.before(A_LITTLE_LATER, 1))
                    .extracting(Reading::at)
                    .containsExactly(START.minusSeconds(600));
            assertThat(source.lastAboveZero(A_LITTLE_LATER, Instant.MAX)).isPresent();
            assertThat(source.lastAboveZero(Instant.EPOCH, A_LITTLE_LATER)).isEmpty();
            return null;
        });
    }
}
