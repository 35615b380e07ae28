package energy.ems.account.password;

import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.container.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {

    private final TestClock clock = new TestClock();
    private final LoginThrottle throttle = new LoginThrottle();

    @BeforeEach
    void setTheClock() {
        throttle.clock = clock;
    }

    @Test
    void someFailuresAreFree() {
        fail("alice", "1.1.1.1", 4);

        assertThat(throttle.delayForPair("alice", "1.1.1.1")).isZero();
    }

    @Test
    void theDelayDoublesUpToAQuarterOfAnHour() {
        fail("alice", "1.1.1.1", 5);
        assertThat(throttle.delayForPair("alice", "1.1.1.1")).isEqualTo(Duration.ofSeconds(1));
        fail("alice", "1.1.1.1", 1);
        assertThat(throttle.delayForPair("alice", "1.1.1.1")).isEqualTo(Duration.ofSeconds(2));
        fail("alice", "1.1.1.1", 1000);
        assertThat(throttle.delayForPair("alice", "1.1.1.1")).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void theDelayPasses() {
        fail("alice", "1.1.1.1", 1000);
        clock.advance(Duration.ofMinutes(15));

        assertThat(throttle.delayForPair("alice", "1.1.1.1")).isZero();
    }

    @Test
    void anotherAddressWaitsForAMinuteAtMost() {
        fail("alice", "1.1.1.1", 1000);

        assertThat(throttle.delayForPair("alice", "2.2.2.2")).isZero();
        assertThat(throttle.delayForOthers("alice", "2.2.2.2")).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void otherUsersElsewhereAreNotSlowedDown() {
        fail("alice", "1.1.1.1", 1000);

        assertThat(throttle.delayForOthers("bob", "2.2.2.2")).isZero();
    }

    @Test
    void tryingManyUsersFromOneAddressIsSlowedDown() {
        for (int i = 0; i < 40; i++) {
            fail("user" + i, "1.1.1.1", 1);
        }

        assertThat(throttle.delayForOthers("somebody", "1.1.1.1")).isPositive();
    }

    @Test
    void anIpv6NetworkIsOneAddress() {
        for (int i = 0; i < 40; i++) {
            fail("alice", "2001:db8::" + Integer.toHexString(i + 1), 1);
        }

        assertThat(throttle.delayForPair("alice", "2001:db8::ffff")).isPositive();
        assertThat(throttle.delayForAddress("2001:db8::ffff")).isPositive();
        assertThat(throttle.delayForPair("alice", "2001:db8:0:1::1")).isZero();
    }

    @Test
    void aSuccessForgetsOnlyTheOwnFailures() {
        fail("alice", "1.1.1.1", 40);
        throttle.succeeded("alice", "1.1.1.1");

        assertThat(throttle.delayForPair("alice", "1.1.1.1")).isZero();
        assertThat(throttle.delayForAddress("1.1.1.1")).isPositive();
    }

    @Test
    void failuresAreForgivenAfterAnHour() {
        fail("alice", "1.1.1.1", 1000);
        clock.advance(Duration.ofMinutes(61));
        fail("alice", "1.1.1.1", 1);

        assertThat(throttle.delayForPair("alice", "1.1.1.1")).isZero();
    }

    private void fail(String user, String address, int times) {
        for (int i = 0; i < times; i++) {
            throttle.failed(user, address);
        }
    }
}
