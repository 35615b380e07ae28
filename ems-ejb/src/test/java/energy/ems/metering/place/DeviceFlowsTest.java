package energy.ems.metering.place;

import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.metering.profile.Direction;
import energy.ems.metering.profile.Period;
import energy.ems.metering.profile.QuarterHour;
import energy.ems.metering.profile.Resolution;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeviceFlowsTest {

    private static final Instant DAY = Instant.parse("2026-11-16T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");

    private static Stretches stretches(String zone, Resolution resolution, String from, String to, Instant... changes) {
        List<Period> periods = Period.covering(Instant.parse(from), Instant.parse(to), ZoneId.of(zone), resolution);
        return new Stretches(periods, List.of(changes));
    }

    private static BigDecimal kwh(String text) {
        return text == null ? null : new BigDecimal(text);
    }

    private static List<QuarterHour> quarters(String... energies) {
        return Stream.of(energies)
                .map(each -> new QuarterHour(kwh(each), 1, true, false, false, false))
                .toList();
    }

    @Test
    void theDaysOfAZoneOfWholeHoursCutNoHour() {
        Stretches stretches =
                stretches("Europe/Bucharest", Resolution.DAY, "2026-10-24T00:00:00Z", "2026-10-26T12:00:00Z");

        assertThat(stretches.needQuarters()).isFalse();
        // The day in the middle has 25 hours.
        assertThat(stretches.starts())
                .containsExactly(
                        Instant.parse("2026-10-23T21:00:00Z"),
                        Instant.parse("2026-10-24T21:00:00Z"),
                        Instant.parse("2026-10-25T22:00:00Z"));
        assertThat(stretches.hours(Instant.EPOCH, NOW)).containsExactly(24L, 25L, 24L);
        assertThat(stretches.hours(Instant.parse("2026-10-24T20:30:00Z"), Instant.parse("2026-10-25T00:00:00Z")))
                .containsExactly(0L, 3L, 0L);
    }

    @Test
    void anHourThatMidnightCutsIsSharedByItsQuarters() {
        Stretches stretches = stretches("Asia/Kolkata", Resolution.DAY, "2026-11-15T18:30:00Z", "2026-11-17T18:30:00Z");
        DeviceFlows flows = new DeviceFlows(stretches, hour -> Direction.CONSUMPTION, Instant.EPOCH, NOW);

        assertThat(stretches.needQuarters()).isTrue();
        assertThat(stretches.starts())
                .containsExactly(
                        Instant.parse("2026-11-15T18:00:00Z"),
                        Instant.parse("2026-11-15T19:00:00Z"),
                        Instant.parse("2026-11-16T18:00:00Z"),
                        Instant.parse("2026-11-16T19:00:00Z"),
                        Instant.parse("2026-11-17T18:00:00Z"));
        flows.add(0, kwh("10"), null, 1, 1, quarters("1", "2", "3", "4"));
        flows.add(1, kwh("100"), null, 23, 23, List.of());
        flows.add(2, kwh("26"), null, 1, 1, quarters("5", "6", "7", "8"));
        flows.add(4, kwh("4"), null, 0, 1, quarters("1", null, "3", null));

        assertThat(flows.flow(0).consumptionKwh()).isEqualByComparingTo("118");
        assertThat(flows.flow(1).consumptionKwh()).isEqualByComparingTo("16");
        assertThat(flows.hours(0)).isEqualTo(new DeviceHours(24, 24, 24));
    }

    @Test
    void productionFlowsTheOtherWayAndNetBothWays() {
        Stretches stretches = stretches("UTC", Resolution.DAY, "2026-11-16T00:00:00Z", "2026-11-17T00:00:00Z");
        assertThat(flow(stretches, Direction.CONSUMPTION, "3", null)).isEqualTo(new Flow(kwh("3"), kwh("0")));
        assertThat(flow(stretches, Direction.PRODUCTION, "3", null)).isEqualTo(new Flow(kwh("0"), kwh("3")));
        assertThat(flow(stretches, Direction.NET, "3", "-2")).isEqualTo(new Flow(kwh("3"), kwh("2")));
        assertThat(flow(stretches, Direction.NET, null, null)).isEqualTo(new Flow(kwh("0"), kwh("0")));
    }

    private static Flow flow(Stretches stretches, Direction direction, String positive, String negative) {
        DeviceFlows flows = new DeviceFlows(stretches, hour -> direction, Instant.EPOCH, NOW);
        flows.add(0, kwh(positive), kwh(negative), 1, 2, List.of());
        return flows.total();
    }

    @Test
    void whatIsUnknownIsNoFlow() {
        Stretches stretches = stretches("UTC", Resolution.DAY, "2026-11-16T00:00:00Z", "2026-11-18T00:00:00Z");
        DeviceFlows flows = new DeviceFlows(stretches, hour -> Direction.NET, Instant.EPOCH, DAY.plusSeconds(90_000));
        flows.add(0, null, null, 0, 0, List.of());

        assertThat(flows.total()).isNull();
        assertThat(flows.hours(0)).isEqualTo(new DeviceHours(24, 0, 0));
        assertThat(flows.hours(1)).as("one hour of it has begun").isEqualTo(new DeviceHours(1, 0, 0));
    }

    @Test
    void aDirectionThatChangesWithinADayIsAStretchOfItsOwn() {
        Instant noon = DAY.plusSeconds(12 * 3600);
        Stretches stretches = stretches("UTC", Resolution.DAY, "2026-11-16T00:00:00Z", "2026-11-17T00:00:00Z", noon);
        DeviceFlows flows = new DeviceFlows(
                stretches,
                hour -> hour.isBefore(noon) ? Direction.CONSUMPTION : Direction.PRODUCTION,
                Instant.EPOCH,
                NOW);
        flows.add(0, kwh("5"), null, 12, 12, List.of());
        flows.add(1, kwh("7"), null, 12, 12, List.of());

        assertThat(flows.flow(0)).isEqualTo(new Flow(kwh("5"), kwh("7")));
    }
}
