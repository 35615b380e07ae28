package energy.ems.account.login;

import static energy.ems.container.ManagementSystem.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.account.AuthenticatedAccount;
import energy.ems.account.Role;
import energy.ems.boundary.ThrottledException;
import energy.ems.container.ManagementSystem;
import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.glassfish.soteria.identitystores.hash.Pbkdf2PasswordHashImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Somebody logs in, rightly, as often as the line carries; others want to get in, too. */
@Timeout(120)
class LoginFloodTest {

    private static final String FLOODER = "198.51.100.66";
    private static final String HOME = "203.0.113.7";

    /** Taken while a hash is computed; a test holds hashes up by taking all of it. */
    private final Semaphore hashing = new Semaphore(1000);

    private final AtomicInteger verified = new AtomicInteger();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private ManagementSystem system;
    private Credentials credentials;

    @BeforeEach
    void start() {
        system = new ManagementSystem();
        system.container().with(Pbkdf2PasswordHash.class, new Pbkdf2PasswordHashImpl() {
            @Override
            public boolean verify(char[] password, String hashedPassword) {
                hashing.acquireUninterruptibly();
                try {
                    return super.verify(password, hashedPassword);
                } finally {
                    verified.incrementAndGet();
                    hashing.release();
                }
            }
        });
        system.withAccount("alice", Role.USER).withAccount("bob", Role.OPERATOR);
        credentials = system.get(Credentials.class);
    }

    @AfterEach
    void stop() {
        hashing.release(1000);
        threads.shutdownNow();
        system.close();
    }

    @Test
    void oneUsersManyLoginsLeaveRoomForTheOthers() throws Exception {
        hashing.acquireUninterruptibly(1000);
        List<Future<Optional<AuthenticatedAccount>>> flood = new ArrayList<>();
        IntStream.range(0, 40).forEach(i -> flood.add(login("alice", FLOODER)));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> flood.stream().filter(Future::isDone).count() >= 20);
        Future<Optional<AuthenticatedAccount>> bob = login("bob", HOME);
        hashing.release(1000);

        assertThat(bob.get()).isPresent();
        int admitted = 0;
        for (Future<Optional<AuthenticatedAccount>> each : flood) {
            try {
                assertThat(each.get()).isPresent();
                admitted++;
            } catch (ExecutionException refused) {
                assertThat(refused).hasCauseInstanceOf(ThrottledException.class);
            }
        }
        assertThat(admitted).isBetween(1, 20);
    }

    @Test
    void whoeverWaitsForARowHoldsNobodyUp() throws Exception {
        try (Connection other = system.database().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.executeQuery("SELECT * FROM account WHERE username = 'alice' FOR UPDATE");
            int permits = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
            verified.set(0);
            List<Future<Optional<AuthenticatedAccount>>> held = IntStream.range(0, permits)
                    .mapToObj(i -> login("alice", "198.51.100." + i))
                    .toList();
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> verified.get() >= permits);

            assertThat(credentials.verify("bob", PASSWORD.toCharArray(), HOME)).isPresent();
            other.commit();
            for (Future<Optional<AuthenticatedAccount>> each : held) {
                assertThat(each.get()).isPresent();
            }
        }
    }

    private Future<Optional<AuthenticatedAccount>> login(String username, String address) {
        return threads.submit(() -> credentials.verify(username, PASSWORD.toCharArray(), address));
    }
}
