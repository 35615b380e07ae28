package energy.ems.account.password;

import energy.ems.boundary.ThrottledException;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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
    private static final int LONGEST_QUEUE = 16;

    @Inject
    Pbkdf2PasswordHash pbkdf2;

    /** OWASP's password storage cheat sheet asks for at least 210,000 with HMAC-SHA-512. */
    @Inject
    @ConfigProperty(name = "ems.password.iterations", defaultValue = "210000")
    int iterations;

    private final Semaphore permits =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

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
     * Does work that hashes, when there is room for it.
     *
     * @throws ThrottledException when too many are waiting
     */
    public <T> T limited(Supplier<T> work) {
        if (permits.getQueueLength() >= LONGEST_QUEUE || !acquired()) {
            throw new ThrottledException(RETRY_AFTER);
        }
        try {
            return work.get();
        } finally {
            permits.release();
        }
    }

    private boolean acquired() {
        try {
            return permits.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
