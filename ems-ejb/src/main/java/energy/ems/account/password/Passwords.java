package energy.ems.account.password;

import energy.ems.boundary.ThrottledException;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Hashes and verifies passwords. As a hash keeps a processor busy for a good part of a second, only so many run at the
 * same time that the rest of the system stays quick; whoever would have to wait long is sent away. Safe for use by
 * several threads. Public for {@code account} and {@code account.login}.
 */
@ApplicationScoped
public class Passwords {

    static final String ALGORITHM = "PBKDF2WithHmacSHA512";

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(3);
    static final int LONGEST_QUEUE = 16;

    @Inject
    Pbkdf2PasswordHash pbkdf2;

    /** OWASP's password storage cheat sheet asks for at least 210,000 with HMAC-SHA-512. */
    @Inject
    @ConfigProperty(name = "ems.password.iterations", defaultValue = "210000")
    int iterations;

    private final HashingTurns turns =
            new HashingTurns(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), LONGEST_QUEUE, LONGEST_WAIT);

    private String nobodysHash;

    @PostConstruct
    void initialise() {
        pbkdf2.initialize(Map.of(
                "Pbkdf2PasswordHash.Algorithm",
                ALGORITHM,
                "Pbkdf2PasswordHash.Iterations",
                String.valueOf(iterations),
                "Pbkdf2PasswordHash.SaltSizeBytes",
                "32",
                "Pbkdf2PasswordHash.KeySizeBytes",
                "64"));
        nobodysHash = pbkdf2.generate("a password that nobody has".toCharArray());
    }

    /** For work inside {@link #limited}. */
    public String hash(char[] password) {
        return pbkdf2.generate(password);
    }

    /** For work inside {@link #limited}. Null stands for an unknown user and takes as long as any other. */
    public boolean matches(char[] password, String storedHash) {
        boolean matches = pbkdf2.verify(password, storedHash == null ? nobodysHash : storedHash);
        return matches && storedHash != null;
    }

    /** Whether the hash was made with weaker parameters than today's. */
    public boolean isOutdated(String storedHash) {
        String[] parts = storedHash.split(":");
        return !ALGORITHM.equals(parts[0]) || Integer.parseInt(parts[1]) < iterations;
    }

    /**
     * Does work that hashes, for somebody who is known already, when there is room for it.
     *
     * @throws ThrottledException when too many are waiting
     */
    public <T> T limited(Supplier<T> work) {
        return limited(0, work);
    }

    /**
     * Does work that hashes when there is room for it.
     *
     * @param suspicion how often whoever asks was wrong of late: who was wrong less often goes first
     * @throws ThrottledException when too many are waiting
     */
    public <T> T limited(int suspicion, Supplier<T> work) {
        if (!turns.take(suspicion)) {
            throw new ThrottledException(RETRY_AFTER);
        }
        try {
            return work.get();
        } finally {
            turns.giveBack();
        }
    }

    /** How many wait for a turn. */
    int waiting() {
        return turns.waiting();
    }

    /** Whether whoever comes now has to wait. */
    boolean isBusy() {
        return turns.isBusy();
    }
}
