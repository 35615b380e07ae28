package energy.ems.account.secondfactor;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.OptionalLong;

/** What an account's codes are made of. Changed only while its row is locked: a code must not count twice. */
@Entity
@Table(name = "second_factor")
class SecondFactor {

    @Id
    private String username;

    @Column(updatable = false)
    private byte[] secret;

    @Column(name = "set_up_at", updatable = false)
    private Instant setUpAt;

    @Column(name = "last_step")
    private long lastStep;

    protected SecondFactor() {}

    SecondFactor(String username, byte[] secret, long step, Instant now) {
        this.username = username;
        this.secret = secret.clone();
        this.lastStep = step;
        this.setUpAt = now;
    }

    /** Whether the code is good now; then it never is again. */
    boolean accepts(String code, Instant now) {
        OptionalLong step = OneTimeCode.step(secret, code, now, lastStep);
        step.ifPresent(used -> lastStep = used);
        return step.isPresent();
    }

    Instant setUpAt() {
        return setUpAt;
    }
}
