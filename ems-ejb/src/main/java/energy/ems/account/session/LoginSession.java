package energy.ems.account.session;

import energy.ems.account.AuthenticatedAccount;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;

/** A login to the portal that has not ended. Deleting the row ends it, whichever node holds the session. */
@Entity
@Table(name = "login_session")
class LoginSession {

    private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(updatable = false)
    private String username;

    /** The account's when the session was opened, or when it was let go on. */
    private long generation;

    @Column(updatable = false)
    private String address;

    @Column(updatable = false)
    private String browser;

    @Column(name = "began_at", updatable = false)
    private Instant beganAt;

    @Column(name = "last_used_at")
    private Instant lastUsedAt;

    protected LoginSession() {}

    LoginSession(AuthenticatedAccount account, String address, String browser, Instant now) {
        this.username = account.username();
        this.generation = account.sessionGeneration();
        this.address = address;
        this.browser = browser;
        this.beganAt = now;
        this.lastUsedAt = now;
    }

    boolean isOf(String user) {
        return username.equals(user);
    }

    void goOn(long newGeneration) {
        generation = newGeneration;
    }

    /** To the minute, so that a page which refreshes itself does not cost a write with each request. */
    void used(Instant now) {
        if (lastUsedAt.plus(USE_NOTED_EVERY).isBefore(now)) {
            lastUsedAt = now;
        }
    }

    LoginSessionView view() {
        return new LoginSessionView(id, address, browser, beganAt, lastUsedAt);
    }
}
