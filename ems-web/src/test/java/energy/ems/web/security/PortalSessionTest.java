package energy.ems.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.account.AuthenticatedAccount;
import energy.ems.account.Role;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PortalSessionTest {

    @Test
    void endsAfterHalfADayHoweverMuchItIsUsed() {
        Instant login = Instant.parse("2026-01-01T08:00:00Z");
        PortalSession session = new PortalSession(new AuthenticatedAccount("alice", Role.USER, false, 1), login);

        assertThat(session.isOver(login.plus(Duration.ofHours(12)))).isFalse();
        assertThat(session.isOver(login.plus(Duration.ofHours(12)).plusSeconds(1)))
                .isTrue();
    }
}
