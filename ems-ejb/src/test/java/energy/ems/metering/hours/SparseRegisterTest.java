package energy.ems.metering.hours;

import static energy.ems.container.MonitoringSystem.measurement;
import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.alerting.Watches;
import energy.ems.container.MonitoringSystem;
import energy.ems.metering.profile.HourValue;
import energy.ems.metering.profile.LoadProfile;
import energy.ems.metering.profile.MeterSettings;
import energy.ems.metering.profile.Reading;
import energy.ems.metering.profile.ReadingMode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Registers that are read seldom, so that one reading reaches over many hours. */
@Timeout(60)
class SparseRegisterTest {

    private static final Instant START = Instant.parse("2026-11-01T00:30:00Z");

    @ParameterizedTest
    @ValueSource(ints = {5, 7, 8, 10, 13, 14, 15, 30})
    void lateReadingsOfOneBatchKnowOfEachOther(int apart) {
        Duration interval = Duration.ofHours(2);
        try (MonitoringSystem system = Watches.monitoring()) {
            system.device("sparse", 1, null, null, "CUMULATIVE", interval);
            List<Reading> readings = new ArrayList<>();
            for (int i = 0; i < 48; i++) {
                readings.add(
                        new Reading(START.plus(interval.multipliedBy(i)), BigDecimal.valueOf(100L + (long) i * i)));
            }
            // Lacking at first, all but the two late ones: everything from the tenth to the tenth plus that many.
            List<Reading> first = new ArrayList<>(readings.subList(0, 10));
            first.addAll(readings.subList(11 + apart, 48));
            system.receive(messages(first));

            Reading late = readings.get(10);
            Reading later = readings.get(9 + apart);
            system.receive(messages(List.of(late, later)));

            first.add(10, late);
            first.add(11, later);
            TreeMap<Instant, BigDecimal> expected = new TreeMap<>();
            for (HourValue hour : LoadProfile.of(MeterSettings.of(ReadingMode.CUMULATIVE, interval), first)
                    .hours()) {
                if (hour.energyKwh() != null) {
                    expected.put(hour.start(), hour.energyKwh().stripTrailingZeros());
                }
            }
            assertThat(system.hours("sparse")).isEqualTo(expected);
        }
    }

    private static String[] messages(List<Reading> readings) {
        return readings.stream()
                .map(reading ->
                        measurement("sparse", reading.at(), reading.kwh().toPlainString()))
                .toArray(String[]::new);
    }
}
