package energy.ems.metering.intake;

import static energy.ems.container.MonitoringSystem.measurement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import energy.ems.alerting.Watches;
import energy.ems.boundary.NotFoundException;
import energy.ems.boundary.PageRequest;
import energy.ems.container.MonitoringSystem;
import energy.ems.deviceevents.SettingsState;
import energy.ems.metering.QuarantineDecisions;
import energy.ems.metering.profile.Plausibility.Reason;
import energy.ems.metering.readings.QuarantineGroup;
import energy.ems.metering.readings.QuarantinedReading;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a person sees of the readings in quarantine, and decides about many of them at once. */
@Timeout(120)
class QuarantineTest {

    private static final Instant HOUR = Instant.parse("2026-11-20T10:00:00Z");
    private static MonitoringSystem system;
    private static QuarantineDecisions desk;

    @BeforeAll
    static void start() {
        system = Watches.monitoring();
        desk = system.get(QuarantineDecisions.class);
    }

    @AfterAll
    static void stop() {
        if (system != null) {
            system.close();
        }
    }

    private static Instant minute(int minutes) {
        return HOUR.plus(Duration.ofMinutes(minutes));
    }

    /** Ten-minute values of which the second and third are 300 kWh, 1,800 kW, and the fifth is negative. */
    private static void doubted(String id) {
        system.device(id, 1, "alice", null, "INTERVAL");
        String[] values = {"0.2", "300", "310.5", "0.4", "-1", "0.5"};
        for (int i = 0; i < values.length; i++) {
            system.receive(measurement(id, minute(10 * i), values[i]));
        }
    }

    private static List<QuarantineGroup> groups(String id) {
        return desk.quarantineGroups(id, PageRequest.first(10)).items();
    }

    @Test
    void itIsSeenByDeviceAndReasonBesideWhatIsStored() {
        doubted("seen");

        assertThat(groups("seen"))
                .extracting(
                        QuarantineGroup::reason,
                        QuarantineGroup::readings,
                        QuarantineGroup::first,
                        QuarantineGroup::last)
                .containsExactlyInAnyOrder(
                        tuple(Reason.NEGATIVE, 1L, minute(40), minute(40)),
                        tuple(Reason.ABOVE_MAXIMUM, 2L, minute(10), minute(20)));
        assertThat(desk.quarantineGroups(null, PageRequest.first(500)).total()).isGreaterThanOrEqualTo(2);
        assertThat(desk.quarantine("seen", Reason.ABOVE_MAXIMUM, PageRequest.first(10))
                        .items())
                .extracting(QuarantinedReading::value, QuarantinedReading::valueBefore, QuarantinedReading::valueAfter)
                .containsExactly(
                        tuple("310.5", new BigDecimal("0.2"), new BigDecimal("0.4")),
                        tuple("300", new BigDecimal("0.2"), new BigDecimal("0.4")));
        assertThat(desk.quarantine("seen", Reason.NEGATIVE, PageRequest.first(10))
                        .items())
                .singleElement()
                .satisfies(negative -> {
                    assertThat(negative.before())
                            .extracting(QuarantinedReading.Neighbour::takenAt)
                            .containsExactly(minute(0), minute(30));
                    assertThat(negative.after())
                            .extracting(QuarantinedReading.Neighbour::takenAt)
                            .containsExactly(minute(50));
                });
        assertThat(desk.quarantine("nobody", null, PageRequest.first(10)).items())
                .isEmpty();
    }

    @Test
    void aWholeGroupIsReleasedOrDiscarded() {
        doubted("whole");

        assertThat(desk.releaseGroup("whole", Reason.ABOVE_MAXIMUM)).isEqualTo(2);
        assertThat(desk.discardGroup("whole", Reason.NEGATIVE)).isEqualTo(1);

        assertThat(groups("whole")).isEmpty();
        assertThat(system.hours("whole")).containsExactly(entry(HOUR, new BigDecimal("611.6")));
        assertThat(desk.releaseGroup("whole", Reason.ABOVE_MAXIMUM)).isZero();
        assertThat(desk.discardGroup("nobody", Reason.NEGATIVE)).isZero();
        assertThat(system.select("SELECT detail FROM audit_entry WHERE subject = 'whole' AND action LIKE 'QUARANTINE%'"
                        + " ORDER BY id"))
                .extracting(String::valueOf)
                .containsExactly(
                        "2 readings of 2026-11-20T10:10:00Z to 2026-11-20T10:20:00Z, ABOVE_MAXIMUM",
                        "1 readings of 2026-11-20T10:40:00Z to 2026-11-20T10:40:00Z, NEGATIVE");
        // What a person has let in, a meter does not change.
        system.receive(measurement("whole", minute(10), "0.3"));
        assertThat(system.hours("whole")).containsExactly(entry(HOUR, new BigDecimal("611.6")));
    }

    /** However large a group is, a year in ten-minute values here: each part of it is one piece of work. */
    @Test
    void aLargeGroupIsReleasedInParts() {
        system.device("large", 1, "alice", null, "INTERVAL");
        StringBuilder array = new StringBuilder("[");
        for (int i = 0; i < 1_000; i++) {
            array.append(i == 0 ? "" : ",").append(measurement("large", minute(-10 * i - 10), "200"));
        }
        system.receive(array.append("]").toString());
        system.receive(measurement("large", minute(-10 * 1_000 - 10), "200"));

        assertThat(desk.releaseGroup("large", Reason.ABOVE_MAXIMUM)).isEqualTo(1_001);

        assertThat(groups("large")).isEmpty();
        assertThat(system.hours("large").values().stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo("200200");
    }

    @Test
    void whatAHigherMaximumLetsPassLeavesByItself() {
        doubted("strong");

        QuarantineDecisions.PowerNeeded needed = desk.powerNeeded("strong");
        assertThat(needed.kilowatts()).isEqualByComparingTo("1863");
        assertThat(needed.since()).isEqualTo(minute(10));
        system.settings(
                "strong",
                2,
                new SettingsState(
                        "INTERVAL", null, null, null, Duration.ofMinutes(10), null, needed.kilowatts(), null, null),
                needed.since());

        assertThat(groups("strong")).extracting(QuarantineGroup::reason).containsExactly(Reason.NEGATIVE);
        assertThat(system.hours("strong")).containsExactly(entry(HOUR, new BigDecimal("611.6")));
        assertThatThrownBy(() -> desk.powerNeeded("strong")).isInstanceOf(NotFoundException.class);
    }
}
