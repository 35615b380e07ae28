package energy.ems.account.password;

import static energy.ems.container.ManagementSystem.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.account.Role;
import energy.ems.account.login.Credentials;
import energy.ems.container.ManagementSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PasswordsTest {

    private static final String HOME = "203.0.113.7";

    private ManagementSystem system;

    @BeforeEach
    void start() {
        system = new ManagementSystem().withAccount("alice", Role.USER);
    }

    @AfterEach
    void stop() {
        system.close();
    }

    @Test
    void aHashGrowsStrongerAtTheNextLogin() {
        Credentials credentials = system.get(Credentials.class);
        Passwords passwords = system.get(Passwords.class);
        passwords.iterations = 2048;
        passwords.initialise();

        assertThat(credentials.verify("alice", PASSWORD.toCharArray(), HOME)).isPresent();
        assertThat(system.select("SELECT password_hash FROM account WHERE username = 'alice'"))
                .singleElement()
                .asString()
                .contains(":2048:");
        assertThat(credentials.verify("alice", PASSWORD.toCharArray(), HOME)).isPresent();
    }
}
