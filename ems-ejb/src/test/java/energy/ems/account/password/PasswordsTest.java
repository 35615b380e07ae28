package energy.ems.account.password;

import static energy.ems.container.ManagementSystem.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import energy.ems.account.AuthenticatedAccount;
import energy.ems.account.Role;
import energy.ems.account.login.Credentials;
import energy.ems.container.ManagementSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PasswordsTest {

    private static final String HOME = "203.0.113.7";
    private static final String ELSEWHERE = "198.51.100.9";

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

    /** Somebody who guesses from one place has as many names as anybody likes. */
    @Test
    void whoeverGuessesMakesRoomForOthers() {
        Credentials credentials = system.get(Credentials.class);
        Passwords passwords = system.get(Passwords.class);
        assertThat(credentials.verify("nobody", PASSWORD.toCharArray(), ELSEWHERE))
                .isEmpty();
        CountDownLatch work = new CountDownLatch(1);
        ExecutorService people = Executors.newCachedThreadPool();
        try {
            for (int turn = 0; turn < Math.max(1, Runtime.getRuntime().availableProcessors() / 2); turn++) {
                people.execute(() -> passwords.limited(() -> awaited(work)));
            }
            List<CompletableFuture<Optional<AuthenticatedAccount>>> guesses = new ArrayList<>();
            await().until(passwords::isBusy);
            for (int guess = 0; guess < Passwords.LONGEST_QUEUE; guess++) {
                String name = "guess" + guess;
                guesses.add(CompletableFuture.supplyAsync(
                        () -> credentials.verify(name, PASSWORD.toCharArray(), ELSEWHERE), people));
            }
            await().until(() -> passwords.waiting() == Passwords.LONGEST_QUEUE);

            CompletableFuture<Optional<AuthenticatedAccount>> alice = CompletableFuture.supplyAsync(
                    () -> credentials.verify("alice", PASSWORD.toCharArray(), HOME), people);

            await().until(() -> guesses.stream().anyMatch(CompletableFuture::isCompletedExceptionally));
            work.countDown();
            assertThat(alice.join()).isPresent();
        } finally {
            work.countDown();
            people.shutdownNow();
        }
    }

    private static boolean awaited(CountDownLatch work) {
        try {
            work.await();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
